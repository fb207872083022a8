"""Surveys as an editor would write them."""

from __future__ import annotations

import uuid
from typing import Any

from surveys.models import SurveyPage, SurveysPage
from tests.cms.factories import PageFactory

SPACE = uuid.UUID("6f1d3c52-0d8c-4b0e-9a55-0f0a6f3d7c11")


def key(name: str) -> str:
    """The same for the same name: what a block's id is to the editor."""
    return str(uuid.uuid5(SPACE, name))


def items(*texts: str, of: str = "") -> list[dict[str, Any]]:
    return [
        {"type": "item", "id": key(f"{of}/{text}"), "value": text} for text in texts
    ]


def question(kind: str, name: str, text: str = "", **value: Any) -> dict[str, Any]:
    """``choices`` and ``rows`` may be plain texts."""
    for part in ("choices", "rows"):
        if part in value:
            value[part] = items(*value[part], of=name)
    rule = value.pop("rule", None)
    return {
        "type": kind,
        "id": key(name),
        "value": {
            "text": text or name.capitalize(),
            "name": name,
            "rule": rule or {},
            **value,
        },
    }


def rule(name: str, test: str = "one_of", values: str = "") -> dict[str, str]:
    return {"question": name, "test": test, "values": values}


def section(title: str, *questions: dict[str, Any], **value: Any) -> dict[str, Any]:
    return {
        "type": "section",
        "id": key(f"section/{title}"),
        "value": {"title": title, "questions": list(questions), **value},
    }


SECTIONS = [
    section(
        "Chi sei",
        question(
            "single",
            "casa",
            "Dove abiti?",
            choices=["Alla Piastra", "Altrove a Sondrio", "Fuori"],
            required=True,
        ),
        question("scale", "verde", "Quanto ti piace il verde?", low=1, high=5),
    ),
    section(
        "La Piastra",
        question(
            "several",
            "bisogni",
            "Di che cosa c'è bisogno?",
            choices=["Panchine", "Luce", "Negozi"],
            other=True,
            most=2,
        ),
        question("long_text", "parole", "Vuoi dirci altro?"),
        rule=rule("casa", "one_of", "Alla Piastra"),
    ),
]


class SurveysPageFactory(PageFactory):
    title = "Questionari"
    slug = "questionari"

    class Meta:
        model = SurveysPage


class SurveyPageFactory(PageFactory):
    title = "I bisogni e le risorse"
    slug = "bisogni"
    introduction = "Che cosa manca, che cosa c'è già."
    purpose = "Il Comune decide con le risposte dove spendere."
    legal_basis = "Compito di interesse pubblico."
    controller = "Comune di Sondrio"
    privacy_contact = "privacy@comune.example"

    class Meta:
        model = SurveyPage
