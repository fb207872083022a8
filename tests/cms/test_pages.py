"""Every page type stands where it may, and shows what it should."""

import datetime
import re

import pytest
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page, PageViewRestriction
from wagtail.test.utils import WagtailPageTestCase

from cms.cache import GENERATION
from cms.models import (
    AssociationPage,
    AssociationsPage,
    Footer,
    Header,
    HomePage,
    NewsIndexPage,
    NewsPage,
    PlacePage,
    PlacesPage,
    ProgrammePage,
    SectionPage,
    SiteSettings,
    StandardPage,
    Topic,
    WorkPage,
    WorksPage,
)
from tests.reading import read

from .factories import (
    AssociationPageFactory,
    ImageFactory,
    NewsPageFactory,
    PlacePageFactory,
    SectionPageFactory,
    StandardPageFactory,
    WorkPageFactory,
    draft,
)


class TestWhereEachPageStands(WagtailPageTestCase):
    def test_news_stand_only_in_their_index(self):
        self.assertAllowedParentPageTypes(NewsPage, {NewsIndexPage})
        self.assertAllowedSubpageTypes(NewsIndexPage, {NewsPage})
        self.assertAllowedSubpageTypes(NewsPage, set())

    def test_works_places_and_associations_stand_only_in_their_index(self):
        for index, child in (
            (WorksPage, WorkPage),
            (PlacesPage, PlacePage),
            (AssociationsPage, AssociationPage),
        ):
            self.assertAllowedParentPageTypes(child, {index})
            self.assertAllowedSubpageTypes(index, {child})
            self.assertAllowedParentPageTypes(index, {HomePage, SectionPage})

    def test_programmes_stand_in_a_section_or_under_the_home_page(self):
        self.assertAllowedParentPageTypes(ProgrammePage, {HomePage, SectionPage})
        self.assertAllowedSubpageTypes(ProgrammePage, {StandardPage})

    def test_the_home_page_stands_only_at_the_top(self):
        self.assertAllowedParentPageTypes(HomePage, {Page})

    def test_a_section_takes_pages_and_sections(self):
        self.assertCanCreateAt(SectionPage, StandardPage)
        self.assertCanCreateAt(HomePage, SectionPage)


@pytest.fixture
def a_page_of_each_type(home, news, programme, works, places, directory):
    return [
        home,
        news,
        NewsPageFactory(parent=news),
        SectionPageFactory(parent=home),
        StandardPageFactory(parent=home),
        programme,
        works,
        WorkPageFactory(parent=works),
        places,
        PlacePageFactory(parent=places),
        directory,
        AssociationPageFactory(parent=directory),
    ]


def test_every_page_type_is_read_by_anybody(client, a_page_of_each_type):
    for page in a_page_of_each_type:
        response = client.get(page.url)

        assert response.status_code == 200
        assert page.title in response.text
        assert f'<link rel="canonical" href="{page.full_url}">' in read(
            client, page.url
        )


def test_every_page_type_can_be_edited_and_previewed(
    administrator_client, administrator, a_page_of_each_type
):
    administrator.is_superuser = True
    administrator.save()

    for page in a_page_of_each_type:
        edit = administrator_client.get(
            reverse("wagtailadmin_pages:edit", args=[page.pk])
        )
        preview = page.make_preview_request()

        assert edit.status_code == 200
        assert preview.status_code == 200


@pytest.mark.parametrize("model", [Header, Footer, Topic])
def test_staff_can_write_the_words_around_the_pages(administrator_client, home, model):
    for view in ("list", "add"):
        address = reverse(model.snippet_viewset.get_url_name(view))

        assert administrator_client.get(address).status_code == 200


def test_staff_can_choose_the_header_and_the_footer(administrator_client, site):
    address = reverse("wagtailsettings:edit", args=["cms", "sitesettings", site.pk])

    assert administrator_client.get(address).status_code == 200


def test_every_page_type_tells_when_it_was_updated(client, a_page_of_each_type):
    for page in a_page_of_each_type:
        page.save_revision().publish()
        today = f"{date_format(timezone.localdate(), 'j F Y')}</time>"

        assert "Ultimo aggiornamento: <time datetime" in read(client, page.url)
        assert today in client.get(page.url).text


def test_a_page_that_somebody_made_sure_of_tells_when(client, home):
    page = StandardPageFactory(parent=home, verified_on=datetime.date(2026, 11, 20))
    page.save_revision().publish()

    text = read(client, page.url)

    assert 'Verificato: <time datetime="2026-11-20">20 novembre 2026</time>' in text


def test_a_page_without_pictures_or_text_still_stands(client, home):
    page = StandardPageFactory(parent=home, introduction="")

    assert client.get(page.url).status_code == 200


def test_a_picture_without_words_is_refused(home):
    page = draft(home, StandardPage(title="Il parco", slug="parco"))
    page.image = ImageFactory(alt_text="")

    with pytest.raises(ValidationError) as refusal:
        page.full_clean()

    assert "image_alt" in refusal.value.message_dict


def test_the_picture_brings_its_own_words(home):
    page = StandardPageFactory(parent=home, image=ImageFactory())

    assert page.alt_text == "Un cortile con tre alberi"


def test_a_section_lists_its_pages_in_the_order_of_the_tree(client, home):
    section = SectionPageFactory(parent=home)
    StandardPageFactory(parent=section, title="Prima")
    StandardPageFactory(parent=section, title="Seconda")

    text = read(client, section.url)

    assert text.index("Prima") < text.index("Seconda")


def test_an_empty_section_says_so(client, home):
    section = SectionPageFactory(parent=home)

    assert "ancora in preparazione" in read(client, section.url)


def test_a_page_tells_the_way_back_to_the_home_page(client, home):
    section = SectionPageFactory(parent=home, title="Programmi")
    page = StandardPageFactory(parent=section)

    text = read(client, page.url)

    assert f'<a href="{home.url}">Qt Piastra</a>' in text
    assert f'<a href="{section.url}">Programmi</a>' in text


def test_the_home_page_lists_what_an_index_has_to_show(client, home, news):
    NewsPageFactory(parent=news, title="Apre la bottega")
    home.body = [
        ("listing", {"title": "Ultime", "page": news, "limit": 3, "more": "Tutte"})
    ]
    home.save()

    text = read(client, home.url)

    assert "Apre la bottega" in text
    assert f'href="{news.url}">Tutte</a>' in text


def test_the_list_of_an_index_that_went_away_is_empty_and_breaks_nothing(
    client, home, news
):
    home.body = [
        ("listing", {"title": "Ultime", "page": news, "limit": 3, "more": "Tutte"})
    ]
    home.save()
    news.delete()

    assert "ancora nulla. Torna presto" in read(client, home.url)


class TestHeaderAndFooter:
    @pytest.fixture
    def settings_of_site(self, site, locales):
        page = StandardPageFactory(parent=site.root_page.specific, title="Privacy")
        link = {"page": page, "address": "", "label": ""}
        away = {"page": None, "address": "https://example.org/", "label": "Altrove"}
        settings = SiteSettings.for_site(site)
        settings.owner = "Comune di Sondrio"
        settings.header = Header.objects.create(
            name="Testata", title="Qt Piastra", menu=[("link", link)]
        )
        settings.footer = Footer.objects.create(
            name="Piede", contacts="<p>Piazza</p>", links=[("link", away)]
        )
        settings.save()
        return page

    def test_every_page_wears_them(self, client, home, settings_of_site):
        text = read(client, home.url)

        assert "Comune di Sondrio" in text
        assert f'href="{settings_of_site.url}"' in text
        assert '<a href="https://example.org/"' in text

    def test_a_page_that_is_unpublished_leaves_the_menu(
        self, client, home, settings_of_site
    ):
        settings_of_site.unpublish()

        assert f'href="{settings_of_site.url}"' not in read(client, home.url)

    def test_they_also_stand_around_a_page_that_is_not_there(
        self, client, settings_of_site
    ):
        response = client.get("/nulla/")

        assert response.status_code == 404
        assert "Pagina non trovata" in response.text
        assert "Comune di Sondrio" in response.text


def test_a_site_without_a_header_is_called_by_its_name(client, home, site):
    site.site_name = "Quartiere Nuovo"
    site.save()

    text = read(client, home.url)

    title = text.partition("<title>")[2].partition("</title>")[0]
    assert "Quartiere Nuovo" in title
    assert '<meta property="og:site_name" content="Quartiere Nuovo">' in text


def test_the_page_for_our_own_faults_stands_without_a_database(client):
    text = render_to_string("500.html")

    assert "Qualcosa non ha funzionato" in text
    assert "Something went wrong" in text


def test_a_fault_of_ours_is_met_with_that_page(home, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("secret words")

    monkeypatch.setattr(type(home), "serve", broken)

    answer = Client(raise_request_exception=False).get(home.url)

    assert answer.status_code == 500
    assert "Qualcosa non ha funzionato" in answer.text
    assert "secret words" not in answer.text


def test_a_page_behind_a_password_says_nothing_until_it_is_given(client, home):
    page = StandardPageFactory(parent=home, title="Per pochi", introduction="Segreto")
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="apriti"
    )

    closed = client.get(page.url)
    action = re.search(r'action="(/_util[^"]+)"', closed.text)[1]
    opened = client.post(
        action, {"password": "apriti", "return_url": page.url}, follow=True
    )

    assert "Segreto" not in closed.text
    assert "Per pochi" not in closed.text
    assert 'data-element="feedback"' not in closed.text
    assert "Segreto" in opened.text


def test_the_home_page_takes_few_queries(
    client, home, news, locales, django_assert_max_num_queries
):
    image = ImageFactory()
    section = SectionPageFactory(parent=home)
    for _ in range(6):
        NewsPageFactory(parent=news, image=ImageFactory())
        StandardPageFactory(parent=section, image=image)
    listing = {"title": "Ultime", "page": news, "limit": 6, "more": ""}
    home.image = image
    home.body = [("listing", listing), ("listing", {**listing, "page": section})]
    home.save()
    site_settings = SiteSettings.for_site(home.get_site())
    site_settings.header = Header.objects.create(
        name="Testata",
        title="Qt",
        menu=[("link", {"page": news, "address": "", "label": ""})],
    )
    site_settings.footer = Footer.objects.create(name="Piede")
    site_settings.save()
    client.get(home.url)
    caches["pages"].delete(GENERATION)

    with django_assert_max_num_queries(15):
        response = client.get(home.url)

    assert response.status_code == 200
