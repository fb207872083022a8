"""What was found can be narrowed to one kind of page."""

import pytest

from tests.cms.factories import (
    NewsIndexPageFactory,
    NewsPageFactory,
    StandardPageFactory,
)
from tests.reading import read


@pytest.fixture
def found(home, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        StandardPageFactory(parent=home, title="La pista delle biciclette")
        news = NewsIndexPageFactory(parent=home)
        NewsPageFactory(parent=news, title="Biciclette: si comincia")
        NewsPageFactory(parent=news, title="Biciclette: si finisce")


def test_each_kind_says_how_many_were_found(client, found):
    text = read(client, "/cerca/", data={"q": "biciclette"})

    assert "Tutto (3)" in text
    assert "Notizie (2)" in text
    assert "Pagine (1)" in text


def test_one_kind_hides_the_others(client, found):
    text = read(client, "/cerca/", data={"q": "biciclette", "kind": "newspage"})

    assert "si comincia" in text
    assert "La pista" not in text
    assert "Tutto (3)" in text


def test_a_kind_that_does_not_exist_counts_for_none(client, found):
    text = read(client, "/cerca/", data={"q": "biciclette", "kind": "'<script>"})

    assert "La pista" in text
    assert "<script>" not in text


def test_nothing_is_asked_of_the_database_without_words(client, home):
    text = read(client, "/cerca/")

    assert "Tutto" not in text
