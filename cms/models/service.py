"""Pages that a public site must have, where a rule hangs on them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import LINE_FEATURES, TEXT_FEATURES
from cms.retention import kept

from .base import BasePage


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("Answer"), features=TEXT_FEATURES)


class QuestionsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("What they are about"), max_length=100)
    questions = blocks.ListBlock(QuestionBlock(), min_num=1, label=_("Questions"))

    class Meta:
        icon = "help"
        label = _("Questions")


class FaqPage(BasePage):
    """Questions in groups; each has an address that stays when its words change."""

    data_element = "faq"

    groups = StreamField(
        [("group", QuestionsBlock())], verbose_name=_("questions"), blank=True
    )

    content_panels = [*BasePage.content_panels, "groups"]
    search_fields = [*BasePage.search_fields, index.SearchField("groups")]

    class Meta:
        verbose_name = _("frequent questions")
        verbose_name_plural = _("frequent questions")

    def structured_data(self) -> list[dict[str, Any]]:
        questions = [
            {
                "@type": "Question",
                "name": each["question"],
                "acceptedAnswer": {
                    "@type": "Answer",
                    "text": strip_tags(each["answer"].source),
                },
            }
            for group in self.groups
            for each in group.value["questions"]
        ]
        if not questions:
            return []
        return [{"@type": "FAQPage", "mainEntity": questions}]


class OfficeBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Office"), max_length=100)
    purpose = blocks.CharBlock(label=_("What for"), max_length=200, required=False)
    address = blocks.CharBlock(label=_("Address"), max_length=200, required=False)
    phone = blocks.CharBlock(label=_("Telephone"), max_length=40, required=False)
    email = blocks.EmailBlock(label=_("E-mail"), required=False)
    pec = blocks.EmailBlock(label=_("Certified e-mail (PEC)"), required=False)
    hours = blocks.RichTextBlock(
        label=_("Opening hours"), features=LINE_FEATURES, required=False
    )

    class Meta:
        icon = "home"
        label = _("Office")


class ContactsPage(BasePage):
    """Offices; the first one also stands in the footer that links to this page."""

    offices = StreamField(
        [("office", OfficeBlock())], verbose_name=_("offices"), blank=True
    )

    content_panels = [*BasePage.content_panels, "offices"]
    search_fields = [*BasePage.search_fields, index.SearchField("offices")]

    class Meta:
        verbose_name = _("contacts")
        verbose_name_plural = _("contacts")


class PrivacyPage(BasePage):
    """The notice; what is kept and for how long it reads from the code that erases."""

    data_element = "privacy-policy-link"

    class Meta:
        verbose_name = _("privacy notice")
        verbose_name_plural = _("privacy notices")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        context = super().get_context(request, *args, **kwargs)
        context["kept"] = list(kept.values())
        return context


class LegalNotesPage(BasePage):
    """Legal notes, which always state the licence of the contents (C.SI.3.4)."""

    data_element = "legal-notes"

    class Meta:
        verbose_name = _("legal notes")
        verbose_name_plural = _("legal notes")


class AccessibilityPage(BasePage):
    """How accessible the site is, and how to report what is not."""

    class Meta:
        verbose_name = _("accessibility")
        verbose_name_plural = _("accessibility")
