"""A survey's answers are erased when its time is over, and that is written down."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from cms import retention
from cms.models import PrivacyPage
from surveys import codes, services
from surveys.models import (
    Access,
    Answer,
    Code,
    CodeBatch,
    Draft,
    Erasure,
    Pack,
    Receipt,
    Redemption,
    Response,
    Text,
)
from surveys.results import results
from tests.surveys.factories import key
from tests.surveys.test_codes import new_draft

ANSWERS = {key("casa"): key("casa/Alla Piastra"), key("parole"): "Più alberi."}
MONTH = datetime.timedelta(days=31)


@pytest.fixture
def answered(survey):
    """By code, one response; answers are kept for two months."""
    survey.access = Access.CODE
    survey.keep_months = 2
    survey.save()
    _batch, letters = codes.make(survey=survey, name="Tutti", number=3, by=None)
    services.send(draft=new_draft(survey, ANSWERS), code=letters[0])
    return survey


def closed(survey, ago):
    survey.closes_at = timezone.now() - ago
    survey.save()


def test_all_is_erased_and_the_numbers_are_written_down(answered, monkeypatch):
    monkeypatch.setattr("surveys.results.UNPACKED", 0)
    results(answered)
    closed(answered, 3 * MONTH)
    answers = Answer.objects.count()

    assert retention.erase()["surveys"] == 1

    for model in (Response, Answer, Text, Redemption, Code, CodeBatch, Pack):
        assert not model.objects.exists(), model
    log = Erasure.objects.filter(survey=answered, day=timezone.localdate())
    assert dict(log.values_list("what", "number")) == {
        "responses": 1,
        "answers": answers,
        "texts": 1,
        "uses": 1,
        "codes": 3,
    }
    assert answered.version.definition


def test_what_is_still_kept_is_left_and_nothing_is_written_down(answered):
    closed(answered, MONTH)

    assert retention.erase()["surveys"] == 0

    assert Response.objects.exists()
    assert not Erasure.objects.exists()


def test_a_survey_that_never_closes_is_kept_from_its_last_response(answered):
    Response.objects.update(day=timezone.localdate() - MONTH)
    assert retention.erase()["surveys"] == 0

    Response.objects.update(day=timezone.localdate() - 3 * MONTH)
    assert retention.erase()["surveys"] == 1
    assert not Code.objects.exists()


def test_erasing_again_erases_and_writes_nothing(answered):
    closed(answered, 3 * MONTH)
    retention.erase()
    written = Erasure.objects.count()

    assert retention.erase()["surveys"] == 0
    assert Erasure.objects.count() == written


def test_another_survey_keeps_its_answers(answered):
    other = type(answered).objects.create(
        key="00000000-0000-4000-8000-000000000001", closes_at=timezone.now() - 3 * MONTH
    )
    other.keep_months = 1
    other.save()
    codes.make(survey=other, name="Altri", number=2, by=None)

    retention.erase()

    assert Response.objects.count() == 1
    assert Code.objects.count() == 3


def test_drafts_and_receipts_go_after_two_weeks(answered):
    old = new_draft(answered)
    kept = new_draft(answered)
    today = timezone.localdate()
    Draft.objects.filter(pk=old.pk).update(begun_on=today - datetime.timedelta(15))
    Draft.objects.filter(pk=kept.pk).update(begun_on=today - datetime.timedelta(14))
    Receipt.objects.update(day=today - datetime.timedelta(15))

    assert retention.erase()["drafts"] == 1

    assert Draft.objects.get() == kept
    assert not Receipt.objects.exists()


def test_the_privacy_page_says_how_long_answers_are_kept(client, home):
    page = PrivacyPage(title="Privacy", slug="privacy")
    home.add_child(instance=page)
    page.save_revision().publish()

    words = client.get(page.url).text

    assert "per i mesi che ogni questionario dichiara" in words
    assert "14 giorni." in words
