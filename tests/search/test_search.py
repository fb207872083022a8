"""One search over the public pages of the reader's language."""

import pytest
from django.core.management import call_command
from wagtail.models import PageViewRestriction

from tests.cms.factories import (
    NewsIndexPageFactory,
    NewsPageFactory,
    StandardPageFactory,
)
from tests.reading import read

ADDRESS = "/cerca/"


@pytest.fixture
def pages(home, english_home, django_capture_on_commit_callbacks):
    """Pages about bicycles: one to read, one in draft, one closed, one in English."""
    with django_capture_on_commit_callbacks(execute=True):
        page = StandardPageFactory(parent=home, title="Le biciclette del quartiere")
        draft = StandardPageFactory(
            parent=home, title="Biciclette in bozza", live=False
        )
        closed = StandardPageFactory(parent=home, title="Biciclette per pochi")
        PageViewRestriction.objects.create(
            page=closed, restriction_type=PageViewRestriction.PASSWORD, password="x"
        )
        english = page.copy_for_translation(english_home.locale)
        english.title = "Biciclette, in English"
        english.save_revision().publish()
    return page, draft, closed, english


def test_it_finds_what_a_reader_may_read_in_this_language(client, pages):
    text = read(client, ADDRESS, data={"q": "biciclette"})

    assert "Le biciclette del quartiere" in text
    assert "in bozza" not in text
    assert "per pochi" not in text
    assert "in English" not in text
    assert "Una pagina trovata" in text


def test_english_pages_are_found_in_english(client, pages):
    text = read(client, "/en/cerca/", data={"q": "biciclette"})

    assert "in English" in text
    assert "One page found" in text


def test_it_reads_introductions_and_bodies(
    client, home, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        StandardPageFactory(
            parent=home,
            title="Senza",
            introduction="La ciclofficina",
            body=[("text", "<p>Una passerella</p>")],
        )

    assert "Senza" in read(client, ADDRESS, data={"q": "ciclofficina"})
    assert "Senza" in read(client, ADDRESS, data={"q": "passerella"})


def test_without_words_there_is_only_the_form(client, home):
    response = client.get(ADDRESS)

    assert response.status_code == 200
    assert 'name="q"' in response.text
    assert "trovat" not in response.text


def test_nothing_found_is_said_kindly(client, pages):
    text = read(client, ADDRESS, data={"q": "astronavi"})

    assert "Nessuna pagina trovata per «astronavi»" in text
    assert "Prova con meno parole" in text


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "' OR 1=1 --",
        "* AND NOT (",
        "title:x NEAR y",
        "\x00",
        "%",
        "<script>alert(1)</script>",
        "é" * 5000,
        "🚲",
        "{}[]^~:\\",
    ],
)
def test_hostile_words_find_nothing_and_break_nothing(client, pages, words):
    response = client.get(ADDRESS, {"q": words})

    assert response.status_code == 200
    assert "<script>alert" not in response.text


def test_results_come_ten_to_a_page(client, home, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        news = NewsIndexPageFactory(parent=home)
        for number in range(12):
            NewsPageFactory(parent=news, title=f"Biciclette numero {number}")

    first = client.get(ADDRESS, {"q": "biciclette"})
    second = client.get(ADDRESS, {"q": "biciclette", "page": 2})

    assert first.text.count("Biciclette numero") == 10
    assert second.text.count("Biciclette numero") == 2
    assert 'href="?q=biciclette&amp;page=2"' in first.text


def test_it_is_kept_out_of_search_engines_and_of_the_cache(client, pages):
    response = client.get(ADDRESS, {"q": "biciclette"})

    assert '<meta name="robots" content="noindex">' in response.text
    assert not response.has_header("ETag")


def test_the_index_can_be_made_anew(client, pages):
    call_command("wagtail_update_index", verbosity=0)

    assert "Le biciclette" in read(client, ADDRESS, data={"q": "biciclette"})
