"""What a body shows of other pages: in the reader's language, and in few queries."""

import pytest
from django.core.cache import caches
from wagtail.models import PageViewRestriction

from cms.blocks.rich_text import Batch
from cms.cache import GENERATION
from tests.reading import read

from .factories import ImageFactory, NewsPageFactory, StandardPageFactory


def cards(*pages, title="Da leggere"):
    return ("cards", {"title": title, "pages": list(pages)})


def listing(page, limit=3):
    return ("listing", {"title": "Ultime", "page": page, "limit": limit, "more": ""})


def link_in_text(page, words="qui"):
    return ("text", f'<p><a linktype="page" id="{page.pk}">{words}</a></p>')


@pytest.fixture
def translated(home, english_home, locales):
    page = StandardPageFactory(parent=home, title="Contatti")
    translation = page.copy_for_translation(locales[1])
    translation.title, translation.slug = "Contacts", "contacts"
    translation.save_revision().publish()
    return page


@pytest.fixture
def shown(client, home):
    """A page with this body, as a reader gets it."""

    def shown(*body, parent=home):
        page = StandardPageFactory(parent=parent, body=list(body), locale=parent.locale)
        return read(client, page.url)

    return shown


class TestCards:
    def test_a_page_introduces_itself(self, shown, home, news):
        page = StandardPageFactory(
            parent=home, title="Il parco", introduction="Verde per tutti."
        )
        piece = NewsPageFactory(parent=news, title="Apre la bottega")

        text = shown(cards(page, piece))

        assert f'<a href="{page.url}">Il parco</a>' in text
        assert "Verde per tutti." in text
        assert f'<a href="{piece.url}">Apre la bottega</a>' in text

    def test_what_may_not_be_read_vanishes(self, shown, home):
        draft = StandardPageFactory(parent=home, title="Bozza", live=False)
        closed = StandardPageFactory(parent=home, title="Chiusa")
        below = StandardPageFactory(parent=closed, title="Sotto la chiusa")
        PageViewRestriction.objects.create(
            page=closed, restriction_type=PageViewRestriction.PASSWORD, password="x"
        )

        text = shown(cards(draft, closed, below))

        for hidden in ("Bozza", "hiusa", "Da leggere"):
            assert hidden not in text

    def test_one_that_is_gone_breaks_nothing(self, client, home):
        gone = StandardPageFactory(parent=home, title="Andata")
        page = StandardPageFactory(parent=home, body=[cards(gone)])
        gone.delete()

        assert client.get(page.url).status_code == 200

    def test_they_speak_the_readers_language_where_they_can(
        self, shown, home, english_home, translated
    ):
        italian = StandardPageFactory(parent=home, title="Solo in italiano")

        text = shown(cards(translated, italian), parent=english_home)

        assert '<a href="/en/contacts/">Contacts</a>' in text
        assert 'hreflang="it" lang="it">Solo in italiano</a>' in text


class TestListing:
    def test_any_page_may_hold_one(self, shown, news):
        NewsPageFactory(parent=news, title="Apre la bottega")

        assert "Apre la bottega" in shown(listing(news))

    def test_two_of_them_have_names_of_their_own(self, shown, news):
        text = shown(listing(news), listing(news))

        names = [piece.split('"')[0] for piece in text.split('id="listing-')[1:]]
        assert len(set(names)) == 2


class TestLinksInTexts:
    def test_they_lead_to_the_translation(self, shown, english_home, translated):
        text = shown(link_in_text(translated), parent=english_home)

        assert '<a href="/en/contacts/">qui</a>' in text

    def test_they_tell_the_language_of_a_page_that_has_none(
        self, shown, home, english_home
    ):
        page = StandardPageFactory(parent=home)

        text = shown(link_in_text(page), parent=english_home)

        assert f'<a href="{page.url}" hreflang="it">qui</a>' in text

    def test_to_a_page_that_is_not_live_they_are_words_again(self, shown, home):
        page = StandardPageFactory(parent=home, live=False)

        assert "<a>qui</a>" in shown(link_in_text(page))

    def test_a_tag_that_is_never_closed_swallows_no_other_text(self, db):
        batch = Batch(['<p><a linktype="page" id="0"', "<p>Dopo ></p>"])

        assert batch.expanded["<p>Dopo ></p>"] == "<p>Dopo ></p>"


def test_a_body_asks_as_often_whether_it_is_short_or_long(
    client, home, news, django_assert_max_num_queries
):
    pages = [StandardPageFactory(parent=home, image=ImageFactory()) for _ in range(6)]
    pages += [NewsPageFactory(parent=news, image=ImageFactory()) for _ in range(6)]

    def body(times):
        return [
            block
            for page in pages * times
            for block in (
                link_in_text(page),
                cards(*pages),
                (
                    "links",
                    {
                        "title": "",
                        "links": [{"page": page, "address": "", "label": ""}],
                    },
                ),
            )
        ]

    def queries(times):
        page = StandardPageFactory(parent=home, body=body(times))
        client.get(page.url)
        caches["pages"].delete(GENERATION)
        with django_assert_max_num_queries(40) as asked:
            assert client.get(page.url).status_code == 200
        return len(asked)

    assert queries(1) == queries(5)
