"""What the screens of our own have in common with Wagtail's."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from campaigns.permissions import VIEW


class Allowed:
    """Of a view: refuses whoever lacks ``permission`` (Django's full name)."""

    permission = VIEW

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class Screen(Allowed, WagtailAdminTemplateMixin, TemplateView):
    """A page of the admin; ``parents`` are (label, URL name) pairs above it."""

    header_icon = "comment"
    parents: tuple[tuple[Any, str], ...] = ()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            *({"url": reverse(name), "label": label} for label, name in self.parents),
            {
                "url": "",
                "label": self.get_page_title(),
                "sublabel": self.get_page_subtitle(),
            },
        ]

    def show(self, **context: Any) -> HttpResponse:
        """This page again, with what a form has to say."""
        return self.render_to_response(self.get_context_data(**context))


class Acts:
    """Of a view that only acts: whoever opens its address, typed or kept by a
    browser that was asked for a log-in meanwhile, gets the ``screen`` that it is on."""

    screen = ""
    about: tuple[str, ...] = ("pk",)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return redirect(self.screen, *(kwargs[name] for name in self.about))
