"""Staff screen: translations that their original has left behind."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from . import translations
from .cache import raise_generation
from .models import Wording


class OldTranslationsReport(ReportView):
    """Each with where to go next: take the changes in, or translate them."""

    page_title = gettext_lazy("Translations to update")
    header_icon = "site"
    verbose_name_plural = gettext_lazy("translations to update")
    index_url_name = "old_translations_report"
    index_results_url_name = "old_translations_report_results"
    results_template_name = "cms/translations/report_results.html"
    permission_policy = page_permission_policy
    any_permission_required = ["add", "change", "publish"]
    list_export = [
        "page.title",
        "page.locale.language_code",
        "original_changed_at",
        "as_of",
    ]
    export_headings = {
        "page.title": gettext_lazy("Page"),
        "page.locale.language_code": gettext_lazy("Language"),
        "original_changed_at": gettext_lazy("Original changed on"),
        "as_of": gettext_lazy("Translated as of"),
    }

    def get_queryset(self) -> Any:
        mine = page_permission_policy.instances_user_has_permission_for(
            self.request.user, "change"
        )
        return (
            Wording.objects.behind()
            .filter(
                page__in=mine.order_by(),
                page__locale__language_code__in=dict(settings.LANGUAGES),
            )
            .select_related("page__locale")
        )

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        found = translations.of_pages(wording.page for wording in object_list)
        for wording in object_list:
            translation = found.get(
                (wording.page.translation_key, wording.page.locale_id)
            )
            wording.source_to_take = (
                translation.source_id
                if translation
                and translation.source.last_updated_at < wording.original_changed_at
                else None
            )
        return object_list


@require_POST
def confirm(request: HttpRequest, page_id: int) -> HttpResponse:
    """The change is small: the translation still says the same."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    translations.confirm(page)
    raise_generation()
    messages.success(
        request, _("“%(title)s” counts as up to date.") % {"title": page.title}
    )
    query = urlencode({"p": request.POST.get("p", "1")})
    return redirect(f"{reverse('old_translations_report')}?{query}")
