"""What the staff screens hang on to in Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

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
