"""Editors make a batch of codes and print it; nobody sees the codes again."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from surveys import services
from surveys.codes import digests
from surveys.models import Access, Code, CodeBatch, Response
from tests.surveys.test_codes import new_draft

LETTER = re.compile(r'class="signs">([A-Z0-9-]+)<')


@pytest.fixture
def by_code(survey_page):
    survey_page.access = Access.CODE
    survey_page.save_revision().publish()
    del survey_page.survey
    return survey_page.survey


@pytest.fixture
def add():
    return reverse("survey_codes:add")


def make(client, add, survey, number=3):
    data = {"survey": survey.pk, "name": "Via Meriggio", "number": number}
    return client.post(add, data)


def test_the_letters_have_codes_that_work(editor_client, add, by_code):
    letters = make(editor_client, add, by_code)

    printed = LETTER.findall(letters.text)
    assert len(set(printed)) == 3
    assert letters.text.count("<svg") == 3
    assert "I bisogni e le risorse" in letters.text
    services.send(draft=new_draft(by_code), code=printed[0])
    assert Response.objects.count() == 1


def test_the_codes_are_shown_once_and_kept_by_no_cache(editor_client, add, by_code):
    letters = make(editor_client, add, by_code)
    printed = LETTER.findall(letters.text)

    assert "no-store" in letters["Cache-Control"]
    assert set(Code.objects.values_list("digest", flat=True)) == {
        digests(code)[0] for code in printed
    }
    listed = editor_client.get(reverse("survey_codes:index")).text
    assert "Via Meriggio" in listed
    assert not any(code in listed for code in printed)


def test_the_address_hides_the_code_where_no_server_sees_it(
    editor_client, add, by_code, monkeypatch
):
    drawn = []
    monkeypatch.setattr("surveys.letters.qr", lambda address: drawn.append(address))

    make(editor_client, add, by_code, number=1)

    (address,) = drawn
    before, fragment = address.split("#")
    assert "?" not in before
    assert before.endswith("/questionari/bisogni/")
    assert re.fullmatch(r"codice=[A-Z0-9-]{12}", fragment)


def test_how_many_of_a_small_batch_were_used_is_not_told(editor_client, add, by_code):
    index = reverse("survey_codes:index")
    few = LETTER.findall(make(editor_client, add, by_code, number=3).text)
    services.send(draft=new_draft(by_code), code=few[0])

    cells = re.findall(r"<td[^>]*>\s*([^<]*?)\s*</td>", editor_client.get(index).text)
    assert "1" not in cells

    many = LETTER.findall(make(editor_client, add, by_code, number=20).text)
    services.send(draft=new_draft(by_code), code=many[0])
    cells = re.findall(r"<td[^>]*>\s*([^<]*?)\s*</td>", editor_client.get(index).text)
    assert "1" in cells


def test_only_surveys_for_which_a_code_is_needed_have_letters(
    editor_client, add, survey
):
    answer = make(editor_client, add, survey)

    assert answer.status_code == 200
    assert not LETTER.findall(answer.text)
    assert not CodeBatch.objects.exists()


@pytest.mark.parametrize("number", [0, 1001])
def test_a_batch_is_neither_empty_nor_too_great(editor_client, add, by_code, number):
    make(editor_client, add, by_code, number=number)

    assert not CodeBatch.objects.exists()


def test_of_a_printed_batch_only_the_name_can_change(editor_client, add, by_code):
    make(editor_client, add, by_code)
    batch = CodeBatch.objects.get()

    editor_client.post(
        reverse("survey_codes:edit", args=[batch.pk]),
        {"name": "Via Maffei", "number": 9},
    )

    batch.refresh_from_db()
    assert (batch.name, batch.number) == ("Via Maffei", 3)


def test_a_stranger_makes_no_codes(stranger_client, add, by_code):
    make(stranger_client, add, by_code)

    assert not CodeBatch.objects.exists()
