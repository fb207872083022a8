"""Pages and pictures for tests, live and valid by default."""

from __future__ import annotations

import factory
import wagtail_factories
from wagtail.models import Collection, Locale, Page

from cms.models import (
    AssociationPage,
    AssociationsPage,
    HomePage,
    Image,
    NewsIndexPage,
    NewsPage,
    PlacePage,
    PlacesPage,
    ProgrammePage,
    SectionPage,
    StandardPage,
    WorkPage,
    WorksPage,
)


class PageFactory(wagtail_factories.PageFactory):
    """``parent`` gives the language; the slug follows the title."""

    slug = None
    introduction = "Una frase che dice di che cosa si tratta."

    class Meta:
        abstract = True

    @factory.lazy_attribute
    def locale(self) -> Locale:
        return Locale.objects.get(language_code="it")


class HomePageFactory(PageFactory):
    title = "Qt Piastra"

    class Meta:
        model = HomePage


class SectionPageFactory(PageFactory):
    title = factory.Sequence(lambda n: f"Sezione {n}")

    class Meta:
        model = SectionPage


class StandardPageFactory(PageFactory):
    title = factory.Sequence(lambda n: f"Pagina {n}")

    class Meta:
        model = StandardPage


class NewsIndexPageFactory(PageFactory):
    title = "Notizie"

    class Meta:
        model = NewsIndexPage


class NewsPageFactory(PageFactory):
    title = factory.Sequence(lambda n: f"Notizia {n}")

    class Meta:
        model = NewsPage


class ProgrammePageFactory(PageFactory):
    title = factory.Sequence(lambda n: f"Programma {n}")

    class Meta:
        model = ProgrammePage


class WorksPageFactory(PageFactory):
    title = "Lavori"

    class Meta:
        model = WorksPage


class WorkPageFactory(PageFactory):
    title = factory.Sequence(lambda n: f"Cantiere {n}")

    class Meta:
        model = WorkPage


class PlacesPageFactory(PageFactory):
    title = "Luoghi"

    class Meta:
        model = PlacesPage


class PlacePageFactory(PageFactory):
    title = factory.Sequence(lambda n: f"Luogo {n}")

    class Meta:
        model = PlacePage


class AssociationsPageFactory(PageFactory):
    title = "Associazioni"

    class Meta:
        model = AssociationsPage


class AssociationPageFactory(PageFactory):
    title = factory.Sequence(lambda n: f"Associazione {n}")

    class Meta:
        model = AssociationPage


class ImageFactory(wagtail_factories.ImageFactory):
    title = "Il cortile"
    alt_text = "Un cortile con tre alberi"
    file = factory.django.ImageField(width=320, height=180, color="seagreen")
    collection = factory.LazyFunction(
        lambda: Collection.get_first_root_node() or Collection.add_root(name="Root")
    )

    class Meta:
        model = Image


def draft(parent: Page, page: Page) -> Page:
    """A page that only the editors see so far."""
    page.live = False
    page.locale = parent.locale
    return parent.add_child(instance=page)
