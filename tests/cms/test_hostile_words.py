"""Whatever is typed is shown as words, and never comes alive."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.http import urlencode
from wagtail import blocks
from wagtail.fields import StreamField

from cms.blocks import BodyBlock
from cms.models import (
    BasePage,
    Footer,
    Header,
    HomePage,
    NewsPage,
    SiteSettings,
    StandardPage,
)

from .factories import StandardPageFactory
from .hostile import (
    SCRIPT,
    WORDS,
    Filler,
    came_alive,
    form_of,
    json_ld,
    page_types,
    rich,
    words_in,
)

SCRIPTS = [
    f"javascript:{SCRIPT}",
    f"JaVaScRiPt:{SCRIPT}",
    f"java\tscript:{SCRIPT}",
    f"java\nscript:{SCRIPT}",
    f" javascript:{SCRIPT}",
    f"\x01javascript:{SCRIPT}",
    f"javascript\u00a0:{SCRIPT}",
    f"data:text/html,<script>{SCRIPT}</script>",
    f"vbscript:{SCRIPT}",
]


@pytest.fixture
def filler(home):
    return Filler(home)


@pytest.fixture
def soup(client):
    """A page as a browser reads it."""

    def soup(address, status=200):
        answer = client.get(address)
        assert answer.status_code == status
        return BeautifulSoup(answer.text, "html.parser")

    return soup


@pytest.fixture
def made(home, filler, publish):
    """A live page of any type, full of hostile words, under one that may hold it."""

    def made(model: type[BasePage]) -> BasePage:
        if model is HomePage:
            page = home
        else:
            parents = model.allowed_parent_page_models()
            parent = home if HomePage in parents else made(parents[0])
            page = model(slug=model._meta.model_name, locale=home.locale)
        filler.fill(page)
        if page.pk is None:
            parent.add_child(instance=page)
            # What must know its page before it can be kept.
            filler.fill(page)
        return publish(page)

    return made


@pytest.mark.parametrize("model", page_types(), ids=lambda model: model.__name__)
class TestEveryPageType:
    def test_its_words_stay_words(self, soup, made, model):
        page = made(model)

        read = soup(page.url)

        assert not came_alive(read)
        assert page.title == WORDS
        assert WORDS in read.h1.text or model is HomePage
        assert WORDS in read.title.text or model is HomePage
        assert WORDS in read.find("meta", property="og:title")["content"]
        told = list(words_in(json_ld(read)))
        assert WORDS in told or model is HomePage

    def test_wherever_it_is_named_its_words_stay_words(
        self, client, soup, made, home, english_home, publish, model
    ):
        page = made(model)
        home.refresh_from_db()
        body = BodyBlock()
        shown = Filler(page).value(body)
        window = StandardPageFactory(parent=home, slug="v", body=body.normalize(shown))
        publish(window)
        found = soup(f"/cerca/?{urlencode({'q': SCRIPT})}")

        assert WORDS in found.find("main").text or model is HomePage
        assert not came_alive(found)
        assert WORDS in soup(window.url).find("main").text
        for address in (
            *(window.url, page.get_parent().url or "/", "/", "/mappa/"),
            *(f"/en{page.url}", "/valutazioni/", f"/valuta/{page.pk}/"),
        ):
            assert not came_alive(soup(address))
        assert not came_alive(soup("/nulla/", status=404))
        sitemap = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314
        assert page.full_url in [each.text for each in sitemap.iter()]


def test_a_feed_stays_well_formed_and_keeps_the_words(client, made):
    news = made(NewsPage).get_parent()

    feed = ElementTree.fromstring(client.get(f"{news.url}feed/").content)  # noqa: S314

    # XML has no place for a bell.
    assert feed.findtext("channel/item/title") == WORDS.replace("\x07\x0b", "")


def test_the_words_around_the_pages_stay_words(soup, site, filler, publish):
    settings = filler.fill(SiteSettings.for_site(site))
    settings.header = filler.fill(Header(locale=site.root_page.locale))
    settings.footer = filler.fill(Footer(locale=site.root_page.locale))
    settings.header.save()
    settings.footer.save()
    settings.save()
    page = StandardPageFactory(parent=site.root_page)

    for address in ("/", page.url):
        read = soup(address)

        assert not came_alive(read)
        assert WORDS[:50] in read.find("header").text
        assert WORDS[:35] in read.find("footer").text
        assert any(WORDS[:60] in words for words in words_in(json_ld(read)))


class TestInTheEditor:
    @pytest.fixture
    def form(self, filler):
        body = BodyBlock()
        return {
            "title": WORDS,
            "slug": "ostile",
            "introduction": WORDS,
            "image": "",
            "image_alt": WORDS,
            "seo_title": WORDS,
            "search_description": WORDS,
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
            "action-publish": "1",
            **dict(form_of(body, filler.value(body), "body")),
        }

    def test_a_page_is_written_and_read(
        self, approver_client, soup, home, form, django_capture_on_commit_callbacks
    ):
        address = reverse(
            "wagtailadmin_pages:add", args=["cms", "standardpage", home.pk]
        )
        with django_capture_on_commit_callbacks(execute=True):
            approver_client.post(address, form)

        page = StandardPage.objects.get(slug="ostile")
        assert len(page.body) == len(BodyBlock().child_blocks)
        assert page.title == WORDS
        assert not came_alive(soup(page.url))

    def test_the_screens_of_the_staff_stay_harmless(
        self, administrator_client, made, filler
    ):
        page = made(NewsPage)
        filler.image.release_expires = "2020-01-01"
        filler.image.people = "adults"
        filler.image.save()

        for address in (
            reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            reverse("wagtailadmin_pages:history", args=[page.pk]),
            reverse("wagtailadmin_home"),
            reverse("wagtailadmin_pages:search") + "?q=alert",
            reverse("rights_report"),
            reverse("old_translations_report"),
            reverse("wagtailimages:index"),
            reverse("wagtailimages:edit", args=[filler.image.pk]),
            reverse("wagtaildocs:index"),
            reverse("wagtailadmin_reports:site_history"),
        ):
            answer = administrator_client.get(address)

            assert answer.status_code == 200
            assert not came_alive(BeautifulSoup(answer.text, "html.parser"))

    def test_a_sign_that_no_database_keeps_costs_nothing_else(
        self, approver_client, home, form
    ):
        text = next(name for name, value in form.items() if "blocks" in str(value))
        form[text] = form[text].replace("Prima", "Prima\\u0000")
        address = reverse(
            "wagtailadmin_pages:add", args=["cms", "standardpage", home.pk]
        )

        answer = approver_client.post(address, form, follow=True)

        assert answer.status_code == 200
        assert "Prima" in answer.text or StandardPage.objects.get(slug="ostile").live

    @pytest.mark.parametrize(
        "slug", ["<script>", "a b", "../x", "x/y", "a\u202eb", "😀"]
    )
    def test_a_slug_that_is_no_address_is_refused(
        self, approver_client, home, form, slug
    ):
        address = reverse(
            "wagtailadmin_pages:add", args=["cms", "standardpage", home.pk]
        )

        answer = approver_client.post(address, form | {"slug": slug})

        read = BeautifulSoup(answer.text, "html.parser")
        told = read.find(id=lambda name: name and name.endswith("-child-slug-errors"))
        assert "slug" in told.text
        assert read.find("input", {"name": "title"})["value"] == WORDS
        assert not StandardPage.objects.exists()


class TestLinks:
    @pytest.mark.parametrize("address", SCRIPTS)
    def test_one_to_a_script_leads_nowhere_from_a_text(self, soup, home, address):
        features = BodyBlock().child_blocks["text"].features
        page = StandardPageFactory(
            parent=home, body=[("text", rich(features, address))]
        )

        read = soup(page.url)

        assert "Prima" in read.find("main").text
        assert not came_alive(read)

    @pytest.mark.parametrize("address", SCRIPTS)
    def test_one_to_a_script_is_refused_by_every_field(self, address):
        fields = [*address_blocks(), *address_fields()]

        for clean in fields:
            with pytest.raises(ValidationError):
                clean(address)
        assert len(fields) > 10

    def test_one_without_a_scheme_gets_a_safe_one(self):
        for clean in address_blocks():
            with suppress(ValidationError):
                assert clean("//example.org/") == "https://example.org/"


def address_blocks():
    """How each block for an address, of whatever stream, cleans what was typed."""
    for model in (*page_types(), Header, Footer):
        for field in model._meta.get_fields():
            if isinstance(field, StreamField):
                yield from (
                    block.clean
                    for block in descendants(field.stream_block)
                    if isinstance(block, blocks.URLBlock | blocks.EmailBlock)
                )


def descendants(block):
    yield block
    children = getattr(block, "child_blocks", {}).values()
    for child in (*children, *filter(None, [getattr(block, "child_block", None)])):
        yield from descendants(child)


def address_fields():
    """The same of each column for an address, of mail or telephone too."""
    for model in (*page_types(), SiteSettings):
        for field in model._meta.get_fields():
            wanted = isinstance(field, models.URLField | models.EmailField)
            if wanted or field.name == "phone":
                yield partial(field.clean, model_instance=None)
