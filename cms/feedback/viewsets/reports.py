"""What readers reported, and whether it was answered."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

from cms.exports import NeutralExport
from cms.feedback.permissions import ReadersOnly
from cms.models import Report


class ReportFilterSet(WagtailFilterSet):
    sent_at = django_filters.DateFromToRangeFilter(
        label=_("Sent"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Report
        fields = ["state", "kind", "sent_at"]


class ReportIndexView(NeutralExport, generic.IndexView):
    list_export = [
        *("number", "get_kind_display", "sent_at", "due_on", "page", "text"),
        *("technology", "contact", "get_state_display", "answered_at", "note"),
    ]
    export_headings = {
        "number": _("Number"),
        "get_kind_display": _("Kind"),
        "get_state_display": _("State"),
    }

    def get_base_queryset(self) -> QuerySet[Report]:
        return Report.objects.all()


class ReportForm(WagtailAdminModelForm):
    class Meta:
        model = Report
        fields = ["state", "note"]

    def save(self, commit: bool = True) -> Report:
        report: Report = self.instance
        if report.state == Report.State.ANSWERED:
            report.answer(by=self.for_user)
        else:
            report.reopen()
        return super().save(commit)


def told(name: str) -> FieldPanel:
    return FieldPanel(name, read_only=True)


class ReportViewSet(ModelViewSet):
    model = Report
    name = "reports"
    url_prefix = "reports-of-readers"
    icon = "mail"
    menu_label = _("Reports of readers")
    copy_view_enabled = False
    add_to_reference_index = False
    index_view_class = ReportIndexView
    filterset_class = ReportFilterSet
    search_fields = ["text", "page", "contact", "note"]
    search_backend_name = None
    list_display = [
        Column("number", label=_("Number")),
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        Column("page", label=_("Page")),
        DateColumn("sent_at", label=_("Sent"), sort_key="sent_at"),
        Column("due_on", label=_("Answer by"), sort_key="due_on"),
        Column("get_state_display", label=_("State"), sort_key="state"),
    ]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([told("kind"), told("sent_at"), told("due_on")]),
                    told("page"),
                    told("text"),
                    told("technology"),
                    told("contact"),
                    FieldRowPanel([told("answered_at"), told("answered_by")]),
                ],
                heading=_("What the reader wrote"),
            ),
            FieldPanel("state"),
            FieldPanel("note"),
        ],
        base_form_class=ReportForm,
    )

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return ReadersOnly(Report)
