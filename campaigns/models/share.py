"""A wish to share a page at one of its moments."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PageShare(models.Model):
    """Says: when this moment of this page comes, a post goes to these channels.

    The page is always the source-language one. The post is made when the
    moment comes, and goes through the same approval as any other.
    """

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="shares"
    )
    moment = models.CharField(_("moment"), max_length=30)
    channels = models.ManyToManyField(
        "campaigns.Channel", verbose_name=_("channels"), related_name="+"
    )
    campaign = models.ForeignKey(
        "campaigns.Campaign",
        verbose_name=_("campaign"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    text = models.TextField(
        _("text"), blank=True, help_text=_("Empty: the page's title and summary.")
    )
    send_at = models.DateTimeField(
        _("send at"),
        null=True,
        blank=True,
        help_text=_("Empty: as soon as the page is out and the post approved."),
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    post = models.OneToOneField(
        "campaigns.Post",
        null=True,
        blank=True,
        editable=False,
        # Who throws away the post that was made takes the wish back.
        on_delete=models.CASCADE,
        related_name="share",
    )
    # What of the page the post was made from, and the texts that were made of it
    # (the networks' own by their codes): when the page changes they are made anew,
    # and a text that is another by then is a person's, who keeps it.
    facts = models.JSONField(default=list, editable=False)
    made_text = models.TextField(blank=True, editable=False)
    made_variants = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        constraints = [
            models.UniqueConstraint(
                name="one_share_per_page_and_moment",
                fields=["page", "moment"],
                violation_error_message=_("This moment of the page is shared already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.page} · {self.moment}"
