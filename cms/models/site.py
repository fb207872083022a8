"""Header and footer: words that editors write, in each language."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from cms.blocks import LINE_FEATURES, LinkBlock
from cms.languages import Language

from .media import Image


class FramePart(TranslatableMixin, models.Model):
    """A part of the frame around the pages, which is written once a language."""

    name = models.CharField(
        _("name"), max_length=100, help_text=_("Only editors see it.")
    )

    override_translatable_fields = [SynchronizedField("name", overridable=False)]

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def language(self) -> Language:
        return Language(self.locale.language_code)

    @property
    def spoken(self) -> Self:
        """This part in the reader's language, or as it was first written."""
        if self.locale.language_code == get_language():
            return self
        translations = self.get_translations().select_related("locale")
        return translations.filter(locale__language_code=get_language()).first() or self


NETWORKS = (
    "bluesky",
    "facebook",
    "instagram",
    "linkedin",
    "mastodon",
    "telegram",
    "threads",
    "tiktok",
    "whatsapp",
    "youtube",
)


class ProfileValue(blocks.StructValue):
    @property
    def icon(self) -> str:
        """The network's sign, by its name; a plain link where there is none."""
        name = self["name"].lower()
        return next((each for each in NETWORKS if each in name), "link")


class ProfileBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name"), max_length=40)
    address = blocks.URLBlock(label=_("Address"))

    class Meta:
        icon = "group"
        label = _("Profile")
        value_class = ProfileValue


class FunderBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name"), max_length=100)
    logo = ImageChooserBlock(
        label=_("Logo"), required=False, help_text=_("Left empty, the name is shown.")
    )
    address = blocks.URLBlock(label=_("Address"), required=False)

    class Meta:
        icon = "group"
        label = _("Funder")


class Header(FramePart):
    logo = models.ForeignKey(
        Image,
        verbose_name=_("logo"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Light, on a transparent ground. Left empty, the drawn houses."),
    )
    title = models.CharField(_("name of the site"), max_length=60)
    tagline = models.CharField(_("tagline"), max_length=120, blank=True)
    menu = StreamField([("link", LinkBlock())], verbose_name=_("main menu"), blank=True)

    panels = ["name", "logo", "title", "tagline", "menu"]

    class Meta(FramePart.Meta):
        verbose_name = _("header")
        verbose_name_plural = _("headers")


class Footer(FramePart):
    contacts = RichTextField(_("contacts"), features=LINE_FEATURES, blank=True)
    funding = models.TextField(
        _("funding"),
        blank=True,
        help_text=_("Who pays for what this site tells about."),
    )
    notice = models.TextField(
        _("notice"), blank=True, help_text=_("What every page must say.")
    )
    links = StreamField(
        [("link", LinkBlock())], verbose_name=_("useful links"), blank=True
    )
    social = StreamField(
        [("profile", ProfileBlock())], verbose_name=_("we are also on"), blank=True
    )
    funders = StreamField(
        [("funder", FunderBlock())],
        verbose_name=_("funding strip"),
        blank=True,
        help_text=_("Above the footer of every page, in this order."),
    )

    panels = [
        "name",
        "contacts",
        "funders",
        "funding",
        "notice",
        "links",
        "social",
    ]

    class Meta(FramePart.Meta):
        verbose_name = _("footer")
        verbose_name_plural = _("footers")


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    """Which header and footer the site wears, and whose site it is."""

    owner = models.CharField(
        _("public body"),
        max_length=100,
        blank=True,
        help_text=_("Whose site it is, such as Comune di Sondrio."),
    )
    owner_url = models.URLField(_("address of its own site"), blank=True)
    header = models.ForeignKey(
        Header,
        verbose_name=_("header"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    footer = models.ForeignKey(
        Footer,
        verbose_name=_("footer"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    share_image = models.ForeignKey(
        Image,
        verbose_name=_("image for sharing"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Shown beside links to pages that have no image of their own."),
    )

    declaration = models.URLField(
        _("accessibility declaration"),
        blank=True,
        help_text=_(
            "The address that AgID gave to this site's declaration: it begins with "
            "https://form.agid.gov.it/. Every page links it."
        ),
    )
    declaration_reviewed_on = models.DateField(
        _("reviewed on"),
        null=True,
        blank=True,
        help_text=_("The declaration must be reviewed by 23 September of each year."),
    )
    disservice_url = models.URLField(
        _("where disservices are reported"),
        blank=True,
        help_text=_(
            "Where the town has a service of its own for it. Left empty, readers "
            "find a form on this site."
        ),
    )
    reports_to = models.EmailField(
        _("who hears of reports"),
        blank=True,
        help_text=_("Gets a mail for each report, without what it says."),
    )

    select_related = ["header__locale", "header__logo", "footer__locale", "share_image"]
    panels = [
        MultiFieldPanel(
            [FieldPanel("owner"), FieldPanel("owner_url")], heading=_("Whose site")
        ),
        "header",
        "footer",
        "share_image",
        MultiFieldPanel(
            [FieldPanel("declaration"), FieldPanel("declaration_reviewed_on")],
            heading=_("Accessibility"),
        ),
        MultiFieldPanel(
            [FieldPanel("disservice_url"), FieldPanel("reports_to")],
            heading=_("Reports of readers"),
        ),
    ]

    class Meta:
        verbose_name = _("header, footer and owner")
