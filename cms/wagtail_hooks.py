from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.images.permissions import permission_policy
from wagtail.permissions import page_permission_policy
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from . import declaration
from .feedback.viewsets import ReadersGroup
from .mail_screens import MailViewSet
from .rich_text import PageLinks
from .rights_screens import RightsReport, WithdrawView
from .translation_screens import OldTranslationsReport, confirm
from .viewsets import SiteWordsGroup

register_snippet(SiteWordsGroup)
hooks.register("construct_homepage_panels", declaration.warn)


@hooks.register("register_admin_urls")
def register_screens() -> list[Any]:
    return [
        path(
            "images/<int:image_id>/withdraw/",
            WithdrawView.as_view(),
            name="withdraw_picture",
        ),
        path(
            "reports/translations-to-update/",
            OldTranslationsReport.as_view(),
            name="old_translations_report",
        ),
        path(
            "reports/translations-to-update/results/",
            OldTranslationsReport.as_view(results_only=True),
            name="old_translations_report_results",
        ),
        path(
            "translations/<int:page_id>/confirm/",
            confirm,
            name="confirm_translation",
        ),
        path("reports/rights/", RightsReport.as_view(), name="rights_report"),
        path(
            "reports/rights/results/",
            RightsReport.as_view(results_only=True),
            name="rights_report_results",
        ),
    ]


class PicturesMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return permission_policy.user_has_any_permission(
            request.user, ["add", "change"]
        )


@hooks.register("register_reports_menu_item")
def offer_rights_report() -> PicturesMenuItem:
    return PicturesMenuItem(
        _("Rights in pictures"), reverse("rights_report"), icon_name="image", order=1200
    )


class PagesMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return page_permission_policy.user_has_any_permission(
            request.user, ["add", "change", "publish"]
        )


@hooks.register("register_reports_menu_item")
def offer_old_translations_report() -> PagesMenuItem:
    return PagesMenuItem(
        _("Translations to update"),
        reverse("old_translations_report"),
        icon_name="site",
        order=9001,
    )


mails = MailViewSet()


@hooks.register("register_admin_viewset")
def register_mails() -> MailViewSet:
    return mails


@hooks.register("register_reports_menu_item")
def offer_mails() -> MenuItem:
    return mails.get_menu_item()


@hooks.register("register_log_actions")
def register_log_actions(registry: Any) -> None:
    registry.register_action(
        "cms.send_mail_again", _("Send a mail again"), _("Mail sent again")
    )
    registry.register_action(
        "cms.mail_arrived", _("Mark a mail as sent"), _("Mail marked as sent")
    )
    registry.register_action(
        "cms.withdraw_picture", _("Withdraw a picture"), _("Picture withdrawn")
    )


@hooks.register("insert_global_admin_js")
def link_calendar_manners() -> str:
    return format_html('<script src="{}"></script>', static("cms/calendar.js"))


@hooks.register("register_admin_viewset")
def register_what_readers_tell() -> Any:
    return ReadersGroup()


# After Wagtail's own, whose place it takes.
@hooks.register("register_rich_text_features", order=1)
def register_page_links(features: FeatureRegistry) -> None:
    features.register_link_type(PageLinks)
