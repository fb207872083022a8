"""Pictures and documents, with the rights that a town must be able to show."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.image_operations import FilterOperation
from wagtail.images.models import AbstractImage, AbstractRendition, Filter
from wagtail.images.models import Image as WagtailImage


class ForgetNotes(FilterOperation):
    """Leaves colours and transparency, and nothing that a camera noted: not the place,
    the day, the device or its owner."""

    KEPT = ("icc_profile", "transparency")

    def construct(self) -> None:
        pass

    def run(self, willow: Any, image: AbstractImage, env: dict[str, Any]) -> None:
        notes = willow.image.info
        willow.image.info = {name: notes[name] for name in self.KEPT if name in notes}


class Bare(Filter):
    """A filter whose files hold no notes; Wagtail copies them from the original."""

    @cached_property
    def operations(self) -> list[Any]:
        return [*super().operations, ForgetNotes("forget-notes")]


class Image(AbstractImage):
    """A picture; the site's licence never covers other people's photographs.

    ``cms.rights`` says when one may be published, and withdraws it.
    """

    class People(models.TextChoices):
        NONE = "none", _("Nobody recognisable")
        ADULTS = "adults", _("Adults, with a release")
        MINORS = "minors", _("Minors")

    # Wagtail's own model of this name stands beside ours, with the same accessors.
    tags = TaggableManager(_("tags"), blank=True, related_name="site_images")
    alt_text = models.CharField(
        _("alternative text"),
        max_length=1000,
        blank=True,
        help_text=_("What the picture shows, for people who do not see it."),
    )
    author = models.CharField(_("author"), max_length=200, blank=True)
    credit = models.CharField(_("credit line"), max_length=200, blank=True)
    licence = models.CharField(
        _("licence"),
        max_length=200,
        blank=True,
        help_text=_("The licence of this picture, such as CC BY 4.0."),
    )
    people = models.CharField(
        _("recognisable people"),
        max_length=10,
        choices=People.choices,
        default=People.NONE,
    )
    release = models.CharField(
        pgettext_lazy("of the people in a picture", "release"),
        max_length=200,
        blank=True,
        help_text=_("Where the signed release is filed."),
    )
    release_expires = models.DateField(_("release expires"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("withdrawn by"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    withdrawn_because = models.TextField(
        _("reason of the withdrawal"), blank=True, editable=False
    )

    admin_form_fields = (
        *WagtailImage.admin_form_fields,
        "alt_text",
        "author",
        "credit",
        "licence",
        "people",
        "release",
        "release_expires",
    )

    @property
    def default_alt_text(self) -> str:
        return self.alt_text

    @property
    def is_shown(self) -> bool:
        """Whether readers may see it today; what pages ask before they show it.

        An expiry follows within the lifetime of a kept page, ten minutes.
        """
        return not (self.withdrawn_at or self.has_expired)

    @property
    def has_expired(self) -> bool:
        """The people in it allowed it up to and including a day that is past."""
        return self.expires_before(timezone.localdate())

    def expires_before(self, day: datetime.date) -> bool:
        return bool(
            self.people != self.People.NONE
            and self.release_expires
            and self.release_expires < day
        )

    def generate_rendition_file(
        self, filter: Filter, *, source: File | None = None
    ) -> File:
        return super().generate_rendition_file(Bare(filter.spec), source=source)

    class Meta(AbstractImage.Meta):
        default_related_name = "site_images"
        verbose_name = _("image")
        verbose_name_plural = _("images")


class Rendition(AbstractRendition):
    image = models.ForeignKey(
        Image, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="unique_rendition",
            )
        ]


class Document(AbstractDocument):
    """A file to download."""

    # Wagtail's own model of this name stands beside ours, with the same accessors.
    tags = TaggableManager(_("tags"), blank=True, related_name="site_documents")
    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        default_related_name = "site_documents"
        verbose_name = _("document")
        verbose_name_plural = _("documents")
