"""Stops: quiet periods and "stop everything", and what they hold."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Count
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.log_actions import log

from campaigns import services
from campaigns.forms.stops import QuietPeriodForm, StopEverythingForm
from campaigns.models import Delivery, Hold, Stop

from .base import Acts, Screen


class StopsView(Screen):
    template_name = "campaigns/stops.html"
    page_title = gettext_lazy("Stops")
    header_icon = "no-view"
    per_page = 20

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stops = Stop.objects.select_related("created_by").annotate(
            release_count=Count("releases")
        )
        paginator = WagtailPaginator(stops.order_by("-starts_at", "-pk"), self.per_page)
        page = paginator.get_page(self.request.GET.get("p"))
        held = Delivery.objects.filter(hold__in=[Hold.STOPPED, Hold.QUIET])
        context = {
            "page_obj": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "current": stops.not_over(timezone.now()),
            "held": held.select_related("post", "channel").order_by("due_at", "pk")[
                : self.per_page
            ],
            "held_count": held.count(),
            "may_change": self.request.user.has_perm("campaigns.change_stop"),
        }
        return super().get_context_data(**context, **kwargs)


class StartView(Screen):
    """A form that starts a stop; a subclass names the form."""

    template_name = "campaigns/start_stop.html"
    permission = "campaigns.add_stop"
    header_icon = "no-view"
    parents = ((gettext_lazy("Stops"), "campaigns:stops"),)
    form_class: type[ModelForm]
    explanation: Any
    button: Any
    is_serious = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.form_class())
        return super().get_context_data(view=self, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.show(form=form)
        with transaction.atomic():
            form.instance.created_by = request.user
            stop = form.save()
            log(
                stop,
                "campaigns.start_stop",
                user=request.user,
                data={"reason": stop.reason},
            )
        messages.success(request, _("Noted. Nothing goes out while it lasts."))
        return redirect("campaigns:stops")


class StopEverythingView(StartView):
    page_title = gettext_lazy("Stop everything")
    form_class = StopEverythingForm
    explanation = gettext_lazy(
        "From this moment nothing goes out, on any channel, until somebody ends the "
        "stop. What comes due meanwhile is held, and afterwards released one by one."
    )
    button = gettext_lazy("Stop everything now")
    is_serious = True


class QuietPeriodView(StartView):
    page_title = gettext_lazy("Quiet period")
    form_class = QuietPeriodForm
    explanation = gettext_lazy(
        "From the calling of a vote until its close a public administration only "
        "says what is impersonal and indispensable (L. 28/2000, art. 9). What comes "
        "due in this period is held; what is indispensable can be released, one by "
        "one, with a reason."
    )
    button = gettext_lazy("Plan the quiet period")


class EndStopView(Acts, Screen):
    permission = "campaigns.change_stop"
    screen = "campaigns:stops"
    about = ()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            services.end_stop(stop=get_object_or_404(Stop, pk=pk), by=request.user)
        except services.Conflict as conflict:
            messages.error(request, str(conflict))
        else:
            messages.success(
                request,
                _("Ended. What it held stays held until somebody releases it."),
            )
        return redirect("campaigns:stops")
