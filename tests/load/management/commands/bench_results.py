"""One database of the benchmark of results: ``python -m django bench_results N``.

Makes N responses to thirty questions in bulk, and prints how many milliseconds it
takes to count all of them: the first time, again, and filtered.
"""

from __future__ import annotations

import json
import random
import sys
import time
import uuid
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

from django.core.management import BaseCommand, call_command

from surveys.definition import Choice, Definition, Kind, Question, Section, write
from surveys.models import Answer, Item, Response, Survey, SurveyVersion
from surveys.recording import rows
from surveys.results import Filter, Results, results

ROUNDS = 5
BATCH = 2000
KINDS = {
    Kind.SINGLE: 12,
    Kind.YES_NO: 5,
    Kind.SCALE: 5,
    Kind.SEVERAL: 3,
    Kind.RANKING: 1,
    Kind.MATRIX: 1,
    Kind.NUMBER: 1,
    Kind.DATE: 1,
    Kind.LONG_TEXT: 1,
}


def new() -> str:
    return str(uuid.uuid4())


def choices() -> tuple[Choice, ...]:
    return tuple(Choice(new(), str(number)) for number in range(5))


def survey_of_thirty() -> SurveyVersion:
    questions = tuple(
        Question(
            new(),
            kind,
            kind.value,
            choices=choices(),
            rows=choices()[:3] if kind == Kind.MATRIX else (),
            most=3 if kind == Kind.RANKING else 0,
            low=1,
            high=5,
        )
        for kind, number in KINDS.items()
        for _ in range(number)
    )
    definition = Definition((Section(new(), questions=questions),))
    survey = Survey.objects.create(key=uuid.uuid4())
    Item.objects.add(survey, definition.keys())
    return SurveyVersion.objects.create(
        survey=survey, number=1, written=json.loads(json.dumps(write(definition)))
    )


def answer(question: Question, chance: random.Random) -> Any:
    keys = question.choice_keys
    return {
        Kind.SINGLE: lambda: chance.choice(keys),
        Kind.YES_NO: lambda: chance.choice(["yes", "no"]),
        Kind.SCALE: lambda: chance.randint(1, 5),
        Kind.SEVERAL: lambda: chance.sample(keys, 2),
        Kind.RANKING: lambda: chance.sample(keys, 3),
        Kind.MATRIX: lambda: {row.key: chance.choice(keys) for row in question.rows},
        Kind.NUMBER: lambda: str(chance.randint(18, 99)),
        Kind.DATE: lambda: f"{chance.randint(1950, 2025)}-01-01",
        Kind.LONG_TEXT: lambda: "parole",
    }[question.kind]()


def respond(version: SurveyVersion, count: int) -> None:
    chance = random.Random(1)
    items = Item.objects.ids(version.survey)
    definition = version.definition
    for _ in range(0, count, BATCH):
        Answer.objects.bulk_create(
            Answer(
                response=response,
                question_id=items[row.question],
                part=row.part,
                choice_id=row.choice and items[row.choice],
                value=row.value,
            )
            for response in Response.objects.bulk_create(
                Response(version=version) for _ in range(BATCH)
            )
            for row in rows(
                definition,
                {each.key: answer(each, chance) for each in definition.questions},
            )
        )


def milliseconds(count: Callable[[], Results], rounds: int = ROUNDS) -> float:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        _ = count().tables
        times.append(time.perf_counter() - began)
    return median(times) * 1000


def measured(count: int) -> Iterator[float]:
    version = survey_of_thirty()
    survey = version.survey
    respond(version, count)
    first = next(version.definition.questions)
    yield milliseconds(lambda: results(survey), rounds=1)
    yield milliseconds(lambda: results(survey))
    only = Filter(first.key, first.choice_keys[0])
    yield milliseconds(lambda: results(survey, only=only))


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("count", type=int)

    def handle(self, *args: Any, count: int, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        sys.stdout.write(" ".join(f"{each:.0f}" for each in measured(count)) + "\n")
