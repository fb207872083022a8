"""Italian at the root, English under ``/en/``; a missing translation says so."""

import pytest
from wagtail.models import PageViewRestriction

from cms.models import Footer, Header, SiteSettings
from tests.reading import read

from .factories import StandardPageFactory


@pytest.fixture
def english(locales):
    return locales[1]


@pytest.fixture
def only_italian(home, english_home):
    return StandardPageFactory(parent=home, title="Il quartiere")


@pytest.fixture
def translated(home, english_home, english):
    page = StandardPageFactory(parent=home, title="Contatti")
    translation = page.copy_for_translation(english)
    translation.title = "Contacts"
    translation.slug = "contacts"
    translation.save_revision().publish()
    return page


def test_the_address_says_the_language_whatever_the_browser_asks(
    client, home, english_home
):
    italian = client.get("/", headers={"accept-language": "en"})
    english = client.get("/en/", headers={"accept-language": "it"})

    assert '<html lang="it">' in italian.text
    assert '<html lang="en">' in english.text
    assert "Accept-Language" not in italian.get("Vary", "")


def test_the_switcher_stays_on_the_page(client, translated):
    text = read(client, translated.url)

    assert 'href="/en/contacts/"' in text
    assert (
        '<link rel="alternate" hreflang="en" href="http://testserver/en/contacts/">'
        in text
    )


def test_a_page_without_translation_says_so_and_offers_the_original(
    client, only_italian
):
    switcher = read(client, only_italian.url)
    response = client.get("/en/il-quartiere/")

    assert 'href="/en/il-quartiere/"' in switcher
    assert 'hreflang="en" href="http://testserver' not in switcher
    assert response.status_code == 200
    assert "This page is only in Italian" in response.text
    assert f'href="{only_italian.url}"' in response.text
    assert '<meta name="robots" content="noindex">' in response.text


def test_the_address_of_the_original_leads_to_the_translation(client, translated):
    response = client.get("/en/contatti/")

    assert response.status_code == 302
    assert response.url == "/en/contacts/"


def test_a_page_that_is_nowhere_is_not_found_in_both_languages(client, english_home):
    italian, english = client.get("/nulla/"), client.get("/en/nulla/")

    assert (italian.status_code, english.status_code) == (404, 404)
    assert "Pagina non trovata" in italian.text
    assert "Page not found" in english.text


def test_a_closed_page_gives_nothing_away_in_another_language(client, only_italian):
    PageViewRestriction.objects.create(
        page=only_italian, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )

    response = client.get("/en/il-quartiere/")

    assert response.status_code == 404
    assert "Il quartiere" not in response.text


def test_a_draft_gives_nothing_away_in_another_language(client, only_italian):
    only_italian.unpublish()

    assert client.get("/en/il-quartiere/").status_code == 404


def test_a_language_without_a_home_page_says_so(client, home, locales):
    response = client.get("/en/")

    assert response.status_code == 200
    assert "This page is only in Italian" in response.text


def test_an_english_page_without_italian_is_met_the_same_way(client, english_home):
    StandardPageFactory(
        parent=english_home, locale=english_home.locale, title="For newcomers"
    )

    response = client.get("/for-newcomers/")

    assert response.status_code == 200
    assert "Questa pagina è solo in Inglese" in response.text


def test_the_menu_leads_to_the_translations_and_marks_what_has_none(
    client, site, english, english_home, translated, only_italian
):
    def link(page):
        return ("link", {"page": page, "address": "", "label": ""})

    site_settings = SiteSettings.for_site(site)
    site_settings.header = Header.objects.create(
        name="Testata", title="Qt", menu=[link(translated), link(only_italian)]
    )
    site_settings.footer = Footer.objects.create(name="Piede", notice="Avviso")
    site_settings.save()
    footer = site_settings.footer.copy_for_translation(english)
    footer.notice = "Notice"
    footer.save()

    text = read(client, "/en/")

    assert 'href="/en/contacts/"' in text
    assert 'href="/il-quartiere/"' in text
    assert 'hreflang="it" lang="it"' in text
    assert "Notice" in text
    assert "Avviso" not in text


class TestSitemap:
    def test_it_names_each_page_with_its_translations(
        self, client, translated, only_italian
    ):
        text = read(client, "/sitemap.xml")

        assert "<loc>http://testserver/contatti/</loc>" in text
        assert "<loc>http://testserver/en/contacts/</loc>" in text
        assert 'hreflang="en" href="http://testserver/en/contacts/"' in text
        assert "<loc>http://testserver/il-quartiere/</loc>" in text
        assert "/en/il-quartiere/" not in text

    def test_drafts_and_closed_pages_stay_out(self, client, translated, only_italian):
        translated.unpublish()
        PageViewRestriction.objects.create(
            page=only_italian, restriction_type=PageViewRestriction.LOGIN
        )

        text = read(client, "/sitemap.xml")

        assert "/contatti/" not in text
        assert "/il-quartiere/" not in text

    def test_robots_are_told_where_it_is(self, client, home):
        response = client.get("/robots.txt")

        assert response["Content-Type"] == "text/plain"
        assert "Sitemap: http://testserver/sitemap.xml" in response.text
