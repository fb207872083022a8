"""Pages and pictures for tests, live and valid by default."""

from __future__ import annotations

import factory
import wagtail_factories
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Collection, Locale, Page

from cms.models import (
    AssociationPage,
    AssociationsPage,
    HomePage,
    Image,
    Mail,
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


class MailFactory(DjangoModelFactory):
    """A row of the ledger, due now; traits for the other states."""

    recipient = factory.Sequence(lambda n: f"persona{n}@example.org")
    subject = factory.Sequence(lambda n: f"Oggetto {n}")
    message_id = factory.Sequence(lambda n: f"<{n}@piastra.example>")
    message = b"From: a@example.org\n\nUn segreto"

    class Meta:
        model = Mail

    class Params:
        sent = factory.Trait(
            state=Mail.State.SENT,
            sent_at=factory.LazyFunction(timezone.now),
            next_try=None,
            message=b"",
        )
        failed = factory.Trait(
            state=Mail.State.FAILED, next_try=None, error="550 No such user"
        )
        undecided = factory.Trait(
            state=Mail.State.IN_DOUBT, next_try=None, doubts=2, attempts=2
        )
