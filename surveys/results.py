"""The results of a survey, always those of the answers that are there now.

Most answers are read from the survey's pack; those that came after it are read one
by one, and those that were erased after it do not count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, F, Max, QuerySet, Sum

from .columns import Columns, columns_of, joined, packed, unpacked
from .definition import Definition, Kind, in_words_of
from .figures import Counted, Counting, Table, TwoWay, all_counted, merged
from .models import Answer, Item, Pack, Response, Survey

# More responses than these are worth a new pack.
UNPACKED = 1000
# Keys may be so great that their sum is too much for the database.
MODULUS = 1_000_003


@dataclass(frozen=True, slots=True)
class Filter:
    """Only the responses that gave this answer to this question, or line."""

    counted: str
    category: str


@dataclass(frozen=True)
class Results:
    """``definition`` is in the words it was given."""

    definition: Definition
    counting: Counting

    @property
    def responses(self) -> int:
        return self.counting.among.bit_count()

    @cached_property
    def counted(self) -> dict[str, Counted]:
        return {each.key: each for each in all_counted(self.definition)}

    @cached_property
    def tables(self) -> list[Table]:
        return list(self.counting.tables(self.definition))

    def two_way(self, first: str, second: str) -> TwoWay:
        return self.counting.two_way(self.counted[first], self.counted[second])


def results(
    survey: Survey, *, words: Definition | None = None, only: Filter | None = None
) -> Results:
    """In eight queries at most, however many questions and responses there are."""
    versions = list(survey.versions.order_by("number"))
    definitions = [version.definition for version in versions]
    definition = merged(definitions)
    items = Item.objects.ids(survey)
    columns, among = _columns(survey, definition, items)
    asking: dict[str, list[int]] = {}
    for version in versions:
        for question in version.definition.questions:
            asking.setdefault(question.key, []).append(version.pk)
    counting = Counting(columns, items, among, asking)
    if only:
        counted = {each.key: each for each in all_counted(definition)}
        chosen = counted.get(only.counted)
        bits = counting.chose(chosen, only.category) if chosen else 0
        counting = Counting(columns, items, among & bits, asking)
    return Results(in_words_of(definition, words) if words else definition, counting)


def _columns(
    survey: Survey, definition: Definition, items: dict[str, int]
) -> tuple[Columns, int]:
    """The columns, and the bits of the responses that are there."""
    pack = Pack.objects.filter(survey=survey).first()
    columns = unpacked(pack.columns) if pack else Columns()
    if pack and pack.mark == mark(survey):
        return columns, columns.all
    there = dict(_responses(survey).values_list("pk", "version_id"))
    known = set(columns.responses)
    new = {key: version for key, version in there.items() if key not in known}
    if len(new) > UNPACKED:
        made_of = mark(survey)
        columns = _read(there, definition, items)
        Pack.objects.update_or_create(
            survey=survey, defaults={"columns": packed(columns), "mark": made_of}
        )
        if mark(survey) != made_of:
            # They were mixed meanwhile: nothing may keep their old keys.
            forget(survey)
        return columns, columns.all
    gone = known - there.keys()
    if new:
        columns = joined(columns, _read(new, definition, items))
    return columns, columns.all & ~columns.only(gone) if gone else columns.all


def _responses(survey: Survey) -> QuerySet[Response]:
    return Response.objects.filter(version__survey=survey)


def mark(survey: Survey) -> str:
    """Of the responses that are there: others have another."""
    found = _responses(survey).aggregate(
        n=Count("pk"), last=Max("pk"), all=Sum(F("pk") % MODULUS)
    )
    return f"{found['n']} {found['last']} {found['all']}"


def _read(
    responses: dict[int, int], definition: Definition, items: dict[str, int]
) -> Columns:
    counted = list(all_counted(definition))
    many = {
        items[each.key]
        for each in counted
        if each.question.kind in (Kind.NUMBER, Kind.DATE)
    }
    answers = Answer.objects.order_by()
    if len(responses) > UNPACKED:
        # In the order of the index, which has all that is read.
        answers = answers.filter(
            question__in=[items[each.key] for each in counted]
        ).order_by("question_id", "part", "choice_id", "value", "response_id")
    else:
        answers = answers.filter(response__in=list(responses))
    rows: Iterable[tuple[int, int, int | None, int | None, int]] = answers.values_list(
        "question_id", "part", "choice_id", "value", "response_id"
    ).iterator(chunk_size=10_000)
    return columns_of(responses, rows, many)


def forget(survey: Survey) -> None:
    """Erase the pack: for whoever erases answers."""
    Pack.objects.filter(survey=survey).delete()
