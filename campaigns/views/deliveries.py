"""Deliveries: all of them, one of them, and what a person does to it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import registry as log_registry

from campaigns import actions, composition, services
from campaigns.columns import LabelledColumn, MomentColumn, StateColumn
from campaigns.filters import DeliveryFilterSet
from campaigns.models import Amendment, Delivery
from campaigns.models.delivery import frozen_path, frozen_storage
from campaigns.proofs import frozen

from .base import Acts, Allowed, Screen

# The page of a delivery shows the newest so many.
ATTEMPTS = 50


def delivery_url(delivery: Delivery) -> str:
    return reverse("campaigns:delivery", args=[delivery.pk])


class DeliveryIndexView(Allowed, IndexView):
    model = Delivery
    header_icon = "mail"
    index_url_name = "campaigns:deliveries"
    index_results_url_name = "campaigns:deliveries_results"
    filterset_class = DeliveryFilterSet
    search_fields = ["post__text", "channel__name", "remote_id"]
    default_ordering = "-due_at"
    paginate_by = 50

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = f"{self.index_url}?for_a_person=on"
        return [HeaderButton(_("For a person"), url=url, icon_name="user")]

    def get_base_queryset(self) -> QuerySet[Delivery]:
        return Delivery.objects.select_related("post__campaign", "channel").defer(
            "message", "newest", "prepared", "detail"
        )

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("post", label=gettext_lazy("Post"), get_url=delivery_url),
            LabelledColumn("channel", label=gettext_lazy("Channel")),
            StateColumn("state", label=gettext_lazy("State"), sort_key="state"),
            MomentColumn("due_at", label=gettext_lazy("Due at"), sort_key="due_at"),
            MomentColumn("sent_at", label=gettext_lazy("Sent at"), sort_key="sent_at"),
        ]


class DeliveryView(Screen):
    template_name = "campaigns/delivery.html"
    page_title = gettext_lazy("Delivery")
    header_icon = "mail"
    parents = ((gettext_lazy("Deliveries"), "campaigns:deliveries"),)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.delivery = get_delivery(kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.delivery)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        delivery = self.delivery
        bound = kwargs.pop("bound", {})
        attempts = list(delivery.attempts.all())
        offered = actions.offered_to(self.request.user, delivery)
        context = {
            "delivery": delivery,
            "frozen": frozen(delivery),
            "attempts": attempts[-ATTEMPTS:],
            "earlier_attempts": max(0, len(attempts) - ATTEMPTS),
            "amendments": delivery.amendments.all(),
            "log": log_registry.get_logs_for_instance(delivery).select_related("user"),
            "actions": [
                (action, bound.get(action.name) or action.form(prefix=action.name))
                for action in offered
            ],
            "sees_details": self.request.user.has_perm("campaigns.change_channel"),
        }
        return super().get_context_data(**context, **kwargs)

    def show_with(self, name: str, form: Form) -> HttpResponse:
        """The page again, with what was typed and what is wrong with it."""
        return self.show(bound={name: form})


class FrozenView(Allowed, View):
    """A picture as its approval froze it, for whoever may see deliveries."""

    def get(self, request: HttpRequest, digest: str) -> FileResponse:
        try:
            file = frozen_storage().open(frozen_path(digest))
        except OSError as error:
            raise Http404 from error
        # The address is made of the content; a picture that is withdrawn must go.
        return FileResponse(
            file,
            content_type="image/jpeg",
            headers={
                "Cache-Control": "private, no-store",
                "X-Content-Type-Options": "nosniff",
            },
        )


def get_delivery(pk: int) -> Delivery:
    """With all that its page shows."""
    rows = Delivery.objects.select_related(
        "post__campaign", "channel", "approved_by", "revision__user"
    ).prefetch_related(
        "attempts",
        "releases__released_by",
        "releases__stop",
        Prefetch("amendments", Amendment.objects.select_related("requested_by")),
    )
    return get_object_or_404(rows, pk=pk)


class ActView(Acts, DeliveryView):
    """Carry out one action of ``campaigns.actions``, and say what came of it."""

    screen = "campaigns:delivery"

    def post(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        action = actions.BY_NAME.get(name)
        if action is None:
            raise Http404
        if not request.user.has_perm(action.permission):
            raise PermissionDenied
        form = action.form(request.POST, prefix=name)
        if not form.is_valid():
            messages.error(request, _("Please fill in what is missing."))
            return self.show_with(name, form)
        try:
            action.do(self.delivery, request.user, form.cleaned_data)
        except (services.Conflict, composition.Unfit) as conflict:
            messages.warning(request, str(conflict))
            self.delivery = get_delivery(pk)
            return self.show_with(name, form)
        messages.success(request, str(action.done))
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        return delivery_url(self.delivery)
