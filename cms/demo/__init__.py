"""The neighbourhood of the demonstration: people, pictures, pages, translations.

Loaded once. A site that already has a home page is an editor's, and is left as it
is; only missing people are added, and the site's address follows ``SITE_URL``.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import translation
from wagtail.models import Locale, Site, TranslatableMixin

from cms.models import BasePage, HomePage

from . import (
    arabic,
    associations,
    easy,
    frame,
    news,
    pages,
    places,
    programmes,
    service,
    statistics,
    storytelling,
    works,
)
from .documents import add_documents
from .people import add_people
from .pictures import add_pictures
from .translating import translate
from .writing import ENGLISH, Writer

# Enough to see how a language begins.
IN_EASY_ITALIAN = ("qt-piastra", "il-quartiere")
# What somebody who has just come needs first: eleven pages.
IN_ARABIC = (
    *IN_EASY_ITALIAN,
    "programmi",
    "marketing-sociale",
    "luoghi",
    "sportello-di-quartiere",
    "notizie",
    "nuova-mappa-del-percorso-botanico",
    "ciclofficina-del-sabato",
    "contatti",
    "accessibilita",
)


def load() -> Iterator[str]:
    """Yields what to tell the person at the keyboard, a line at a time."""
    yield from add_people()
    with translation.override(settings.LANGUAGE_CODE):
        if HomePage.objects.exists():
            yield "The pages are there already: left as they are."
        else:
            yield add_pages()
        set_address()


def add_pages() -> str:
    with transaction.atomic():
        writer, parts = write_in_italian()
    # Not in that transaction: wagtail-localize publishes after the commit, with
    # the page as it was, which would undo what adding its children has counted.
    translated = translate(
        [*parts, *writer.in_english],
        "en",
        ENGLISH.__getitem__,
        writer.in_their_place,
    )
    chosen = dict(settings.LANGUAGES)
    if "it-simple" in chosen:
        translate(those(writer, IN_EASY_ITALIAN), "it-simple", easy.say)
    if "ar" in chosen:
        translate([*parts, *those(writer, IN_ARABIC)], "ar", arabic.say)
    let_one_grow_old(writer)
    statistics.invent_reads(writer.written)
    return f"{len(writer.written)} pages in Italian, {translated} things in English."


def those(writer: Writer, slugs: tuple[str, ...]) -> list[BasePage]:
    """Of the written pages, parents first."""
    return [page for page in writer.written if page.slug in slugs]


def let_one_grow_old(writer: Writer) -> None:
    """A page says something new, which its translation does not know yet."""
    page = next(page for page in writer.in_english if page.slug == "contatti")
    page.refresh_from_db()
    page.introduction += " Di solito rispondiamo entro tre giorni lavorativi."
    writer.publish(page.get_parent(), page)


def write_in_italian() -> tuple[Writer, list[TranslatableMixin]]:
    for language in ("en", *dict(settings.LANGUAGES)):
        Locale.objects.get_or_create(language_code=language)
    writer = Writer(pictures=add_pictures())
    add_documents(writer)
    home = pages.write_home(writer)
    site = found_site(home)
    pages.write_the_neighbourhood(writer, home)
    topics = news.add_topics()
    section, of_plan = programmes.write_programmes(writer, home)
    sites = works.write_works(writer, home, of_plan)
    spots, place = places.write_places(writer, home)
    associations.write_associations(writer, home, place, topics)
    index = news.write_news(writer, home, topics, of_plan)
    storytelling.write_how_it_is_told(writer, section, index)
    storytelling.show_a_film(writer, index.get_children().get(slug="cinema-all-aperto"))
    legal = service.write_service_pages(writer, home)
    pages.fill_home(writer, home, index, section, sites, spots)
    return writer, frame.dress(site, writer, home, legal)


def found_site(home: HomePage) -> Site:
    """Wagtail's first site gets our home, and loses its page of welcome."""
    site, _ = Site.objects.get_or_create(
        is_default_site=True, defaults={"root_page": home}
    )
    welcome = site.root_page
    site.root_page = home
    site.site_name = settings.SITE_NAME
    site.save()
    if welcome.pk != home.pk:
        welcome.delete()
    return site


def set_address() -> None:
    """Wagtail writes full addresses from this row, so it follows SITE_URL."""
    address = urlsplit(settings.SITE_URL)
    site = Site.objects.get(is_default_site=True)
    port = address.port or (443 if address.scheme == "https" else 80)
    if (site.hostname, site.port) != (address.hostname, port):
        site.hostname, site.port = address.hostname, port
        site.save()
