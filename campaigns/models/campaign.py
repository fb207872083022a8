"""A campaign: why a series of posts exists and whom it is for."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase, Tag
from wagtail.search import index

# Less than an hour would miss every post; a year and more is no patience any more.
HOURS_OF_PATIENCE = [MinValueValidator(1), MaxValueValidator(24 * 365)]


class CampaignTag(ItemBase):
    tag = models.ForeignKey(
        Tag, related_name="tagged_campaigns", on_delete=models.CASCADE
    )
    content_object = ParentalKey(
        "campaigns.Campaign", related_name="tagged_items", on_delete=models.CASCADE
    )


class Campaign(index.Indexed, ClusterableModel):
    """A piece of social marketing with an objective, an audience and an end."""

    name = models.CharField(_("name"), max_length=200)
    objective = models.TextField(
        _("objective"), help_text=_("What should be different when it is over.")
    )
    audience = models.TextField(_("audience"), blank=True)
    behaviour = models.TextField(
        _("behaviour wanted"),
        blank=True,
        help_text=_("What the people it speaks to should do."),
    )
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    patience_hours = models.PositiveIntegerField(
        _("patience, in hours"),
        null=True,
        blank=True,
        validators=HOURS_OF_PATIENCE,
        help_text=_(
            "How late a post may still go out. Empty: the site's own patience."
        ),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="campaigns",
    )
    strategy = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        verbose_name=_("strategy document"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    act_number = models.CharField(
        _("act number"),
        max_length=100,
        blank=True,
        help_text=_("The act with which the giunta adopted the strategy."),
    )
    tags = ClusterTaggableManager(through=CampaignTag, blank=True)

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("objective"),
    ]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                name="campaign_ends_after_it_starts",
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("A campaign cannot end before it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.name
