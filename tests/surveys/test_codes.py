"""One-time codes: read as people type them, kept as digests, good for one response."""

from __future__ import annotations

import math
import re

import pytest
import time_machine
from django.utils import timezone

from surveys import codes, services
from surveys.models import Access, Code, Draft, Receipt, Redemption, Response
from tests.surveys.factories import key

ANSWERS = {key("casa"): key("casa/Alla Piastra")}


def new_draft(survey, answers=ANSWERS):
    secret = services.begin(version=survey.version)
    draft = Draft.objects.get(secret=services.digest(secret))
    draft.answers = answers
    draft.save()
    return draft


@pytest.fixture
def by_code(survey):
    survey.access = Access.CODE
    survey.save()
    return survey


@pytest.fixture
def letters(by_code):
    _batch, plain = codes.make(survey=by_code, name="Via Meriggio", number=5, by=None)
    return plain


def test_a_code_is_in_groups_that_can_be_read_out():
    drawn = {codes.draw() for _ in range(200)}

    assert len(drawn) == 200
    for code in drawn:
        assert re.fullmatch(r"[^01OI]{4}-[^01OI]{4}-[^01OI]{2}", code)


def test_a_code_has_at_least_fifty_bits():
    assert len(set(codes.ALPHABET)) == len(codes.ALPHABET)
    assert codes.LENGTH * math.log2(len(codes.ALPHABET)) >= 50


@pytest.mark.parametrize(
    "typed",
    [
        "ABCQ-EFGL-J7",
        "abcq-efgl-j7",
        " abcq efgl j7 ",
        "ABCQEFGLJ7",
        "ABCQ–EFGL—J7",  # noqa: RUF001 (a dash, as phones write it)
        "ABC0-EFG1-J7",
        "abco-efgi-j7",
        "ＡＢＣＱ-ＥＦＧＬ-Ｊ７",  # noqa: RUF001 (wide letters)
        "ABCQ_EFGL.J7\n",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed):
    assert codes.read(typed) == "ABCQEFGLJ7"


@pytest.mark.parametrize(
    "typed",
    ["", "ABCD", "ABCD-EFGH-JKL", "àbcd-efgh-jk", "ABCD-EFGH-J\u0660", "🙂" * 10],
)
def test_what_can_be_no_code_is_none(typed):
    assert codes.read(typed) == ""
    assert codes.digests(typed) == []


def test_only_digests_are_kept_and_in_no_order_of_the_letters(letters):
    kept = list(Code.objects.order_by("pk").values_list("digest", flat=True))

    assert sorted(codes.digests(code)[0] for code in letters) == kept
    assert not {codes.read(code) for code in letters} & set(kept)


def test_without_the_key_a_copied_table_tests_no_code(letters, settings):
    settings.SECRET_KEY = "another"

    assert not Code.objects.filter(digest__in=codes.digests(letters[0])).exists()


def test_letters_outlive_a_rotation_of_the_secret_key(by_code, letters, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the next one"

    services.send(draft=new_draft(by_code), code=letters[0])

    assert Response.objects.count() == 1
    with pytest.raises(codes.CodeUsed):
        services.send(draft=new_draft(by_code), code=letters[0])


def test_a_code_makes_one_response(by_code, letters):
    services.send(draft=new_draft(by_code), code=letters[0].lower())
    second = new_draft(by_code)

    with pytest.raises(codes.CodeUsed):
        services.send(draft=second, code=letters[0])

    assert Response.objects.count() == Redemption.objects.count() == 1
    assert Draft.objects.filter(pk=second.pk).exists()
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize("typed", ["", "ABCD-EFGH-JK", "forza Piastra"])
def test_without_a_code_of_the_survey_nothing_is_taken(by_code, letters, typed):
    draft = new_draft(by_code)

    with pytest.raises(codes.UnknownCode):
        services.send(draft=draft, code=typed)

    assert not Response.objects.exists()
    assert not Receipt.objects.exists()
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_a_code_of_another_survey_is_unknown(by_code, letters):
    other = type(by_code).objects.create(key="00000000-0000-4000-8000-000000000001")
    _batch, (stranger,) = codes.make(survey=other, name="Altri", number=1, by=None)

    with pytest.raises(codes.UnknownCode):
        services.send(draft=new_draft(by_code), code=stranger)


def test_the_same_draft_and_code_sent_again_are_the_same_response(by_code, letters):
    draft = new_draft(by_code)
    again = Draft.objects.get(pk=draft.pk)

    services.send(draft=draft, code=letters[0])
    services.send(draft=again, code=letters[0])

    assert Response.objects.count() == 1


def test_a_survey_for_anyone_asks_for_no_code(survey):
    services.send(draft=new_draft(survey))

    assert Response.objects.count() == 1
    assert not Redemption.objects.exists()


def test_the_code_is_asked_when_all_is_sent_and_a_wrong_one_loses_nothing(
    client, by_code, letters
):
    secret = services.begin(version=by_code.version)
    Draft.objects.update(answers=ANSWERS)
    address = f"/rispondi/{by_code.pk}/{secret}/controlla/"
    token = re.search(r'name="token" value="([^"]+)"', client.get(address).text)[1]

    def send(code):
        with time_machine.travel(timezone.now() + timezone.timedelta(seconds=10)):
            return client.post(
                address,
                {"token": token, "website": "", "code": code},
                headers={"Sec-Fetch-Site": "same-origin"},
            )

    refused = send("ABCD-EFGH-JK")
    assert "non è tra quelli di questo questionario" in refused.text
    assert 'value="ABCD-EFGH-JK"' in refused.text
    assert Draft.objects.get().answers == ANSWERS

    assert send(letters[0]).url == f"/rispondi/{by_code.pk}/{secret}/grazie/"
    assert Response.objects.count() == 1
