"""Many people, tabs or scripts that send at the same moment."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from surveys import codes, mixing, services
from surveys.models import Access, Code, Draft, Redemption, Response
from tests.surveys.test_codes import new_draft

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 8


@pytest.fixture
def by_code(survey):
    survey.access = Access.CODE
    survey.save()
    return survey


@pytest.fixture
def letter(by_code):
    return codes.make(survey=by_code, name="Via Meriggio", number=1, by=None)[1][0]


def at_once(call, arguments):
    """Call with each argument in a thread of its own; gives results and refusals."""
    ready = threading.Barrier(len(arguments))

    def run(argument):
        try:
            ready.wait(20)
            return call(argument)
        except codes.WrongCode as wrong:
            return type(wrong)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(arguments)) as threads:
        return list(threads.map(run, arguments))


@pytest.fixture
def reading_first(monkeypatch):
    """Everybody looks whether the code is free before anybody uses it: what the
    constraint alone must stop, since no look-up can."""
    looked = threading.Barrier(AT_ONCE)

    def use(survey, typed):
        code = Code.objects.get(digest__in=codes.digests(typed))
        Redemption.objects.bulk_create([Redemption(code=code)])

    def send(draft, code):
        assert not codes.is_used(survey=draft.version.survey, typed=code)
        looked.wait(20)
        services.send(draft=draft, code=code)

    monkeypatch.setattr(codes, "redeem", use)
    return send


@pytest.fixture
def without_the_constraint(by_code):
    """The table of uses, made anew without a primary key; put back afterwards."""
    table = Redemption._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO kept_aside")
        cursor.execute(f"CREATE TABLE {table} (code_id bigint NOT NULL)")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {table}")
        cursor.execute(f"ALTER TABLE kept_aside RENAME TO {table}")


def test_one_code_sent_many_times_at_once_is_one_response(by_code, letter):
    drafts = [new_draft(by_code) for _ in range(AT_ONCE)]

    said = at_once(lambda draft: services.send(draft=draft, code=letter), drafts)

    assert sorted(map(str, said)) == sorted(
        map(str, [None] + [codes.CodeUsed] * (AT_ONCE - 1))
    )
    assert Response.objects.count() == Redemption.objects.count() == 1
    assert Draft.objects.count() == AT_ONCE - 1


def test_also_where_all_saw_the_code_free_one_response_is_made(
    by_code, letter, reading_first
):
    drafts = [new_draft(by_code) for _ in range(AT_ONCE)]

    said = at_once(lambda draft: reading_first(draft, letter), drafts)

    assert said.count(codes.CodeUsed) == AT_ONCE - 1
    assert Response.objects.count() == 1


def test_control_without_the_constraint_one_code_makes_many_responses(
    by_code, letter, reading_first, without_the_constraint
):
    drafts = [new_draft(by_code) for _ in range(AT_ONCE)]

    at_once(lambda draft: reading_first(draft, letter), drafts)

    assert Response.objects.count() == AT_ONCE


def test_one_draft_sent_many_times_at_once_is_one_response(by_code, letter):
    draft = new_draft(by_code)
    copies = [Draft.objects.get(pk=draft.pk) for _ in range(AT_ONCE)]

    said = at_once(lambda copy: services.send(draft=copy, code=letter), copies)

    assert said == [None] * AT_ONCE
    assert Response.objects.count() == 1
    assert not Draft.objects.exists()


def test_mixing_while_people_send_loses_nothing_and_frees_no_code(by_code):
    _batch, letters = codes.make(survey=by_code, name="Tutti", number=16, by=None)
    early, late = letters[:8], letters[8:]
    for code in early:
        services.send(draft=new_draft(by_code), code=code)

    def mix():
        for _ in range(4):
            mixing.mix(survey=by_code)

    def send(codes_of_one, drafts):
        for code, draft in zip(codes_of_one, drafts, strict=True):
            services.send(draft=draft, code=code)

    def try_again(drafts):
        for code, draft in zip(early, drafts, strict=True):
            with pytest.raises(codes.WrongCode):
                services.send(draft=draft, code=code)

    new = [new_draft(by_code) for _ in late]
    again = [new_draft(by_code) for _ in early]
    at_once(
        lambda call: call(),
        [
            mix,
            lambda: send(late[:4], new[:4]),
            lambda: send(late[4:], new[4:]),
            lambda: try_again(again),
        ],
    )

    assert Response.objects.count() == Redemption.objects.count() == 16
    assert Draft.objects.count() == len(early)
    mixing.mix(survey=by_code)
    assert not Response.objects.filter(mixed=False).exists()
    assert Response.objects.count() == Redemption.objects.count() == 16
