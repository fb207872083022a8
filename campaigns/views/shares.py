"""Share a page: ask for a post at one of its moments."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Page

from campaigns import sharing
from campaigns.forms.shares import ShareForm, moment_label
from campaigns.models import PageShare

from .base import Screen


class ShareView(Screen):
    """For the source-language page; a translation leads to its source."""

    template_name = "campaigns/share.html"
    page_title = gettext_lazy("Share on…")
    permission = "campaigns.add_post"
    header_icon = "upload"

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not getattr(self.page, "share_moments", ()):
            raise Http404
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        if not self.page.is_source:
            return redirect("campaigns:share", self.page.source.pk)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def page(self) -> Page:
        return get_object_or_404(Page, pk=self.kwargs["page_id"]).specific

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    @cached_property
    def shares(self) -> list[PageShare]:
        return list(
            PageShare.objects.filter(page_id=self.page.pk)
            .select_related("post__latest_revision", "requested_by", "campaign")
            .prefetch_related("channels")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self._form()
        context = {
            "page": self.page,
            "form": form,
            "can_share": len(self.shares) < len(self.page.share_moments),
            "shares": [(share, moment_label(share.moment)) for share in self.shares],
        }
        return super().get_context_data(**context, **kwargs)

    def _form(self, data: Any = None) -> ShareForm:
        return ShareForm(self.page, {share.moment for share in self.shares}, data)

    def post(self, request: HttpRequest, page_id: int, **kwargs: int) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self.show(form=form)
        try:
            share = sharing.share(page=self.page, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.show(form=form)
        messages.success(request, what_comes(share))
        return redirect("campaigns:share", page_id)


class TakeBackView(ShareView):
    """Forget a wish before its moment comes."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, page_id: int, **kwargs: int) -> HttpResponse:
        try:
            sharing.take_back(page=self.page, share_id=kwargs["pk"])
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Taken back: no post will be made."))
        return redirect("campaigns:share", page_id)


def what_comes(share: PageShare) -> str:
    if share.post_id:
        return _("The post is made and waits for approval.")
    return _("The post will be made when its moment comes, and waits for approval.")
