"""A survey is published, begun, answered and sent."""

import pytest

from surveys import services
from surveys.models import Answer, Draft, Receipt, Response, Text
from tests.surveys.factories import key

AT_HOME = key("casa/Alla Piastra")


def draft_with(survey, answers):
    secret = services.begin(version=survey.version)
    draft = Draft.objects.get(secret=services.digest(secret))
    draft.answers = answers
    draft.save()
    return draft


def test_publishing_freezes_the_questions_as_a_version(survey):
    version = survey.version

    assert version.number == 1
    assert [question.text for question in version.definition.questions] == [
        "Dove abiti?",
        "Quanto ti piace il verde?",
        "Di che cosa c'è bisogno?",
        "Vuoi dirci altro?",
    ]


def test_publishing_the_same_questions_again_makes_no_version(survey_page):
    survey_page.introduction = "Altre parole."
    survey_page.save_revision().publish()

    assert survey_page.survey.versions.count() == 1


def test_what_is_sent_is_one_response_and_no_draft(survey):
    draft = draft_with(
        survey,
        {
            key("casa"): AT_HOME,
            key("verde"): 4,
            key("bisogni"): [key("bisogni/Luce"), "other"],
            key("bisogni") + ":other": "una fontana",
        },
    )

    services.send(draft=draft)

    response = Response.objects.get()
    assert response.answers.filter(part=Answer.Part.PART).count() == 2
    assert Text.objects.get().text == "una fontana"
    assert not Draft.objects.exists()
    assert Receipt.objects.count() == 1


@pytest.mark.django_db
def test_what_is_sent_twice_is_one_response(survey):
    draft = draft_with(survey, {key("casa"): AT_HOME})
    again = Draft.objects.get(pk=draft.pk)

    services.send(draft=draft)
    services.send(draft=again)

    assert Response.objects.count() == 1


def test_an_answer_that_no_longer_leads_anywhere_counts_for_nothing(survey):
    draft = draft_with(
        survey,
        {
            key("casa"): key("casa/Fuori"),
            key("bisogni"): [key("bisogni/Luce")],
        },
    )

    services.send(draft=draft)

    answers = Response.objects.get().answers
    assert not answers.filter(part=Answer.Part.PART).exists()
    assert answers.count() == 2


def test_a_survey_that_is_full_takes_no_more(survey, respond):
    survey.limit = 1
    survey.save()
    respond({key("casa"): AT_HOME})
    draft = draft_with(survey, {key("casa"): AT_HOME})

    with pytest.raises(services.NotTaken):
        services.send(draft=draft)

    assert Response.objects.count() == 1
    assert Draft.objects.filter(pk=draft.pk).exists()
    assert not Receipt.objects.exists()
