"""How answers become figures; no database."""

import datetime
from collections import Counter
from fractions import Fraction

import pytest

from surveys.columns import columns_of, joined, packed, unpacked
from surveys.definition import Choice, Definition, Kind, Question, Section
from surveys.figures import Counting, all_counted, bins, by_time, mean, median, merged
from surveys.recording import HEAD, NONE, PART

ROWS = (Choice("bus", "Bus"), Choice("bike", "Bici"))
MATRIX = Question("how", Kind.MATRIX, "?", rows=ROWS, choices=(Choice("ok", "Bene"),))
RANKING = Question(
    "first", Kind.RANKING, "?", choices=(Choice("a", "A"), Choice("b", "B")), most=1
)
AGE = Question("age", Kind.NUMBER, "?")
ITEMS = {"how": 1, "bus": 2, "bike": 3, "ok": 4, "first": 5, "a": 6, "b": 7, "age": 8}
ANSWERS = [
    (2, HEAD, 4, None, 10),
    (2, NONE, None, None, 11),
    (3, NONE, None, None, 10),
    (5, HEAD, None, None, 10),
    (5, PART, 7, 1, 10),
    (8, HEAD, None, 30, 10),
    (8, HEAD, None, 41, 11),
]


def survey(*questions):
    return Definition((Section("s", questions=questions),))


def counting(columns):
    asking = {key: [1] for key in ("how", "first", "age")}
    return Counting(columns, ITEMS, columns.all, asking)


def read(responses=(10, 11), rows=ANSWERS):
    return columns_of(dict.fromkeys(responses, 1), rows, {8})


def test_each_line_of_a_table_and_each_place_of_a_ranking_is_counted():
    lines, rest, ranking, age = counting(read()).tables(survey(MATRIX, RANKING, AGE))

    assert [(f.category, f.count) for f in lines.figures] == [("ok", 1)]
    assert (lines.asked, lines.answered, rest.answered) == (2, 1, 0)
    assert [(f.category, f.place, f.count) for f in ranking.figures] == [
        ("a", 1, 0),
        ("b", 1, 1),
    ]
    assert age.mean == age.median == 35.5


@pytest.mark.parametrize("split", [0, 1, 2])
def test_columns_are_the_same_packed_and_in_parts(split):
    keys = [10, 11]
    both = joined(read(keys[:split]), read(keys[split:]))

    assert unpacked(packed(both)) == both
    assert list(counting(both).tables(survey(MATRIX, RANKING, AGE))) == list(
        counting(read()).tables(survey(MATRIX, RANKING, AGE))
    )


def test_what_only_an_earlier_version_asked_is_counted_still():
    before = Question("q", Kind.SINGLE, "?", choices=(Choice("a", "A"),))
    after = Question("q", Kind.SINGLE, "?", choices=(Choice("b", "B"),))

    together = merged([survey(before, AGE), survey(after)])

    assert [each.key for each in all_counted(together)] == ["q", "age"]
    assert together.question("q").choice_keys == ("b", "a")


def numbers(values):
    return Counter({Fraction(value): count for value, count in values.items()})


def test_numbers_are_counted_in_few_classes_that_do_not_tell_the_extremes():
    found = list(bins(numbers(dict.fromkeys(range(20, 60), 3)) + numbers({104: 1})))

    assert [figure.category for figure in found] == [
        ":25", "25:30", "30:35", "35:40", "40:45", "45:50", "50:55", "55:"
    ]  # fmt: skip
    assert sum(figure.count for figure in found) == 121


def test_few_numbers_make_no_classes():
    assert list(bins(numbers({1: 5, 900: 5}))) == []


def test_days_are_counted_by_month_or_else_by_year():
    days = [datetime.date(2026, 1, 31), datetime.date(2026, 2, 1)]
    years = [
        datetime.date(year, month, 1) for year in (1990, 2000) for month in range(1, 13)
    ]

    assert [figure.category for figure in by_time(ordinals(days))] == [
        "2026-01",
        "2026-02",
    ]
    assert [(figure.category, figure.count) for figure in by_time(ordinals(years))] == [
        ("1990", 12),
        ("2000", 12),
    ]


def ordinals(days):
    return Counter(Fraction(day.toordinal()) for day in days)


@pytest.mark.parametrize(
    ("values", "middle"), [({1: 3}, 1), ({1: 1, 4: 1}, 2.5), ({1: 5, 9: 1}, 1)]
)
def test_the_median_is_in_the_middle(values, middle):
    assert median(numbers(values)) == middle


def test_nothing_has_no_mean():
    assert mean(Counter()) is None
    assert median(Counter()) is None
