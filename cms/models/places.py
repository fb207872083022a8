"""Places of the neighbourhood: where they are, when they are open, how to get in."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.cards import Card
from cms.lists import Facet, choices_of, facet

from .base import BasePage
from .indexes import IndexPage
from .located import Located
from .reachable import Reachable


class PlacePage(Reachable, Located, BasePage):
    class Kind(models.TextChoices):
        MEETING = "meeting", _("Meeting place")
        CULTURE = "culture", _("Culture")
        SPORT = "sport", _("Sport")
        GREEN = "green", _("Park or garden")
        SCHOOL = "school", _("School")
        WORK = "work", _("Work")
        SERVICE = "service", _("Service")

    class StepFree(models.TextChoices):
        YES = "yes", _("Without steps")
        PARTLY = "partly", _("Partly without steps")
        NO = "no", _("With steps")

    parent_page_types = ["cms.PlacesPage"]
    subpage_types: list[str] = []

    kind = models.CharField(
        _("kind of place"), max_length=10, choices=Kind.choices, default=Kind.MEETING
    )
    postal_code = models.CharField(
        _("postal code"),
        max_length=5,
        blank=True,
        validators=[
            RegexValidator(r"^[0-9]{5}$", _("A postal code (CAP) has five figures."))
        ],
    )
    town = models.CharField(_("town"), max_length=60, blank=True)
    step_free = models.CharField(
        _("entrance"),
        max_length=10,
        choices=StepFree.choices,
        blank=True,
        help_text=_("Left empty, nothing is said of it."),
    )
    access = models.TextField(
        _("how to get there and in"),
        max_length=600,
        blank=True,
        help_text=_("Who may come in and how; ramps, lift, toilets, parking, buses."),
    )
    in_charge = models.CharField(
        _("who looks after it"),
        max_length=150,
        blank=True,
        help_text=_("The office or body in charge."),
    )

    content_panels = [
        *BasePage.content_panels[:1],
        "kind",
        *BasePage.content_panels[1:-1],
        MultiFieldPanel(
            [
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("postal_code"), FieldPanel("town")]),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            heading=_("Where it is"),
        ),
        MultiFieldPanel(
            [FieldPanel("step_free"), FieldPanel("access")], heading=_("How to get in")
        ),
        Reachable.hours_panel,
        Reachable.contact_panel,
        "in_charge",
        "body",
    ]
    search_fields = [
        *BasePage.search_fields,
        *Located.located_search_fields,
        index.SearchField("access"),
        index.SearchField("in_charge"),
        index.FilterField("kind"),
    ]
    override_translatable_fields = [
        *Reachable.override_translatable_fields,
        SynchronizedField("postal_code", overridable=False),
        SynchronizedField("town", overridable=False),
    ]

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")

    @property
    def full_address(self) -> str:
        town = f"{self.postal_code} {self.town}".strip()
        return ", ".join(filter(None, (self.address, town)))

    def card(self) -> Card:
        return Card(
            title=self.title,
            url=self.url,
            text=self.introduction,
            image_id=self.image_id,
            label=self.get_kind_display(),
            meta=self.address,
        )

    def schema(self) -> dict[str, Any]:
        """This place as schema.org tells it; only what is known."""
        address = {
            "streetAddress": self.address,
            "postalCode": self.postal_code,
            "addressLocality": self.town,
        }
        address = {name: value for name, value in address.items() if value}
        told = {
            "@type": "Place",
            "name": self.title,
            "url": self.full_url,
            "description": self.introduction,
            "address": address and {"@type": "PostalAddress", **address},
            **self.geo_schema(),
            **self.contact_schema(),
        }
        return {name: value for name, value in told.items() if value}

    def structured_data(self) -> list[dict[str, Any]]:
        return [*super().structured_data(), self.schema()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        context = super().get_context(request, *args, **kwargs)
        return context | {"until": self.until}


class PlacesPage(IndexPage):
    lists = PlacePage
    order = (Lower("title"),)

    parent_page_types = ["cms.HomePage", "cms.SectionPage"]
    subpage_types = ["cms.PlacePage"]

    class Meta:
        verbose_name = _("places index")
        verbose_name_plural = _("places indexes")

    def facets(self, request: HttpRequest, pages: PageQuerySet) -> list[Facet]:
        choices = choices_of(pages, "kind")
        return [facet(request, "kind", _("Kind of place"), "kind", choices)]
