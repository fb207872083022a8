"""What editors see of the answers, and what they may do with them."""

import csv
import io
import json

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageLogEntry

from surveys.models import PublishedTwoWay, Text
from tests.surveys.factories import SECTIONS, SurveyPageFactory, key

HOME = key("casa/Alla Piastra")
AWAY = key("casa/Altrove a Sondrio")


@pytest.fixture
def answered(respond):
    respond({key("casa"): HOME, key("verde"): 4, key("parole"): "=Più alberi"})
    respond({key("casa"): HOME, key("verde"): 5})
    respond({key("casa"): AWAY, key("verde"): 2})


@pytest.fixture
def address(survey_page):
    return lambda name="survey_results": reverse(name, args=[survey_page.pk])


def test_an_editor_sees_all_figures(client, editor, answered, address):
    client.force_login(editor)

    html = client.get(address()).content.decode()

    assert "3 risposte" in html
    assert "Dove abiti?" in html


def test_an_editor_filters_and_crosses(client, editor, answered, address):
    client.force_login(editor)

    shown = client.get(
        address(),
        {"only": f"{key('casa')}|{HOME}", "first": key("casa"), "second": key("verde")},
    ).context

    assert shown["responses"] == 2
    assert dict(shown["crossed"].grid.lines)["Alla Piastra"] == (0, 0, 0, 1, 1, 0)


def test_nobody_else_sees_them(client, stranger, answered, address):
    client.force_login(stranger)

    assert client.get(address()).status_code in (302, 403)
    assert client.get(address("survey_texts")).status_code in (302, 403)


def test_a_two_way_table_is_chosen_and_taken_back(client, editor, answered, address):
    client.force_login(editor)
    both = {"first": key("casa"), "second": key("verde")}

    client.post(address("survey_results_choose"), both)
    client.post(address("survey_results_choose"), both)
    pair = PublishedTwoWay.objects.get()
    client.post(address("survey_results_choose"), {"remove": pair.pk})

    assert not PublishedTwoWay.objects.exists()


def test_an_editor_lets_a_free_answer_through(client, editor, answered, address):
    client.force_login(editor)
    text = Text.objects.get()

    assert "Più alberi" in client.get(address("survey_texts")).content.decode()
    client.post(address("survey_texts"), {"text": text.pk, "state": "published"})

    assert Text.objects.get().state == Text.State.PUBLISHED


def test_rows_need_a_permission_of_their_own(client, editor, answered, address):
    client.force_login(editor)

    response = client.post(address("survey_rows"))

    assert response.status_code in (302, 403)
    assert not PageLogEntry.objects.filter(action="surveys.export").exists()


def test_rows_have_no_time_and_no_words_and_the_export_is_logged(
    client, editor, answered, address
):
    editor.user_permissions.add(Permission.objects.get(codename="export_response"))
    client.force_login(editor)

    response = client.post(address("survey_rows"))
    body = b"".join(response.streaming_content).decode()

    rows = list(csv.DictReader(io.StringIO(body)))
    assert sorted(row["Dove abiti?"] for row in rows) == [
        "Alla Piastra",
        "Alla Piastra",
        "Altrove a Sondrio",
    ]
    assert list(rows[0]) == [
        "Dove abiti?",
        "Quanto ti piace il verde?",
        "Di che cosa c'è bisogno?",
        "Vuoi dirci altro?",
    ]
    assert "alberi" not in body
    assert PageLogEntry.objects.get(action="surveys.export").user == editor


def test_the_list_has_each_survey_once_in_the_language_it_was_written_in(
    client, editor, english_home, surveys_page, survey_page
):
    for page in (surveys_page, survey_page):
        page.copy_for_translation(english_home.locale).save_revision().publish()
    client.force_login(editor)

    here = client.get(reverse("survey_results_list")).context["here"]

    assert [page.pk for page in here] == [survey_page.pk]


def test_more_surveys_ask_the_database_no_more(
    client, editor, surveys_page, survey_page, django_assert_max_num_queries
):
    client.force_login(editor)
    address = reverse("survey_results_list")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(5):
        SurveyPageFactory(
            parent=surveys_page, slug=f"s{number}", sections=json.dumps(SECTIONS)
        )

    with django_assert_max_num_queries(len(few)):
        assert len(client.get(address).context["here"].object_list) == 6


def test_a_stranger_sees_no_survey_in_the_list(client, stranger, survey_page):
    client.force_login(stranger)

    assert client.get(reverse("survey_results_list")).status_code == 302
