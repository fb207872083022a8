"""Staff screens: which pictures need a person, and the withdrawal of one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.images.permissions import permission_policy
from wagtail.models import ReferenceIndex

from . import rights
from .media_forms import WithdrawForm
from .models import Image


class WithdrawView(WagtailAdminTemplateMixin, FormView):
    """Asks for the reason once; afterwards says what else carried the picture."""

    template_name = "cms/rights/withdraw.html"
    page_title = gettext_lazy("Withdraw a picture")
    header_icon = "image"
    form_class = WithdrawForm

    def dispatch(self, request: HttpRequest, image_id: int) -> HttpResponseBase:
        self.picture = get_object_or_404(Image, pk=image_id)
        may = permission_policy.user_has_permission_for_instance
        if not may(request.user, "change", self.picture):
            raise PermissionDenied
        return super().dispatch(request)

    def get_page_subtitle(self) -> str:
        return self.picture.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailimages:edit", args=[self.picture.pk])
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("wagtailimages:index"), "label": _("Images")},
            {"url": edit, "label": self.picture.title},
            {"url": "", "label": self.page_title},
        ]

    def form_valid(self, form: WithdrawForm) -> HttpResponse:
        rights.withdraw(
            image=self.picture, by=self.request.user, reason=form.cleaned_data["reason"]
        )
        messages.success(self.request, _("The picture is withdrawn."))
        return redirect("withdraw_picture", self.picture.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        uses = ReferenceIndex.get_grouped_references_to(self.picture)
        return super().get_context_data(
            picture=self.picture,
            uses=[thing for thing, _references in uses[:100]],
            carriers=rights.carriers_of(self.picture),
            **kwargs,
        )


class RightsReport(ReportView):
    """Pictures that may not be published, or not for much longer, and why."""

    page_title = gettext_lazy("Rights in pictures")
    header_icon = "image"
    index_url_name = "rights_report"
    index_results_url_name = "rights_report_results"
    results_template_name = "cms/rights/report_results.html"
    permission_policy = permission_policy
    any_permission_required = ["add", "change"]
    list_export = ["title", "author", "licence", "people", "release", "release_expires"]
    default_ordering = "title"

    def get_queryset(self) -> Any:
        return rights.in_trouble().order_by("title", "pk")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        for picture in object_list:
            picture.trouble = rights.trouble(picture)
        return object_list
