"""Search engines and networks read a page as it is."""

import json
import re

import pytest
from django.conf import settings

from cms.models import Footer, Header, SiteSettings
from tests.reading import read

from .factories import (
    ImageFactory,
    NewsPageFactory,
    SectionPageFactory,
    StandardPageFactory,
)


@pytest.fixture
def owner(site):
    site_settings = SiteSettings.for_site(site)
    site_settings.owner = "Comune di Sondrio"
    site_settings.owner_url = "https://www.comune.sondrio.it/"
    site_settings.header = Header.objects.create(name="Testata", title="Qt Piastra")
    site_settings.footer = Footer.objects.create(name="Piede")
    site_settings.share_image = ImageFactory(alt_text="Il quartiere da sopra")
    site_settings.save()
    return site_settings


def things(client, page):
    """By type, what a page says in JSON-LD; there is one block, and it is whole."""
    text = client.get(page.url).text
    blocks = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL
    )
    assert len(blocks) == 1
    data = json.loads(blocks[0])
    assert data["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in data["@graph"]}


def meta(client, page):
    found = re.findall(
        r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', read(client, page.url)
    )
    return dict(found)


class TestJsonLd:
    def test_the_home_page_tells_whose_site_it_is_and_how_to_search(
        self, client, home, owner
    ):
        told = things(client, home)

        assert told["GovernmentOrganization"]["name"] == "Comune di Sondrio"
        assert told["GovernmentOrganization"]["url"] == "https://www.comune.sondrio.it/"
        assert told["WebSite"]["name"] == "Qt Piastra"
        assert told["WebSite"]["inLanguage"] == "it"
        assert told["WebSite"]["potentialAction"]["target"]["urlTemplate"] == (
            "http://testserver/cerca/?q={search_term_string}"
        )
        assert "BreadcrumbList" not in told

    def test_each_language_searches_in_its_own(self, client, english_home, owner):
        site = things(client, english_home)["WebSite"]

        assert site["inLanguage"] == "en"
        assert "/en/cerca/" in site["potentialAction"]["target"]["urlTemplate"]

    def test_a_page_tells_the_way_to_it(self, client, home, owner):
        section = SectionPageFactory(parent=home, title="Programmi")
        page = StandardPageFactory(parent=section, title="Botteghe")

        way = things(client, page)["BreadcrumbList"]["itemListElement"]

        assert [step["name"] for step in way] == ["Qt Piastra", "Programmi", "Botteghe"]
        assert [step["position"] for step in way] == [1, 2, 3]
        assert way[1]["item"] == section.full_url

    def test_a_piece_of_news_is_an_article(self, client, news, owner):
        page = NewsPageFactory(
            parent=news,
            title="Apre la bottega",
            date="2026-03-09",
            by_line="Ufficio cultura",
            image=ImageFactory(),
        )

        article = things(client, page)["NewsArticle"]

        assert article["headline"] == "Apre la bottega"
        assert article["datePublished"] == "2026-03-09"
        assert article["author"]["name"] == "Ufficio cultura"
        assert article["publisher"] == {"@id": f"{settings.SITE_URL}/#owner"}
        assert article["image"].startswith(f"{settings.SITE_URL}/media/")
        assert article["mainEntityOfPage"] == page.full_url

    @pytest.mark.parametrize(
        "title",
        ["</script><script>alert(1)</script>", "<!--<script>", 'A & "B" \\ <b>'],
    )
    def test_no_title_ends_the_block_and_each_stays_as_it_is(
        self, client, news, owner, title
    ):
        page = NewsPageFactory(parent=news, title=title, slug="titolo")

        article = things(client, page)["NewsArticle"]

        assert article["headline"] == title
        assert "<script>alert" not in client.get(page.url).text

    def test_a_site_without_an_owner_says_nothing_of_one(self, client, home):
        assert "GovernmentOrganization" not in things(client, home)


class TestOpenGraph:
    def test_a_piece_of_news_is_shown_with_its_picture(self, client, news, owner):
        image = ImageFactory(file__width=2000, file__height=1500)
        page = NewsPageFactory(parent=news, title="Apre", image=image)

        told = meta(client, page)

        assert told["og:type"] == "article"
        assert told["og:title"] == "Apre"
        assert told["og:description"] == page.introduction
        assert told["og:url"] == page.full_url
        assert told["og:site_name"] == "Qt Piastra"
        assert told["og:locale"] == "it_IT"
        assert "fill-1200x630" in told["og:image"]
        assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
        assert told["og:image:alt"] == "Un cortile con tre alberi"
        assert told["twitter:card"] == "summary_large_image"

    def test_a_page_without_a_picture_is_shown_with_the_sites_own(
        self, client, home, owner
    ):
        told = meta(client, StandardPageFactory(parent=home))

        assert told["og:image:alt"] == "Il quartiere da sopra"
        assert told["og:type"] == "website"

    def test_without_any_picture_the_card_is_small(self, client, home):
        told = meta(client, home)

        assert told["twitter:card"] == "summary"
        assert "og:image" not in told

    def test_the_title_for_search_engines_goes_first(self, client, home):
        page = StandardPageFactory(
            parent=home, seo_title="Contatti del quartiere", search_description="Dove"
        )

        told = meta(client, page)

        assert told["og:title"] == "Contatti del quartiere"
        assert told["description"] == told["og:description"] == "Dove"
        assert "<title> Contatti del quartiere" in read(client, page.url)

    def test_it_names_the_other_languages_of_the_page(self, client, english_home):
        told = meta(client, english_home)

        assert told["og:locale"] == "en_GB"
        assert told["og:locale:alternate"] == "it_IT"


class TestCanonicalAddress:
    def test_it_has_no_query(self, client, home):
        text = read(client, f"{home.url}?utm_source=x")

        assert f'<link rel="canonical" href="{home.full_url}">' in text

    def test_but_for_the_page_of_a_list(self, client, news, english_home):
        for number in range(13):
            NewsPageFactory(parent=news, title=f"Numero {number}")

        text = read(client, f"{news.url}?page=2")

        assert f'<link rel="canonical" href="{news.full_url}?page=2">' in text
        assert 'hreflang="x-default"' not in text

    def test_the_first_language_is_for_everybody_else(self, client, english_home):
        text = read(client, "/en/")

        assert 'hreflang="x-default" href="http://testserver/"' in text
        assert 'hreflang="it" href="http://testserver/"' in text
        assert 'hreflang="en" href="http://testserver/en/"' in text

    def test_a_page_in_one_language_has_no_alternates(self, client, home):
        assert "hreflang=" not in read(client, StandardPageFactory(parent=home).url)
