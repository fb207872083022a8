"""What every page of the site has in common."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, PageQuerySet, PageViewRestriction
from wagtail.search import index

from cms.addresses import refuse_taken
from cms.blocks import BodyBlock, fetch
from cms.cache import keep, tell_page
from cms.cards import Card, readable
from cms.crops import cut
from cms.forms import PageForm
from cms.languages import language_links, newer_original, other_version
from cms.rights import NotPublishable, objections

from .media import Image, Rendition

# Wagtail's root, which no reader sees, stands at depth 1.
HOME_DEPTH = 2


class BasePage(Page):
    """A page with an introduction, a picture and a body.

    ``share_moments`` names the moments at which a page of this type may be
    announced elsewhere; ``cms.signals.moment_reached`` tells when one comes.
    ``data_element`` names a page that the law wants linked from every other: Italy's
    validator looks for the name on the footer's link (criteria C.SI.2 and C.SI.3).
    """

    share_moments: ClassVar[tuple[str, ...]] = ()
    # What networks show it as (Open Graph).
    og_type = "website"
    data_element: ClassVar[str] = ""

    introduction = models.TextField(
        _("introduction"),
        max_length=400,
        blank=True,
        help_text=_(
            "One or two sentences. They open the page, introduce it in lists "
            "and are what search engines show."
        ),
    )
    image = models.ForeignKey(
        Image,
        verbose_name=_("image"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    image_alt = models.CharField(
        _("alternative text of the image"),
        max_length=300,
        blank=True,
        help_text=_(
            "What the picture shows, for people who do not see it. "
            "Left empty, the text kept with the picture."
        ),
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    verified_on = models.DateField(
        _("verified on"),
        null=True,
        blank=True,
        help_text=_(
            "When somebody last made sure that the page is still true. "
            "Readers see it beside the date of the last update."
        ),
    )

    base_form_class = PageForm
    content_panels = [
        *Page.content_panels,
        "introduction",
        MultiFieldPanel(
            [FieldPanel("image"), FieldPanel("image_alt")], heading=_("Image")
        ),
        "body",
    ]
    settings_panels = [*Page.settings_panels, "verified_on"]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction", boost=2),
        index.SearchField("body"),
    ]

    class Meta:
        abstract = True

    @property
    def alt_text(self) -> str:
        return self.image_alt or (self.image.alt_text if self.image else "")

    @property
    def shown_image(self) -> Image | None:
        """The picture, while readers may see it."""
        return self.image if self.image and self.image.is_shown else None

    @property
    def source(self) -> Page:
        """The page in the site's first language of which this is a translation."""
        return self.get_translation_or_none(Locale.get_default()) or self

    @property
    def is_source(self) -> bool:
        return self.source.pk == self.pk

    def clean(self) -> None:
        super().clean()
        if self.pk:
            refuse_taken(self.get_parent(), self.slug)
        if self.image and not self.alt_text:
            raise ValidationError(
                {"image_alt": _("Say in words what the picture shows.")}
            )

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> None:
        """Whoever publishes, by whatever way: raises NotPublishable for pictures."""
        if refused := objections(revision.as_object()):
            raise NotPublishable(" ".join(refused))
        super().publish(revision, *args, **kwargs)

    @cached_property
    def trail(self) -> list[Page]:
        """The pages above this one, from the home page."""
        if self.depth == HOME_DEPTH:
            return []
        return list(self.get_ancestors().filter(depth__gte=HOME_DEPTH).live())

    @cached_property
    def share_picture(self) -> Rendition | None:
        """The picture that is shown beside a link to this page."""
        return self.shown_image and cut(self.shown_image, "share")

    @classmethod
    def get_streamfield_names(cls) -> list[str]:
        """Those that ``defer_streamfields`` leaves unread: the body alone, since a card
        may need the others."""
        return ["body"]

    def announced(self) -> list[str]:
        """What a post about this page tells: a change of it makes the post stale."""
        return [self.title, self.introduction, self.full_url or ""]

    def moment_has_come(self, moment: str) -> bool:
        """Whether ``moment``, one of ``share_moments``, is past."""
        return moment == "publication" and self.live

    def card(self) -> Card:
        """How this page introduces itself in a list: without a look at the database."""
        return Card(
            title=self.title,
            url=self.url,
            text=self.introduction,
            image_id=self.image_id,
        )

    def structured_data(self) -> list[dict[str, Any]]:
        """What this page tells search engines of itself, as schema.org things.

        The page's head writes them into one block of JSON-LD, each with its
        ``@type``; whose site it is and the way here are told for every page.
        """
        return []

    def listed(self) -> PageQuerySet:
        """The pages that this one lists, newest first."""
        pages = readable(self.get_children()).order_by("-first_published_at")
        return pages.defer_streamfields().specific()

    def cards(self, limit: int | None = None) -> list[Card]:
        """What a list taken from this page shows."""
        return [page.card() for page in self.listed()[:limit]]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        context = super().get_context(request, *args, **kwargs)
        languages = language_links(request, page=self)
        return context | {
            "body_until": fetch(self),
            "languages": languages,
            "newer_original": newer_original(languages),
            "other_version": other_version(languages),
        }

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Wagtail's answer in one query: the path names the pages above.

        An alias is closed as its original is.
        """
        if self.alias_of_id:
            return super().get_view_restrictions()
        ends = range(self.steplen, len(self.path) + 1, self.steplen)
        above = [self.path[:end] for end in ends]
        return PageViewRestriction.objects.filter(
            Q(page__path__in=above) | Q(page__aliases__path__in=above)
        ).distinct()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.let_out(super().serve(request, *args, **kwargs))

    def let_out(self, response: HttpResponse) -> HttpResponse:
        """The answer may be kept; what is no feed or file is a read of this page."""
        if response.headers["Content-Type"].startswith("text/html"):
            tell_page(response, (self.translation_key, get_language()))
        # What a page says of the clock holds until the ``until`` of its context, and
        # what the cards in its body say until ``body_until``.
        context = getattr(response, "context_data", None) or {}
        times = [context.get("until"), context.get("body_until")]
        return keep(response, until=min(filter(None, times), default=None))
