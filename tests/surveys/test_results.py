"""Figures are those of the answers, with their bases."""

import random
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys import results as counting
from surveys.definition import OTHER
from surveys.figures import NOTHING
from surveys.models import Answer, Pack, Response
from surveys.results import Filter, forget, results
from tests.surveys.factories import key

HOME = key("casa/Alla Piastra")
AWAY = key("casa/Altrove a Sondrio")
BENCHES, LIGHT = key("bisogni/Panchine"), key("bisogni/Luce")


def table(found, name):
    return next(each for each in found.tables if each.counted.key == key(name))


def counts(found, name):
    return {f.category: f.count for f in table(found, name).figures if f.count}


@pytest.fixture
def answered(respond):
    respond({key("casa"): HOME, key("verde"): 4, key("bisogni"): [LIGHT, OTHER]})
    respond({key("casa"): HOME, key("verde"): 5, key("bisogni"): [LIGHT, BENCHES]})
    respond({key("casa"): HOME})
    respond({key("casa"): AWAY, key("verde"): 2, key("bisogni"): [LIGHT]})


@pytest.fixture
def pack_at_once(monkeypatch):
    monkeypatch.setattr(counting, "UNPACKED", 0)


def test_each_figure_has_its_base(survey, answered):
    found = table(results(survey), "bisogni")

    assert (found.responses, found.asked, found.answered) == (4, 3, 2)
    assert found.skipped == 1


def test_choices_are_counted_one_by_one(survey, answered):
    found = results(survey)

    assert counts(found, "casa") == {HOME: 3, AWAY: 1}
    assert counts(found, "bisogni") == {LIGHT: 2, BENCHES: 1, OTHER: 1}
    assert counts(found, "verde") == {"2": 1, "4": 1, "5": 1}


def test_a_scale_has_mean_and_median(survey, answered):
    found = table(results(survey), "verde")

    assert found.mean == pytest.approx(11 / 3)
    assert found.median == 4


def test_a_filter_leaves_only_who_answered_so(survey, answered):
    found = results(survey, only=Filter(key("casa"), HOME))

    assert found.responses == 3
    assert counts(found, "verde") == {"4": 1, "5": 1}


def test_a_two_way_table_counts_also_who_gave_no_answer(survey, answered):
    found = results(survey).two_way(key("casa"), key("bisogni"))

    at = dict(zip(found.rows, found.counts, strict=True))
    assert dict(zip(found.columns, at[HOME], strict=True)) == {
        BENCHES: 1,
        LIGHT: 2,
        key("bisogni/Negozi"): 0,
        OTHER: 1,
        NOTHING: 1,
    }
    assert at[AWAY][-1] == 1


def test_answers_after_the_pack_count_and_erased_ones_do_not(
    survey, answered, respond, pack_at_once, monkeypatch
):
    results(survey)
    monkeypatch.setattr(counting, "UNPACKED", 100)

    respond({key("casa"): AWAY, key("verde"): 1})
    Response.objects.order_by("pk").first().delete()
    found = results(survey)

    assert Pack.objects.count() == 1
    assert found.responses == 4
    assert counts(found, "casa") == {HOME: 2, AWAY: 2}
    assert counts(found, "verde") == {"1": 1, "2": 1, "5": 1}


def test_a_pack_can_be_forgotten(survey, answered, pack_at_once):
    results(survey)

    forget(survey)

    assert not Pack.objects.exists()
    assert counts(results(survey), "casa") == {HOME: 3, AWAY: 1}


@pytest.mark.parametrize("packed", [False, True])
def test_results_take_few_queries(
    survey, answered, packed, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(counting, "UNPACKED", 0 if packed else 100)
    results(survey)

    with django_assert_max_num_queries(8):
        found = results(survey, only=Filter(key("casa"), HOME))
        _ = found.tables
        found.two_way(key("casa"), key("bisogni"))


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        key("casa"): st.sampled_from([HOME, AWAY, key("casa/Fuori")]),
        key("verde"): st.integers(1, 5),
        key("bisogni"): st.lists(
            st.sampled_from([BENCHES, LIGHT, OTHER]),
            min_size=1,
            max_size=2,
            unique=True,
        ),
    },
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    sent=st.lists(ANSWERS, max_size=12), erased=st.integers(0, 5), seed=st.integers()
)
def test_figures_equal_a_recount_of_the_answers(
    survey, respond, monkeypatch, sent, erased, seed
):
    Response.objects.all().delete()
    for answers in sent:
        respond(answers)
        monkeypatch.setattr(counting, "UNPACKED", random.Random(seed).choice([0, 5]))
        results(survey)
    keys = list(Response.objects.values_list("pk", flat=True))
    Response.objects.filter(pk__in=keys[:erased]).delete()

    found = results(survey)

    for each in found.tables:
        assert each.answered == recount(each.counted.key, part=[1])
        assert each.asked == recount(each.counted.key, part=[0, 1])
        assert each.responses == max(len(sent) - erased, 0)
        assert all(figure.count <= each.answered for figure in each.figures)
    for name in ("casa", "bisogni"):
        assert counts(found, name) == chosen(name)


def recount(question, part):
    return Answer.objects.filter(question__key=question, part__in=part).count()


def chosen(name):
    rows = Answer.objects.filter(question__key=key(name)).select_related("choice")
    return Counter(
        str(row.choice.key) if row.choice else OTHER
        for row in rows
        if row.choice or row.value == Answer.OTHER
    )
