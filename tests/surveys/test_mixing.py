"""After the mixing nothing in the database joins a person and their answers.

Each person of these tests has a code and answers with their own number, so that the
test knows what somebody with the whole database would like to know.
"""

from __future__ import annotations

import datetime
import random

import pytest
from django.db import connection
from django.utils import timezone

from surveys import codes, mixing, services, tasks
from surveys.models import (
    Access,
    Answer,
    Code,
    Pack,
    Receipt,
    Redemption,
    Response,
    Text,
)
from surveys.results import results
from tests.surveys.factories import key
from tests.surveys.test_codes import new_draft

# Each transaction must have its own number, so each test commits.
pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 30
POSTGRES = connection.vendor == "postgresql"


@pytest.fixture
def by_code(survey):
    survey.access = Access.CODE
    survey.save()
    return survey


def answers_of(number):
    return {
        key("casa"): key("casa/Alla Piastra"),
        key("verde"): 1 + number % 5,
        key("bisogni"): [key("bisogni/Luce"), key("bisogni/Panchine")],
        key("parole"): f"Sono la persona {number}",
    }


@pytest.fixture
def truth(by_code):
    """Who said what: the digest of a code, and the words that its holder wrote."""
    _batch, letters = codes.make(survey=by_code, name="Tutti", number=40, by=None)
    people = random.sample(letters, PEOPLE)
    for number, code in enumerate(people):
        services.send(draft=new_draft(by_code, answers_of(number)), code=code)
    return {
        codes.digests(code)[0]: f"Sono la persona {number}"
        for number, code in enumerate(people)
    }


def column(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]


def in_order(of, by):
    """Codes' digests, or texts' words, in the order of something."""
    joins = {
        "use": "SELECT c.digest FROM surveys_redemption t"
        " JOIN surveys_code c ON c.id = t.code_id",
        "code": "SELECT t.digest FROM surveys_code t"
        " JOIN surveys_redemption r ON t.id = r.code_id",
        "text": "SELECT t.text FROM surveys_text t",
        "response": "SELECT x.text FROM surveys_response t"
        " JOIN surveys_text x ON x.response_id = t.id",
        "answer": "SELECT x.text FROM surveys_answer t"
        " JOIN surveys_text x ON x.response_id = t.response_id"
        f" WHERE t.part = {Answer.Part.HEAD.value} AND t.question_id ="
        " (SELECT min(question_id) FROM surveys_answer)",
    }
    return column(f"{joins[of]} ORDER BY {by}")


PLACES = ("t.ctid", "t.xmin::text::bigint") if POSTGRES else ("t.rowid",)


def guesses():
    """Ways to join, and whom each makes answer what."""
    for use in ("use", "code"):
        for said in ("response", "answer", "text"):
            for place in PLACES:
                found = zip(in_order(use, place), in_order(said, place), strict=True)
                yield f"{use} and {said} by {place}", dict(found)
            key_of = "t.code_id" if use == "use" else "t.id"
            found = zip(in_order(use, key_of), in_order(said, "t.id"), strict=True)
            yield f"{use} and {said} by key", dict(found)
    if POSTGRES:
        for use, number in (("redemption", "u.xmin"), ("code", "c.xmax")):
            for said in ("response", "answer", "text"):
                yield f"{use} and {said} by {number}", transaction_pairs(number, said)


def transaction_pairs(number, said):
    reached = {"response": "id", "answer": "response_id", "text": "response_id"}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT c.digest, x.text FROM surveys_redemption u"
            f" JOIN surveys_code c ON c.id = u.code_id"
            f" JOIN surveys_{said} s ON s.xmin::text = {number}::text"
            f" JOIN surveys_text x ON x.response_id = s.{reached[said]}"
        )
        return dict(cursor.fetchall())


def right(found, truth):
    return sum(truth.get(digest) == words for digest, words in found.items())


def test_before_the_mixing_the_database_joins_person_and_answer(truth):
    found = {way for way, pairs in guesses() if right(pairs, truth) == PEOPLE}

    if POSTGRES:
        assert {
            "use and response by t.ctid",
            "use and response by t.xmin::text::bigint",
            "use and answer by t.ctid",
            "use and text by t.xmin::text::bigint",
            "redemption and response by u.xmin",
            "redemption and answer by u.xmin",
            "redemption and text by u.xmin",
            "code and response by c.xmax",
        } <= found
    else:
        assert {
            "use and response by t.rowid",
            "use and answer by t.rowid",
            "use and text by t.rowid",
        } <= found


def test_after_the_mixing_nothing_joins_person_and_answer(truth):
    tasks.mix()

    joined = {way: right(pairs, truth) for way, pairs in guesses()}
    # By chance one of them is right; that eight are happens once in 100,000 times.
    assert all(number < 8 for number in joined.values()), joined
    assert not any(number for way, number in joined.items() if "u.xmin" in way)
    assert not any(number for way, number in joined.items() if "c.xmax" in way)


def test_after_the_mixing_no_receipt_tells_which_response_it_is_of(truth, by_code):
    before = list(Receipt.objects.order_by("pk").values_list("secret", flat=True))
    told = list(Text.objects.order_by("response_id").values_list("text", flat=True))

    tasks.mix()

    after = list(Receipt.objects.order_by("pk").values_list("secret", flat=True))
    assert sorted(after) == sorted(before)
    assert after != before
    assert told == [f"Sono la persona {number}" for number in range(PEOPLE)]
    words = list(Text.objects.order_by("response_id").values_list("text", flat=True))
    same = zip(
        (told[before.index(secret)] for secret in after),
        words,
        strict=True,
    )
    assert sum(one == other for one, other in same) < 8
    if POSTGRES:
        receipts = set(column("SELECT xmin::text FROM surveys_receipt"))
        assert not receipts & set(column("SELECT xmin::text FROM surveys_response"))
    assert {day.weekday() for day in Receipt.objects.values_list("day", flat=True)} == {
        0
    }


def test_the_mixing_changes_no_figure(truth, by_code):
    Text.objects.filter(text="Sono la persona 7").update(state=Text.State.PUBLISHED)
    tables = results(by_code).tables
    rows = Answer.objects.count()

    tasks.mix()

    assert results(by_code).tables == tables
    assert Answer.objects.count() == rows
    assert Response.objects.filter(mixed=True).count() == PEOPLE
    assert set(Text.objects.values_list("text", flat=True)) == set(truth.values())
    published = Text.objects.get(state=Text.State.PUBLISHED)
    assert published.text == "Sono la persona 7"
    answers = published.response.answers.filter(part=Answer.Part.HEAD)
    assert answers.filter(value=3).exists()


def test_a_used_code_stays_used_and_a_free_one_free(truth, by_code):
    tasks.mix()

    used = set(Redemption.objects.values_list("code__digest", flat=True))
    assert used == set(truth)
    assert Code.objects.count() == 40


def test_a_day_is_mixed_again_as_long_as_responses_come(truth, by_code, respond):
    tasks.mix()
    first = set(Response.objects.values_list("pk", flat=True))

    tasks.mix()
    assert set(Response.objects.values_list("pk", flat=True)) == first

    respond(answers_of(31))
    tasks.mix()
    assert not set(Response.objects.values_list("pk", flat=True)) & first
    assert Response.objects.filter(mixed=True).count() == PEOPLE + 1


def test_of_a_busy_day_only_what_is_new_is_mixed(truth, respond, monkeypatch):
    tasks.mix()
    first = set(Response.objects.values_list("pk", flat=True))
    monkeypatch.setattr(mixing, "BUSY", PEOPLE)

    respond(answers_of(31))
    tasks.mix()

    after = set(Response.objects.values_list("pk", flat=True))
    assert first < after
    assert min(after) >= mixing.LOWEST


def test_a_day_that_is_over_is_left_as_it_is(truth, respond):
    tasks.mix()
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Response.objects.update(day=yesterday)
    old = set(Response.objects.values_list("pk", flat=True))

    respond(answers_of(31))
    tasks.mix()

    assert set(Response.objects.filter(day=yesterday).values_list("pk", flat=True)) == (
        old
    )


def test_a_pack_does_not_keep_the_old_keys(truth, by_code, monkeypatch):
    monkeypatch.setattr("surveys.results.UNPACKED", 5)
    results(by_code)
    assert Pack.objects.exists()

    tasks.mix()

    assert not Pack.objects.exists()


def test_a_pack_that_was_made_during_the_mixing_goes_at_the_next(
    truth, by_code, monkeypatch
):
    monkeypatch.setattr("surveys.results.UNPACKED", 5)
    results(by_code)
    late = Pack.objects.get()
    tasks.mix()
    late.save(force_insert=True)

    tasks.mix()

    assert not Pack.objects.exists()


def test_one_that_is_broken_off_is_done_again(truth, by_code, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(mixing, "rewrite", lambda keys: 1 / 0)
        tasks.mix()
    assert not Response.objects.filter(mixed=True).exists()

    tasks.mix()

    assert Response.objects.filter(mixed=True).count() == PEOPLE
