"""Words of Wagtail's and Django's, as the town says them."""

import datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from tests.cms.factories import StandardPageFactory


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("it", "martedì 1 dicembre 2026, ore 8:00"),
        ("en", "Tuesday 1 December 2026, 08:00"),
    ],
)
def test_a_moment_in_a_sentence_is_written_as_one_says_it(language, text):
    moment = datetime.datetime(2026, 12, 1, 8, 0)  # noqa: DTZ001

    with translation.override(language):
        assert date_format(moment, "DATETIME_FORMAT") == text


@pytest.mark.django_db
def test_a_page_is_sent_to_be_approved(home, editor_client):
    page = StandardPageFactory(parent=home, live=False)

    text = editor_client.get(f"/admin/pages/{page.pk}/edit/").text

    assert "Invia in approvazione" in text
    assert "moderazione" not in text


def test_a_form_with_errors_says_so_in_whole_words():
    with translation.override("it"):
        said = gettext("The %(model_name)s could not be created due to errors.")

    assert said % {"model_name": "Post"} == (
        "Post: creazione non riuscita. Correggi gli errori segnalati."
    )
