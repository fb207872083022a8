"""One channel: its state, its problem, connecting it, pausing it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin import messages
from wagtail.log_actions import registry as log_registry

from campaigns import connections
from campaigns.forms.channels import ConnectForm, PauseForm
from campaigns.models import Channel, State
from campaigns.models.delivery import PENDING
from campaigns.networks.base import Failure, Reconnect, TryLater
from campaigns.reasons import describe
from campaigns.services import Conflict

from .base import Acts, Screen


class ChannelView(Screen):
    template_name = "campaigns/channel.html"
    page_title = gettext_lazy("Channel")
    header_icon = "globe"
    parents = ((gettext_lazy("Channels"), "campaigns_channels:index"),)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.channel = get_object_or_404(Channel, pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.channel)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        channel = self.channel
        rows = channel.deliveries.all()
        context = {
            "channel": channel,
            "problem": describe(channel.reason) if channel.reason else None,
            "may_change": self.request.user.has_perm("campaigns.change_channel"),
            "connect_form": ConnectForm(channel.network_class),
            "pause_form": PauseForm(),
            "held": rows.filter(state=State.HELD, hold="channel").count(),
            "pending": rows.filter(state__in=PENDING).count(),
            "log": log_registry.get_logs_for_instance(channel).select_related("user")[
                :20
            ],
        }
        return super().get_context_data(**{**context, **kwargs})


class ChannelActionView(Acts, ChannelView):
    permission = "campaigns.change_channel"
    screen = "campaigns:channel"


@method_decorator(sensitive_post_parameters(), name="dispatch")
class ConnectView(ChannelActionView):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ConnectForm(self.channel.network_class, request.POST)
        if not form.is_valid():
            return self.show(connect_form=form)
        try:
            account = connections.connect(
                channel=self.channel, values=form.cleaned_data, by=request.user
            )
        except (Failure, ValidationError) as error:
            form.add_error(None, why_not(error))
            self.channel.refresh_from_db()
            return self.show(connect_form=form)
        words = (
            _("Connected: %(account)s. The channel stays paused until you resume it.")
            if self.channel.state == Channel.State.PAUSED
            else _("Connected: %(account)s.")
        )
        messages.success(request, words % {"account": account.name or self.channel})
        return redirect("campaigns:channel", pk)


def why_not(error: Failure | ValidationError) -> Any:
    if isinstance(error, ValidationError):
        return error.messages
    if isinstance(error, Reconnect):
        return _("The network refuses these credentials; nothing was saved.")
    if isinstance(error, TryLater):
        return _("The network cannot be reached now; nothing was saved.")
    return describe(error.code).text


class PauseView(ChannelActionView):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = PauseForm(request.POST)
        if not form.is_valid():
            return self.show(pause_form=form)
        try:
            connections.pause(
                channel=self.channel, by=request.user, **form.cleaned_data
            )
        except Conflict as conflict:
            messages.error(request, str(conflict))
        else:
            messages.success(
                request, _("Paused: nothing goes out here until you resume.")
            )
        return redirect("campaigns:channel", pk)


class ResumeView(ChannelActionView):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            connections.resume(channel=self.channel, by=request.user)
        except Conflict as conflict:
            messages.error(request, str(conflict))
        else:
            messages.success(
                request, _("Resumed: what was held for it is planned again.")
            )
        return redirect("campaigns:channel", pk)
