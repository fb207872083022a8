"""The site on one page."""

from wagtail.models import PageViewRestriction

from cms.models import Footer, SiteSettings, StandardPage
from tests.reading import read

from .factories import (
    ImageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    SectionPageFactory,
    StandardPageFactory,
    draft,
)


def test_it_shows_every_page_that_may_be_read_but_single_news(client, home):
    section = SectionPageFactory(parent=home, title="Il quartiere")
    StandardPageFactory(parent=section, title="La storia")
    draft(section, StandardPage(title="Una bozza"))
    closed = StandardPageFactory(parent=section, title="Per pochi")
    PageViewRestriction.objects.create(
        page=closed, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    NewsPageFactory(parent=NewsIndexPageFactory(parent=home), title="Una notizia")

    text = read(client, "/mappa/")

    assert [title in text for title in ("Il quartiere", "La storia", "Notizie")] == [
        True
    ] * 3
    assert "Una bozza" not in text
    assert "Per pochi" not in text
    assert "Una notizia" not in text


def test_a_language_without_a_home_page_has_no_map(client, home):
    assert client.get("/en/mappa/").status_code == 404


def test_the_funding_strip_shows_logos_with_their_names(client, home, site):
    footer = Footer.objects.create(
        name="Piede",
        locale=home.locale,
        funders=[
            ("funder", {"name": "Il Ministero", "logo": ImageFactory(), "address": ""}),
            ("funder", {"name": "Il Comune", "logo": None, "address": ""}),
        ],
    )
    SiteSettings.objects.create(site=site, footer=footer)

    text = read(client, home.url)

    assert 'alt="Il Ministero"' in text
    assert "Il Comune" in text
