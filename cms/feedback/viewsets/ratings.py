"""What readers added to their stars, one by one."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

from cms.exports import NeutralExport
from cms.feedback.permissions import ReadersOnly
from cms.models import Rating


class RatingFilterSet(WagtailFilterSet):
    day = django_filters.DateFromToRangeFilter(
        label=_("Day"), widget=DateRangePickerWidget
    )
    written = django_filters.BooleanFilter(
        label=_("With details"), method="filter_written"
    )
    page = django_filters.NumberFilter(label=_("Number of the page"))

    class Meta:
        model = Rating
        fields = ["day", "written", "stars", "page"]

    def filter_written(self, ratings: QuerySet, name: str, wanted: bool) -> QuerySet:
        return ratings.exclude(text="") if wanted else ratings.filter(text="")


class RatingIndexView(NeutralExport, generic.IndexView):
    list_export = ["day", "page.title", "stars", "get_answer_display", "text"]
    export_headings = {"page.title": _("Page"), "get_answer_display": _("Answer")}

    def get_base_queryset(self) -> QuerySet[Rating]:
        return Rating.objects.select_related("page")


class RatingViewSet(ModelViewSet):
    """What readers wrote, one by one: nothing to change, perhaps to delete."""

    model = Rating
    name = "ratings"
    url_prefix = "ratings-of-readers"
    icon = "pick"
    menu_label = _("Opinions one by one")
    copy_view_enabled = False
    add_to_reference_index = False
    index_view_class = RatingIndexView
    filterset_class = RatingFilterSet
    search_fields = ["text", "page__title"]
    search_backend_name = None
    form_fields = ["text"]
    list_display = [
        Column("page", label=_("Page")),
        Column("day", label=_("Day"), sort_key="day"),
        NumberColumn("stars", label=_("Stars"), sort_key="stars"),
        Column("get_answer_display", label=_("Answer"), sort_key="answer"),
        Column("text", label=_("Details")),
    ]

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return ReadersOnly(Rating, "add", "change")
