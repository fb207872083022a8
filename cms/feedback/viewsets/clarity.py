"""How clear readers find the pages: a report, and one page's counts."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.formats import localize
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import NumberColumn, TitleColumn
from wagtail.admin.views.generic import (
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
)
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Locale, Page
from wagtail.permissions import ModelPermissionPolicy

from cms.exports import NeutralExport
from cms.feedback import clarity
from cms.models import Rating
from cms.models.ratings import ANSWERS


class ClarityFilterSet(WagtailFilterSet):
    day = django_filters.DateFromToRangeFilter(
        label=_("Period"), widget=DateRangePickerWidget
    )
    language = django_filters.ModelChoiceFilter(
        label=_("Language"), field_name="page__locale", queryset=Locale.objects.all()
    )

    class Meta:
        model = Rating
        fields = ["day", "language"]


class ClarityReport(NeutralExport, ReportView):
    """A row for each page, the hardest first."""

    page_title = _("Clarity of pages")
    header_icon = "view"
    index_url_name = "clarity_of_pages:index"
    index_results_url_name = "clarity_of_pages:index_results"
    filterset_class = ClarityFilterSet
    is_searchable = True
    search_fields = ["page__title"]
    search_backend_name = None
    default_ordering = "average"
    permission_policy = ModelPermissionPolicy(Rating)
    any_permission_required = ["view", "change", "delete"]
    columns = [
        TitleColumn(
            "title",
            label=_("Page"),
            get_url=lambda row: reverse("clarity_of_pages:page", args=[row["page"]]),
            sort_key="title",
        ),
        NumberColumn("count", label=_("Opinions"), sort_key="count"),
        NumberColumn(
            "average",
            label=_("Average"),
            accessor=lambda row: localize(round(row["average"], 1)),
            sort_key="average",
        ),
        NumberColumn("hard", label=_("1 to 3 stars"), sort_key="hard"),
        NumberColumn("written", label=_("With details"), sort_key="written"),
    ]
    list_export = [
        *("title", "count", "average", "hard", "written"),
        *(clarity.column(answer) for answer in ANSWERS),
    ]
    export_headings = {
        "title": _("Page"),
        "count": _("Opinions"),
        "average": _("Average"),
        "hard": _("1 to 3 stars"),
        "written": _("With details"),
        **{clarity.column(answer): words for answer, words in ANSWERS.items()},
    }
    export_filename = "clarity"

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "queryset": Rating.objects.all()}

    def get_base_queryset(self) -> QuerySet:
        return clarity.by_page(Rating.objects.all())

    def get_queryset(self) -> QuerySet:
        return self.order_queryset(self.search_queryset(self.get_base_queryset()))


class ClarityOfPage(WagtailAdminTemplateMixin, PermissionCheckedMixin, TemplateView):
    """One page's counts, and how they change from month to month."""

    template_name = "cms/feedback/clarity_of_page.html"
    header_icon = "view"
    permission_policy = ModelPermissionPolicy(Rating)
    any_permission_required = ["view", "change", "delete"]

    def get_page_title(self) -> str:
        return str(self.rated_page)

    @cached_property
    def rated_page(self) -> Page:
        return get_object_or_404(Page, pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("clarity_of_pages:index"), "label": _("Clarity of pages")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ratings = self.rated_page.ratings.all()
        return super().get_context_data(
            rated_page=self.rated_page,
            summary=clarity.summary(ratings),
            months=clarity.by_month(ratings),
            **kwargs,
        )


class ClarityViewSet(ViewSet):
    name = "clarity_of_pages"
    url_prefix = "clarity-of-pages"
    icon = "view"
    menu_label = _("Clarity of pages")

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", ClarityReport.as_view(), name="index"),
            path(
                "results/",
                ClarityReport.as_view(results_only=True),
                name="index_results",
            ),
            path("<int:pk>/", ClarityOfPage.as_view(), name="page"),
        ]

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        class ClarityMenuItem(MenuItem):
            def is_shown(self, request: HttpRequest) -> bool:
                return request.user.has_perm("cms.view_rating")

        return ClarityMenuItem
