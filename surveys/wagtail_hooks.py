"""What the staff screens hang on to in Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry

from . import results_screens
from .letters import CodeBatchViewSet, viewset
from .models import SurveyPage


@hooks.register("register_admin_urls")
def register_trial() -> list[URLPattern | URLResolver]:
    return [path("surveys/trial/", include("surveys.trial"))]


@hooks.register("register_admin_viewset")
def register_codes() -> CodeBatchViewSet:
    return viewset


@hooks.register("register_page_header_buttons")
def offer_trial(
    page: Any, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    if page.specific_class is SurveyPage and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Try the survey"),
            url=reverse("survey_trial_begin", args=[page.pk]),
            icon_name="view",
            priority=55,
        )


@hooks.register("register_admin_urls")
def register_results() -> list[URLPattern | URLResolver]:
    return [path("surveys/results/", include(results_screens.urlpatterns))]


@hooks.register("register_page_header_buttons")
def offer_results(
    page: Any, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    if page.specific_class is SurveyPage and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Results"),
            url=reverse("survey_results", args=[page.pk]),
            icon_name="clipboard-list",
            priority=56,
        )


@hooks.register("register_reports_menu_item")
def list_results() -> MenuItem:
    return MenuItem(
        _("Results of surveys"),
        reverse("survey_results_list"),
        icon_name="clipboard-list",
        order=900,
    )


@hooks.register("register_permissions")
def offer_export() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="surveys", codename="export_response"
    )


@hooks.register("register_log_actions")
def register_export(actions: LogActionRegistry) -> None:
    actions.register_action(
        results_screens.EXPORTED,
        _("Export responses"),
        _("Exported the responses one by one"),
    )
