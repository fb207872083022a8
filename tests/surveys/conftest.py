"""A survey that is open, with two sections and a rule."""

import json
import re

import pytest

from surveys import services
from surveys.models import Survey, SurveyPage
from tests.surveys.factories import SECTIONS, SurveyPageFactory, SurveysPageFactory


@pytest.fixture
def surveys_page(home):
    return SurveysPageFactory(parent=home)


@pytest.fixture
def survey_page(surveys_page) -> SurveyPage:
    page = SurveyPageFactory(parent=surveys_page, sections=json.dumps(SECTIONS))
    page.save_revision().publish()
    return SurveyPage.objects.get(pk=page.pk)


@pytest.fixture
def survey(survey_page) -> Survey:
    return survey_page.survey


@pytest.fixture
def respond(survey):
    """Send a response with these answers; they are keyed as ``factories.key`` does."""

    def send(answers, channel="web"):
        return services.record(version=survey.version, answers=answers, channel=channel)

    return send


@pytest.fixture
def begun(client, survey):
    """The address of the first section, without its number."""
    begun = client.post(
        f"/rispondi/{survey.pk}/", headers={"Sec-Fetch-Site": "same-origin"}
    )
    return re.sub(r"1/$", "", begun.url)
