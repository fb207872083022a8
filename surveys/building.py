"""From what the editor wrote to what the survey asks. Knows no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .definition import (
    NO,
    OTHER,
    YES,
    Choice,
    Definition,
    Kind,
    Question,
    Rule,
    Section,
    Test,
)

Raw = Mapping[str, Any]
STARS = 5


def definition_of(sections: Iterable[Raw]) -> Definition:
    """``sections``: the editor's blocks as the database keeps them.

    A rule names a question by its short name and choices by their words; where
    nothing bears that name, the name itself stands in the rule, for
    ``branching.faults`` to tell.
    """
    sections = list(sections)
    names = {
        block["value"]["name"]: block
        for section in sections
        for block in section["value"]["questions"]
        if block["value"].get("name")
    }
    return Definition(
        tuple(
            Section(
                key=section["id"],
                title=section["value"].get("title") or "",
                introduction=section["value"].get("introduction") or "",
                questions=tuple(
                    question_of(block, names) for block in section["value"]["questions"]
                ),
                rule=rule_of(section["value"].get("rule"), names),
            )
            for section in sections
        )
    )


def question_of(block: Raw, names: Mapping[str, Raw]) -> Question:
    value = block["value"]
    kind = Kind(block["type"])
    low, high = value.get("low"), value.get("high")
    if kind == Kind.RATING:
        low, high = 1, high or STARS
    image = value.get("image") or {}
    return Question(
        key=block["id"],
        kind=kind,
        text=value.get("text") or "",
        name=value.get("name") or "",
        help=value.get("help") or "",
        required=bool(value.get("required")),
        choices=choices_of(value.get("choices")),
        rows=choices_of(value.get("rows")),
        other=bool(value.get("other")),
        least=value.get("least") or 0,
        most=value.get("most") or 0,
        low=low,
        high=high,
        low_words=value.get("low_words") or "",
        high_words=value.get("high_words") or "",
        decimals=value.get("decimals") or 0,
        image=image.get("image"),
        image_alt=image.get("alt_text") or "",
        public=value.get("public", True),
        rule=rule_of(value.get("rule"), names),
    )


def choices_of(items: Iterable[Raw] | None) -> tuple[Choice, ...]:
    return tuple(Choice(item["id"], item["value"]) for item in items or ())


def rule_of(value: Raw | None, names: Mapping[str, Raw]) -> Rule | None:
    name = (value or {}).get("question")
    if not value or not name:
        return None
    test = Test(value.get("test") or Test.ONE_OF)
    lines = [line.strip() for line in (value.get("values") or "").splitlines()]
    lines = [line for line in lines if line]
    block = names.get(name)
    bound = number(lines) if test in (Test.AT_LEAST, Test.AT_MOST) else 0
    return Rule(
        question=block["id"] if block else name,
        test=test,
        choices=(
            tuple(key_of(line, block) for line in lines)
            if test in (Test.ONE_OF, Test.NONE_OF)
            else ()
        ),
        bound=bound,
    )


def number(lines: list[str]) -> int | None:
    try:
        return int(lines[0])
    except (IndexError, ValueError):
        return None


def key_of(line: str, block: Raw | None) -> str:
    """Of the choice that is written so, whatever its capitals."""
    words = {item["value"]: item["id"] for item in choices_raw(block)}
    if block and block["type"] == Kind.YES_NO:
        words = {"sì": YES, "si": YES, "yes": YES, "no": NO}
    if block and block["value"].get("other"):
        words |= {"altro": OTHER, "other": OTHER}
    by_words = {text.casefold().strip(): key for text, key in words.items()}
    return by_words.get(line.casefold(), line)


def choices_raw(block: Raw | None) -> Iterable[Raw]:
    return (block or {}).get("value", {}).get("choices") or ()
