"""Editors build a survey; a wrong one is refused with sentences."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.rights import NotPublishable
from tests.surveys.factories import (
    SECTIONS,
    SurveyPageFactory,
    key,
    question,
    rule,
    section,
)


def refused(page):
    with pytest.raises(ValidationError) as refusal:
        page.full_clean()
    return refusal.value.message_dict


def test_a_survey_whose_rule_asks_later_is_refused(surveys_page):
    sections = [
        section("Uno", question("date", "a", "Quando?", rule=rule("b", "answered"))),
        section("Due", question("date", "b", "E poi?")),
    ]
    page = SurveyPageFactory.build(sections=json.dumps(sections))
    page.locale = surveys_page.locale
    page.path, page.depth = surveys_page.path + "0001", surveys_page.depth + 1

    (sentence,) = refused(page)["sections"]

    assert "Quando?" in sentence
    assert "E poi?" in sentence


def test_a_survey_cannot_close_before_it_opens(survey_page):
    survey_page.opens_at = timezone.now()
    survey_page.closes_at = survey_page.opens_at - timezone.timedelta(days=1)

    assert "closes_at" in refused(survey_page)


@pytest.mark.parametrize(
    "name", ["purpose", "legal_basis", "controller", "privacy_contact"]
)
def test_a_survey_without_its_privacy_notice_is_not_published(survey_page, name):
    setattr(survey_page, name, "")

    assert name in refused(survey_page)


def test_once_there_are_responses_the_words_may_change(survey_page, respond):
    respond({key("casa"): key("casa/Fuori")})
    sections = json.loads(json.dumps(SECTIONS))
    sections[0]["value"]["questions"][0]["value"]["text"] = "Dove vivi?"
    survey_page.sections = json.dumps(sections)

    survey_page.full_clean()


def test_once_there_are_responses_the_choices_may_not(survey_page, respond):
    respond({key("casa"): key("casa/Fuori")})
    sections = json.loads(json.dumps(SECTIONS))
    sections[0]["value"]["questions"][0]["value"]["choices"].pop()
    survey_page.sections = json.dumps(sections)

    (sentence,) = refused(survey_page)["sections"]

    assert "copia" in sentence or "copy" in sentence


def test_an_editor_opens_the_survey_in_the_admin(editor_client, survey_page):
    assert editor_client.get(f"/admin/pages/{survey_page.pk}/edit/").status_code == 200


def test_the_page_says_who_may_answer_and_what_becomes_of_it(client, survey_page):
    page = client.get(survey_page.url).text

    for words in ("Comune di Sondrio", "privacy@comune.example", "risposta-inviata"):
        assert words in page


def test_lists_elsewhere_show_only_what_is_open(surveys_page, survey_page):
    assert [card.title for card in surveys_page.cards(3)] == [survey_page.title]

    survey_page.closes_at = timezone.now() - timezone.timedelta(hours=1)
    survey_page.save()

    assert surveys_page.cards(3) == []


def test_a_survey_that_has_closed_changes_no_more_with_the_clock(survey_page):
    now = timezone.now()
    hour = timezone.timedelta(hours=1)
    survey_page.opens_at, survey_page.closes_at = now - 2 * hour, now + hour
    assert survey_page.card().until == survey_page.closes_at

    survey_page.closes_at = now - hour

    assert survey_page.card().until is None


def test_a_survey_that_is_full_says_so(client, survey_page, survey, respond):
    respond({key("casa"): key("casa/Fuori")})
    survey.limit = 1
    survey.save()

    assert "Completo" in client.get(survey_page.url).text


def test_a_draft_from_before_the_first_response_is_not_published_after_it(
    survey_page, respond
):
    sections = json.loads(json.dumps(SECTIONS))
    sections[0]["value"]["questions"][0]["value"]["choices"].pop()
    survey_page.sections = json.dumps(sections)
    revision = survey_page.save_revision()
    respond({key("casa"): key("casa/Fuori")})

    with pytest.raises(NotPublishable):
        revision.publish()

    assert survey_page.survey.versions.count() == 1
