"""What the town decides about posts in general."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from .campaign import HOURS_OF_PATIENCE

DEFAULT_HOURS = 24


@register_setting(icon="comment")
class PostSettings(BaseSiteSetting):
    """A post belongs to no site: the default site's settings count for all."""

    patience_hours = models.PositiveIntegerField(
        _("patience, in hours"),
        default=DEFAULT_HOURS,
        validators=HOURS_OF_PATIENCE,
        help_text=_(
            "How late an approved post may still go out, where neither the post nor its"
            " campaign says it. Later than that it is missed, and says so."
        ),
    )

    panels = ["patience_hours"]

    class Meta:
        verbose_name = _("posts")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


def patience() -> timedelta:
    """The town's, or a day where no site is the default one yet."""
    site = Site.objects.filter(is_default_site=True).first()
    hours = PostSettings.for_site(site).patience_hours if site else DEFAULT_HOURS
    return timedelta(hours=hours)
