"""Italian at the root, English under ``/en/``; a missing translation says so."""

import datetime
from xml.etree import ElementTree

import pytest
from django.utils import translation
from wagtail.models import Locale, PageViewRestriction

from cms.languages import Language
from cms.models import Footer, Header, SiteSettings
from cms.roles import make_roots
from cms.settings import languages
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

    assert '<html lang="it" dir="ltr">' in italian.text
    assert '<html lang="en" dir="ltr">' in english.text
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
    assert "Questa pagina è solo in inglese" in response.text


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


class TestEasyItalian:
    """A version of the page in the same language, in a place of its own."""

    @pytest.fixture
    def easy(self, home, locales):
        locale = Locale.objects.get(language_code="it-simple")
        page = home.copy_for_translation(locale)
        page.title = "Qt Piastra, facile"
        page.save_revision().publish()
        return page

    def test_it_is_italian_for_browsers_and_has_its_own_address(self, client, easy):
        response = client.get("/facile/")

        assert easy.url == "/facile/"
        assert '<html lang="it" dir="ltr">' in response.text
        assert response["Content-Language"] == "it"
        assert "Vai al contenuto" in response.text

    def test_the_switcher_names_it_and_search_engines_are_told_of_one_italian(
        self, client, easy, english_home
    ):
        italian, simple = read(client, "/"), read(client, "/facile/")

        assert 'href="/facile/" hreflang="it" lang="it"' in italian
        assert "Italiano facile" in italian
        assert italian.count('rel="alternate" hreflang="it"') == 1
        assert 'rel="alternate" hreflang' not in simple
        assert '<link rel="canonical" href="http://testserver/facile/">' in simple

    def test_a_page_that_is_not_written_in_it_says_so(self, client, easy, only_italian):
        response = client.get("/facile/il-quartiere/")

        assert "non è ancora scritta in modo facile" in response.text
        assert f'href="{only_italian.url}"' in response.text


class TestArabic:
    @pytest.fixture
    def arabic_home(self, home, settings):
        languages = [("it", "Italian"), ("en", "English"), ("ar", "Arabic")]
        settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = languages
        make_roots()
        page = home.copy_for_translation(Locale.objects.get(language_code="ar"))
        page.save_revision().publish()
        return page

    def test_it_is_laid_out_from_right_to_left(self, client, arabic_home):
        arabic, italian = read(client, "/ar/"), read(client, "/")

        assert '<html lang="ar" dir="rtl">' in arabic
        assert "css/bootstrap-italia.rtl.min.css" in arabic
        assert "css/bootstrap-italia.ltr.min.css" not in arabic
        assert "titillium" not in arabic
        assert "css/bootstrap-italia.rtl.min.css" not in italian

    def test_a_page_that_is_elsewhere_is_offered_in_all_its_languages(
        self, client, arabic_home, translated, english_home
    ):
        text = read(client, "/ar/contatti/")

        assert f'href="{translated.url}" hreflang="it" lang="it" dir="ltr"' in text
        assert 'href="/en/contacts/" hreflang="en" lang="en" dir="ltr"' in text
        assert '<meta name="robots" content="noindex">' in text

    def test_switched_off_its_pages_are_nowhere(
        self, client, arabic_home, settings, english_home
    ):
        StandardPageFactory(
            parent=arabic_home, locale=arabic_home.locale, title="solo", slug="solo"
        )
        settings.LANGUAGES = settings.LANGUAGES[:2]
        settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES

        assert client.get("/ar/").status_code == 404
        assert client.get("/solo/").status_code == 404
        assert "/ar/" not in read(client, "/sitemap.xml")
        assert 'lang="ar"' not in read(client, "/")


def test_a_language_is_offered_once_it_has_a_home_page(client, home, locales):
    alone = read(client, "/")
    home.copy_for_translation(locales[1])

    assert 'class="languages"' not in alone
    assert 'class="languages"' not in read(client, "/")


@pytest.mark.parametrize("address", ["/fr/", "/it/", "/EN/", "/en-gb/", "/it-simple/"])
def test_the_prefix_of_no_language_is_not_found(client, home, english_home, address):
    response = client.get(address)

    assert response.status_code == 404
    assert "Pagina non trovata" in response.text


class TestTheSetting:
    def test_it_names_languages_in_their_order(self):
        chosen = languages.chosen(["it", " AR", "it", "ro"])

        assert [code for code, _ in chosen] == ["it", "ar", "ro"]

    @pytest.mark.parametrize(
        ("codes", "sentence"),
        [
            (["it", "fr"], "LANGUAGES asks for fr, which Piastra does not know"),
            (["it", ""], "does not know"),
            (["en", "it"], "LANGUAGES must begin with it"),
            ([], "LANGUAGES must begin with it"),
        ],
    )
    def test_a_wrong_one_ends_the_process_with_a_sentence(self, codes, sentence):
        with pytest.raises(SystemExit, match=sentence):
            languages.chosen(codes)

    def test_every_language_has_its_name_and_letters_of_its_own(self):
        for code in languages.KNOWN:
            with translation.override(code):
                assert Language(code).name
                assert translation.gettext("Search")


class TestSitemap:
    def test_it_names_each_page_with_its_translations(
        self, client, translated, only_italian
    ):
        text = read(client, "/sitemap.xml")

        assert "<loc>http://testserver/contatti/</loc>" in text
        assert "<loc>http://testserver/en/contacts/</loc>" in text
        assert 'hreflang="en" href="http://testserver/en/contacts/"' in text
        assert 'hreflang="x-default" href="http://testserver/contatti/"' in text
        assert "<loc>http://testserver/il-quartiere/</loc>" in text
        assert "/en/il-quartiere/" not in text

    def test_it_is_whole_and_says_when_each_page_changed(
        self, client, translated, only_italian
    ):
        xml = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314
        names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}

        urls = {
            url.findtext("s:loc", namespaces=names): url
            for url in xml.findall("s:url", names)
        }

        english = urls["http://testserver/en/contacts/"]
        day = datetime.date.fromisoformat(
            english.findtext("s:lastmod", namespaces=names)[:10]
        )
        links = "{http://www.w3.org/1999/xhtml}link"
        assert abs(day - datetime.date.today()).days <= 1  # noqa: DTZ011
        assert {link.get("hreflang") for link in english.findall(links)} == {
            *("it", "en", "x-default")
        }
        assert not urls["http://testserver/il-quartiere/"].findall(links)

    def test_easy_italian_stands_for_itself(self, client, translated):
        locale = Locale.objects.get(language_code="it-simple")
        home = translated.get_parent().specific.copy_for_translation(locale)
        home.save_revision().publish()

        text = read(client, "/sitemap.xml")

        assert "<loc>http://testserver/facile/</loc>" in text
        assert 'href="http://testserver/facile/"' not in text

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
