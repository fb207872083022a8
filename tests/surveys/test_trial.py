"""Editors walk through what they have written, and nothing of it counts."""

import json
import re

import pytest

from surveys.models import Draft, Response
from tests.surveys.factories import SECTIONS, key

HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def trial(survey_page):
    return f"/admin/surveys/trial/{survey_page.pk}/"


def test_the_pages_header_leads_to_a_trial(editor_client, survey_page, trial):
    edit = editor_client.get(f"/admin/pages/{survey_page.pk}/edit/")

    assert trial in edit.text


def test_an_editor_walks_through_a_draft(editor_client, survey_page, trial):
    sections = json.loads(json.dumps(SECTIONS))
    sections[0]["value"]["questions"][0]["value"]["text"] = "Dove dormi?"
    survey_page.sections = json.dumps(sections)
    survey_page.save_revision()

    first = editor_client.get(trial, follow=True)
    assert "Dove dormi?" in first.text
    answers = {key("casa"): key("casa/Alla Piastra"), "go": "on"}
    second = editor_client.post(f"{trial}1/", answers, headers=HERE, follow=True)

    assert re.search(r"<h1>\s*La Piastra\s*</h1>", second.text)
    last = editor_client.post(f"{trial}2/", {"go": "on"}, headers=HERE, follow=True)
    assert "Alla Piastra" in last.text
    assert not Draft.objects.exists()
    assert not Response.objects.exists()


def test_a_new_trial_forgets_the_last_one(editor_client, trial):
    answers = {key("casa"): key("casa/Fuori"), "go": "on"}
    editor_client.post(f"{trial}1/", answers, headers=HERE)

    assert "checked" not in editor_client.get(trial, follow=True).text


@pytest.mark.parametrize("step", ["", "1/", "controlla/"])
def test_nobody_else_walks_there(client, stranger_client, trial, step):
    assert client.get(trial + step).status_code == 302
    assert stranger_client.get(trial + step).status_code in (302, 403)
