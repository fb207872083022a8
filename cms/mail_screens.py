"""The team's screen of mails: whether each left, and "try again". Never a body."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from . import mail
from .models import Mail

SHOWN = ["recipient", "subject", "written_at", "attempts", "next_try", "sent_at"]

MEANING = {
    Mail.State.WAITING: gettext_lazy(
        "It has not left yet. It is tried again by itself, for about three days."
    ),
    Mail.State.SENDING: gettext_lazy("It is on its way to the mail server."),
    Mail.State.SENT: gettext_lazy(
        "The mail server took it. Its text has been erased here."
    ),
    Mail.State.FAILED: gettext_lazy(
        "It has not left, and is not tried again by itself. The last error says why."
    ),
    Mail.State.IN_DOUBT: gettext_lazy(
        "It may have left: the mail server did not answer. It is sent once more by"
        " itself; most mailboxes show the two as one."
    ),
}
TONES = {Mail.State.FAILED: "critical", Mail.State.IN_DOUBT: "warning"}
UNDECIDED = gettext_lazy(
    "Nobody knows whether it left: the mail server did not answer, twice. Ask the"
    " recipient, then choose."
)


class MailFilterSet(WagtailFilterSet):
    class Meta:
        model = Mail
        fields = ["state"]


class MailIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Mail]:
        return Mail.objects.defer("message")


class MailView(generic.InspectView):
    """One mail's state; a POST carries out what is offered."""

    template_name = "cms/mails/mail.html"
    page_title = gettext_lazy("Mail")

    def get_object(self, queryset: Any = None) -> Mail:
        return super().get_object(Mail.objects.defer("message"))

    def get_page_subtitle(self) -> str:
        return self.object.subject

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.user_has_permission("change"):
            raise PermissionDenied
        actions = {"again": mail.send_again, "arrived": mail.mark_arrived}
        act = actions.get(request.POST.get("action", ""))
        if act is None or not act(self.object.pk, by=request.user):
            messages.warning(request, _("This is not possible any more: look again."))
        elif act is mail.send_again:
            messages.success(request, _("It is on its way again."))
        else:
            messages.success(request, _("It counts as sent."))
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        undecided = row.state == Mail.State.IN_DOUBT and row.next_try is None
        may = self.user_has_permission("change")
        return super().get_context_data(
            meaning=UNDECIDED if undecided else MEANING[row.state],
            tone=TONES.get(row.state, "info"),
            offers_again=may and mail.may_be_sent_again().filter(pk=row.pk).exists(),
            offers_arrived=may and undecided,
            **kwargs,
        )


class MailViewSet(ModelViewSet):
    model = Mail
    name = "mails"
    icon = "mail"
    menu_label = gettext_lazy("Mails")
    menu_order = 1300
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    index_view_class = MailIndexView
    inspect_view_class = MailView
    inspect_view_fields = SHOWN
    filterset_class = MailFilterSet
    search_fields = ["recipient", "subject"]
    search_backend_name = None
    list_per_page = 50
    list_display = [
        TitleColumn(
            "subject",
            label=gettext_lazy("Subject"),
            url_name="mails:inspect",
            get_title_id=lambda row: f"mail_{row.pk}",
        ),
        Column("recipient", label=gettext_lazy("Recipient"), sort_key="recipient"),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor=lambda row: row.get_state_display(),
            primary=lambda row: row.state == Mail.State.FAILED,
            sort_key="state",
        ),
        DateColumn("written_at", label=gettext_lazy("Written"), sort_key="written_at"),
        DateColumn("sent_at", label=gettext_lazy("Sent"), sort_key="sent_at"),
    ]

    def get_form_fields(self) -> list[str]:
        return []

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Nobody writes, changes or deletes a row by hand, superusers included."""
        absent = dict.fromkeys(
            f"{view}_url_name" for view in ("add", "edit", "delete", "history", "usage")
        )
        return super().get_common_view_kwargs(**{**absent, **kwargs})

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
        ]

    @property
    def url_finder_class(self) -> type[ModelAdminURLFinder]:
        finder = super().url_finder_class
        finder.edit_url_name = self.get_url_name("inspect")
        return finder

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        return super().get_permissions_to_register().filter(
            codename__in=["view_mail", "change_mail"]
        )  # fmt: skip
