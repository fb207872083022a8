"""Nobody finds out a small number from all that is published together."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys import definition, suppression
from surveys.definition import Choice, Definition, Kind, Question, Rule, Section
from surveys.figures import NOTHING, Counted, Figure, Table, TwoWay
from surveys.protecting import closes_circle, may_cross, protect
from surveys.suppression import Number, Unprotected, hidden
from tests.surveys.attack import found_out


def row_of(*counts):
    """Numbers that add up to a total that everybody knows."""
    numbers = {at: Number(count, "t") for at, count in enumerate(counts)}
    numbers["total"] = Number(sum(counts), "t", fixed=True)
    return numbers, [{"total": -1, **dict.fromkeys(range(len(counts)), 1)}]


@pytest.mark.parametrize(
    ("counts", "most"),
    [
        ((5, 6, 0, 20), 0),  # none is small
        ((4, 6, 20, 90), 2),  # one with a companion
        ((2, 3, 90, 80), 2),  # together they are enough
        ((1, 2, 90, 80), 3),  # together they are few
    ],
)
def test_small_numbers_are_hidden_with_companions(counts, most):
    numbers, relations = row_of(*counts)

    found = hidden(numbers, relations)

    assert len(found) == most
    assert {at for at, count in enumerate(counts) if 0 < count < 5} <= found


def test_zero_is_shown():
    numbers, relations = row_of(0, 3, 30, 40)

    assert 0 not in hidden(numbers, relations)


def test_a_table_of_ones_is_withheld_with_its_zeros():
    numbers, relations = row_of(1, 1, 1, 1, 1, 0)

    assert hidden(numbers, relations) == {0, 1, 2, 3, 4, 5}


def test_what_cannot_be_protected_is_refused():
    numbers = {"only": Number(3, "t"), "total": Number(3, fixed=True)}

    with pytest.raises(Unprotected):
        hidden(numbers, [{"total": -1, "only": 1}])


# A survey of three questions, answered at random. PEOPLE are all ways to answer.

KEYS = ("a", "b", "c")
CHOICES = tuple(Choice(key, key) for key in KEYS)
ONE = Question("one", Kind.SINGLE, "?", choices=CHOICES)
MANY = Question("many", Kind.SEVERAL, "?", choices=CHOICES, most=2)
LED = Question(
    "led",
    Kind.YES_NO,
    "?",
    rule=Rule("one", definition.Test.ONE_OF, ("a", "b")),
)
DEFINITION = Definition((Section("s", questions=(ONE, MANY, LED)),))
COUNTED = {each.key: Counted(each) for each in (ONE, MANY, LED)}
SETS = (
    frozenset(),
    *(frozenset(x) for x in ("a", "b", "c", ("a", "b"), ("a", "c"), ("b", "c"))),
)
PEOPLE = [
    (one, many, led)
    for one, many, led in product((*KEYS, None), SETS, ("yes", "no", None))
    if led is None or one in ("a", "b")
]
SAID = {
    "one": lambda person: {person[0]} - {None},
    "many": lambda person: person[1],
    "led": lambda person: {person[2]} - {None},
}
CATEGORIES = {"one": KEYS, "many": KEYS, "led": ("yes", "no")}


def asked(person, name):
    return name != "led" or person[0] in ("a", "b")


def count(people, said):
    return sum(n for person, n in zip(PEOPLE, people, strict=True) if said(person))


def table(people, name):
    return Table(
        COUNTED[name],
        responses=sum(people),
        asked=count(people, lambda person: asked(person, name)),
        answered=count(people, lambda person: bool(SAID[name](person))),
        figures=tuple(
            Figure(
                key, count(people, lambda person, key=key: key in SAID[name](person))
            )
            for key in CATEGORIES[name]
        ),
    )


def falls(name, category):
    if category == NOTHING:
        return lambda person: not SAID[name](person)
    return lambda person: category in SAID[name](person)


def two_way(people, first, second):
    rows, columns = ((*CATEGORIES[each], NOTHING) for each in (first, second))
    return TwoWay(
        COUNTED[first],
        COUNTED[second],
        rows,
        columns,
        tuple(
            tuple(
                count(
                    people,
                    lambda p, r=r, c=c: falls(first, r)(p) and falls(second, c)(p),
                )
                for c in columns
            )
            for r in rows
        ),
    )


def published(people, pairs):
    return protect(
        DEFINITION,
        sum(people),
        [table(people, name) for name in COUNTED],
        [two_way(people, *pair) for pair in pairs],
    )


def figures(shown):
    """Each published figure: what it counts, and the number, if it is shown."""
    yield (lambda person: True), shown.responses, False
    for each in shown.tables:
        name = each.counted.key
        yield (lambda p, name=name: asked(p, name)), each.asked, False
        yield (lambda p, name=name: bool(SAID[name](p))), each.answered, False
        for figure in each.figures:
            yield falls(name, figure.category), figure.count, True
    for cross in shown.two_ways:
        first, second = cross.first.key, cross.second.key
        for row, counts in zip(cross.rows, cross.counts, strict=True):
            for column, number in zip(cross.columns, counts, strict=True):
                small = (row, column) != (NOTHING, NOTHING)
                yield (
                    lambda p, f=first, s=second, r=row, c=column: (
                        falls(f, r)(p) and falls(s, c)(p)
                    ),
                    number,
                    small,
                )


def known(people, shown):
    """The small numbers that an attack finds out."""
    told, secrets = {}, set()
    for said, number, matters in figures(shown):
        who = frozenset(at for at, person in enumerate(PEOPLE) if said(person))
        if number is not None:
            told[who] = number
        elif matters and 0 < count(people, said) < 5:
            secrets.add(who)
    return [
        secret
        for secret in secrets
        if found_out(list(told.items()), secret, len(PEOPLE))
    ]


POPULATIONS = st.lists(
    st.sampled_from([0, 0, 0, 0, 1, 1, 2, 3, 7, 20]),
    min_size=len(PEOPLE),
    max_size=len(PEOPLE),
)
PAIRS = st.sampled_from(
    [
        (),
        (("one", "many"),),
        (("led", "many"),),
        (("one", "led"),),
        (("one", "led"), ("many", "one")),
    ]
)


@settings(max_examples=60, deadline=None)
@given(people=POPULATIONS, pairs=PAIRS)
def test_no_small_number_is_found_out_from_all_that_is_published(people, pairs):
    shown = published(people, pairs)

    if shown is None:
        assert sum(people) < 5
        return
    assert all(
        not 0 < number < 5
        for _, number, matters in figures(shown)
        if matters and number
    )
    assert known(people, shown) == []


def test_the_attack_finds_out_what_has_no_companions(monkeypatch):
    people = [0] * len(PEOPLE)
    people[PEOPLE.index(("a", frozenset("a"), "yes"))] = 20
    people[PEOPLE.index(("b", frozenset("a"), "yes"))] = 30
    people[PEOPLE.index(("c", frozenset("b"), None))] = 3
    assert known(people, published(people, [])) == []

    monkeypatch.setattr(
        suppression,
        "hidden",
        lambda numbers, relations, threshold: {
            key for key, each in numbers.items() if each.printed and 0 < each.value < 5
        },
    )

    assert known(people, published(people, []))


def test_who_was_led_past_a_question_does_not_tell_what_they_said():
    people = [0] * len(PEOPLE)
    people[PEOPLE.index(("a", frozenset("a"), "yes"))] = 20
    people[PEOPLE.index(("b", frozenset("a"), "no"))] = 30
    people[PEOPLE.index(("c", frozenset("b"), None))] = 3

    led = published(people, []).tables[2]

    assert led.skipped is None
    assert led.asked is None


def test_a_hidden_figure_takes_mean_and_median_with_it():
    question = Question("q", Kind.SCALE, "?", low=1, high=3)
    counts = (3, 20, 30)
    figures = tuple(Figure(str(at), n) for at, n in enumerate(counts, start=1))
    whole = Table(Counted(question), 53, 53, 53, figures, mean=2.5, median=3)

    shown = protect(Definition((Section("s", questions=(question,)),)), 53, [whole])

    assert (shown.tables[0].mean, shown.tables[0].median) == (None, None)


def test_two_way_tables_may_not_close_a_circle():
    assert not closes_circle([("a", "b"), ("b", "c"), ("d", "e")])
    assert closes_circle([("a", "b"), ("b", "c"), ("c", "a")])


def test_two_questions_with_several_choices_are_not_crossed():
    other = Counted(Question("other", Kind.SEVERAL, "?", choices=CHOICES))

    assert may_cross(COUNTED["one"], COUNTED["many"])
    assert not may_cross(COUNTED["many"], other)
