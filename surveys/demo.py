"""The survey of the demonstration: what the Piastra lacks and what it has.

Made once. Its responses are invented, and the page says so.
"""

from __future__ import annotations

import datetime
import json
import random
import uuid
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone, translation
from wagtail.models import Page

from cms.demo.translating import translate
from cms.demo.writing import ENGLISH, both, callout, listing
from cms.models import HomePage

from . import publishing, services
from .definition import own_words
from .models import (
    Publication,
    Response,
    Survey,
    SurveyPage,
    SurveysPage,
    SurveyVersion,
)

RESPONSES = 2400
DAYS = 40
OPEN_FOR = 60
CONTACT = "privacy@comune.example"
SPACE = uuid.UUID("3f0b7d0a-7c43-4c8e-9a61-8a1c2f5f8f10")
HERE = both("Alla Piastra", "At the Piastra")
PARK, SHOPS, SPORT, SCHOOL = (
    both("Il parco e il percorso botanico", "The park and the botanical path"),
    both("I negozi sotto casa", "The shops near home"),
    both("Lo sport e gli spazi per giocare", "Sports and places to play"),
    both("La scuola e le attività per i ragazzi", "School and activities for children"),
)
YES_WORD = both("Sì", "Yes")
BENCHES, LIGHT, BUSES, MEETING, CARE, STALLS = (
    both("Panchine e ombra", "Benches and shade"),
    both("Luce la sera", "Light in the evening"),
    both("Autobus più frequenti", "More frequent buses"),
    both("Un luogo dove incontrarsi", "A place to meet"),
    both("Servizi per gli anziani", "Services for older people"),
    both("Un mercato di quartiere", "A neighbourhood market"),
)


def load() -> Iterator[str]:
    if SurveysPage.objects.exists() or not HomePage.objects.exists():
        return
    with translation.override(settings.LANGUAGE_CODE):
        home = HomePage.objects.order_by("pk").first()
        index, page = write(home)
        show_on(home, index)
        translate([index, page], "en", ENGLISH.__getitem__)
        invent(page)
        publishing.publish(Survey.objects.get(key=page.translation_key))
    yield f"A survey with {RESPONSES} invented responses."


def write(home: HomePage) -> tuple[SurveysPage, SurveyPage]:
    index = SurveysPage(
        title=both("Questionari", "Surveys"),
        slug=both("questionari", "surveys"),
        introduction=both(
            "Le domande del quartiere al quartiere: che cosa manca, che cosa c'è, "
            "che cosa cambia.",
            "What the neighbourhood asks itself: what is lacking, what is there, what "
            "changes.",
        ),
    )
    publish(home, index)
    now = timezone.now()
    page = SurveyPage(
        title=both(
            "I bisogni e le risorse della Piastra",
            "The needs and the resources of the Piastra",
        ),
        slug=both("bisogni-e-risorse", "needs-and-resources"),
        introduction=both(
            "Dodici domande per una lettura condivisa del quartiere: le risposte "
            "decidono da dove si comincia.",
            "Twelve questions for a shared reading of the neighbourhood: the answers "
            "decide where to begin.",
        ),
        body=[
            callout(
                both("Risposte di esempio", "Example responses"),
                both(
                    "Le risposte raccolte prima dell'avvio di questa dimostrazione "
                    "sono inventate.",
                    "The responses from before this demonstration began are invented.",
                ),
            )
        ],
        sections=json.dumps(sections()),
        opens_at=now - datetime.timedelta(days=DAYS),
        closes_at=now + datetime.timedelta(days=OPEN_FOR),
        publication=Publication.LIVE,
        purpose=both(
            "Il tavolo di quartiere e il Comune scelgono con le risposte i primi "
            "interventi della primavera.",
            "With the answers the neighbourhood's board and the town choose the first "
            "works of the spring.",
        ),
        legal_basis=both(
            "Compito di interesse pubblico (art. 6.1.e del Regolamento (UE) 2016/679, "
            "art. 2-ter del d.lgs. 196/2003).",
            "A task in the public interest (art. 6.1.e of Regulation (EU) 2016/679, "
            "art. 2-ter of legislative decree 196/2003).",
        ),
        controller=both("Comune di Sondrio", "Town of Sondrio"),
        privacy_contact=both(CONTACT, CONTACT),
        keep_months=24,
        decisions=[
            (
                "decision",
                {
                    "said": both(
                        "La sera, fra i caseggiati, è buio.",
                        "In the evening it is dark between the buildings.",
                    ),
                    "did": both(
                        "Il rifacimento dell'illuminazione dei cortili è il primo "
                        "cantiere della primavera.",
                        "New lights in the courtyards are the first works of the "
                        "spring.",
                    ),
                    "page": None,
                },
            )
        ],
    )
    publish(index, page)
    return index, page


def publish(parent: Page, page: Any) -> None:
    """The editor writes, the approver publishes: as Wagtail's log will tell."""
    people = get_user_model().objects
    if page.pk is None:
        page.live = False
        page.owner = people.get(username="editor")
        parent.add_child(instance=page)
    revision = page.save_revision(user=people.get(username="editor"))
    revision.publish(user=people.get(username="approver"))
    page.refresh_from_db()


def show_on(home: HomePage, index: SurveysPage) -> None:
    """Open surveys stand on the home page, after what is new."""
    title = both("Il quartiere chiede", "The neighbourhood asks")
    more = both("Tutti i questionari", "All surveys")
    home.refresh_from_db()
    home.body.insert(1, listing(title, index, 3, more))
    publish(home, home)


# What is asked


def sections() -> list[dict[str, Any]]:
    return [
        section(
            both("Chi risponde", "Who answers"),
            single(
                "casa",
                both("Dove abiti?", "Where do you live?"),
                HERE,
                both("Altrove a Sondrio", "Elsewhere in Sondrio"),
                both("Fuori Sondrio", "Outside Sondrio"),
                required=True,
            ),
            single(
                "eta",
                both("Quanti anni hai?", "How old are you?"),
                both("Meno di 18", "Under 18"),
                both("Da 18 a 34", "18 to 34"),
                both("Da 35 a 64", "35 to 64"),
                both("65 o più", "65 or more"),
            ),
        ),
        section(
            both("Vivere qui", "Living here"),
            question(
                "number",
                "anni",
                both(
                    "Da quanti anni abiti alla Piastra?",
                    "For how many years have you lived at the Piastra?",
                ),
                low=0,
                high=100,
            ),
            question(
                "yes_no",
                "vicini",
                both(
                    "C'è un vicino a cui chiederesti un favore?",
                    "Is there a neighbour whom you would ask for a favour?",
                ),
            ),
            rule={"question": "casa", "test": "one_of", "values": HERE},
        ),
        section(
            both("Che cosa manca", "What is lacking"),
            question(
                "several",
                "bisogni",
                both("Di che cosa c'è più bisogno?", "What is needed most?"),
                choices=[BENCHES, LIGHT, BUSES, MEETING, CARE, STALLS],
                other=True,
                most=3,
                help=both(
                    "Scegli quello che conta di più.", "Choose what counts most."
                ),
            ),
            question(
                "scale",
                "sicurezza",
                both(
                    "Ti senti al sicuro la sera nel quartiere?",
                    "Do you feel safe in the neighbourhood in the evening?",
                ),
                low=1,
                high=5,
                low_words=both("Per niente", "Not at all"),
                high_words=both("Del tutto", "Entirely"),
            ),
            question(
                "matrix",
                "servizi",
                both("Come trovi questi servizi?", "How do you find these services?"),
                rows=[
                    both("Pulizia", "Cleaning"),
                    both("Trasporti", "Transport"),
                    both("Verde", "Green areas"),
                ],
                choices=[
                    both("Buoni", "Good"),
                    both("Così così", "So-so"),
                    both("Scarsi", "Poor"),
                ],
            ),
        ),
        section(
            both("Che cosa c'è già", "What is there already"),
            question(
                "ranking",
                "risorse",
                both(
                    "Quali sono le risorse più preziose del quartiere?",
                    "Which are the neighbourhood's most precious resources?",
                ),
                choices=[PARK, SHOPS, SPORT, SCHOOL],
                most=3,
            ),
            question(
                "rating",
                "feste",
                both(
                    "Quanto ti è piaciuta l'ultima festa di quartiere?",
                    "How much did you like the last neighbourhood party?",
                ),
                high=5,
            ),
            question(
                "yes_no",
                "tempo",
                both(
                    "Daresti un'ora al mese al quartiere?",
                    "Would you give the neighbourhood an hour a month?",
                ),
            ),
            question(
                "short_text",
                "capacita",
                both("Che cosa sapresti fare?", "What could you do?"),
                help=both(
                    "Per esempio: riparare biciclette, leggere ai bambini.",
                    "For instance: mend bicycles, read to children.",
                ),
                rule={"question": "tempo", "test": "one_of", "values": YES_WORD},
            ),
            question(
                "long_text",
                "altro",
                both("Vuoi dirci altro?", "Is there anything else?"),
            ),
        ),
    ]


def key(name: str) -> str:
    return str(uuid.uuid5(SPACE, name))


def section(title: str, *questions: dict[str, Any], **value: Any) -> dict[str, Any]:
    return {
        "type": "section",
        "id": key(title),
        "value": {"title": title, "questions": list(questions), **value},
    }


def question(kind: str, name: str, text: str, **value: Any) -> dict[str, Any]:
    for part in ("choices", "rows"):
        value[part] = [
            {"type": "item", "id": key(f"{name}/{words}"), "value": words}
            for words in value.get(part, ())
        ]
    return {
        "type": kind,
        "id": key(name),
        "value": {"text": text, "name": name, **value},
    }


def single(name: str, text: str, *choices: str, **value: Any) -> dict[str, Any]:
    return question("single", name, text, choices=list(choices), **value)


# What was answered


def invent(page: SurveyPage) -> None:
    """The same at each load: more in the first days, and not the same of everybody."""
    version = SurveyVersion.objects.get(survey__key=page.translation_key)
    chance = random.Random(1861)  # noqa: S311 (figures of an example)
    today = timezone.localdate()
    responses, said = [], []
    for _ in range(RESPONSES):
        ago = min(DAYS, int(chance.expovariate(1 / 14)))
        day = today - datetime.timedelta(days=DAYS - ago)
        responses.append(Response(version=version, day=day, mixed=True))
        said.append(answers(version, chance))
    Response.objects.bulk_create(responses, batch_size=1000)
    services.record_all(version=version, said=zip(responses, said, strict=True))


def answers(version: SurveyVersion, chance: random.Random) -> dict[str, Any]:
    """One person's, by key."""
    old = chance.random() < 0.35
    here = chance.random() < 0.7
    wishes = [CARE, BENCHES, BUSES] if old else [MEETING, LIGHT, STALLS]
    given: dict[str, Any] = {}
    for each in version.definition.questions:
        if not each.required and chance.random() < 0.06:
            continue
        keys = list(each.choice_keys)
        if each.name == "casa":
            given[each.key] = keys[0] if here else chance.choice(keys[1:])
        elif each.name == "eta":
            given[each.key] = keys[3] if old else chance.choice(keys[:3])
        elif each.name == "anni":
            years = int(chance.triangular(0, 60, 40 if old else 8))
            given[each.key] = str(years)
        elif each.kind == "yes_no":
            given[each.key] = "yes" if chance.random() < 0.62 else "no"
        elif each.name == "bisogni":
            by_words = {choice.text: choice.key for choice in each.choices}
            chosen = chance.sample(wishes, chance.randint(1, 3))
            if chance.random() < 0.4:
                chosen[-1] = chance.choice([LIGHT, BENCHES])
            given[each.key] = sorted({by_words[words] for words in chosen})
            if chance.random() < 0.04:
                given[each.key] = [*given[each.key][:2], "other"]
                given[own_words(each.key)] = "Una fontana"
        elif each.kind == "matrix":
            weights = (2, 3, 2) if old else (3, 3, 1)
            given[each.key] = {
                row.key: chance.choices(keys, weights)[0] for row in each.rows
            }
        elif each.kind == "ranking":
            chance.shuffle(keys)
            if not old and chance.random() < 0.5:
                keys.sort(key=lambda one: one != each.choice_keys[0])
            given[each.key] = keys[:3]
        elif each.kind in ("scale", "rating"):
            middle = 3 if old else 4
            given[each.key] = max(1, min(5, round(chance.gauss(middle, 1.1))))
        elif each.name == "capacita" and chance.random() < 0.3:
            given[each.key] = chance.choice(SKILLS)
        elif each.name == "altro" and chance.random() < 0.05:
            given[each.key] = chance.choice(REMARKS)
    return given


SKILLS = (
    "Aggiusto biciclette",
    "Leggo ai bambini",
    "Faccio la spesa per chi non può uscire",
    "So suonare la fisarmonica",
    "Curo un orto",
)
REMARKS = (
    "Mi piacerebbe che il cinema all'aperto tornasse ogni estate.",
    "Servirebbe un posto dove i ragazzi possano stare anche quando piove.",
    "Il percorso botanico è bellissimo, ma d'inverno è scivoloso.",
)
