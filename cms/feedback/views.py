"""Where readers tell us something."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.models import Report
from cms.public_forms import takes_public_form

from . import services
from .forms import AccessibilityForm, DisserviceForm

FORMS = {
    Report.Kind.ACCESSIBILITY: AccessibilityForm,
    Report.Kind.DISSERVICE: DisserviceForm,
}
REPORTED = "cms.feedback:reported"


@takes_public_form
def report(request: HttpRequest, kind: str) -> HttpResponse:
    form = FORMS[Report.Kind(kind)](request, initial={"page": page_before(request)})
    if form.is_valid():
        taken = services.take_report(entry=form.entry, kind=kind, words=form.words)
        signed = signing.dumps(taken.pk, salt=REPORTED)
        return redirect(reverse("reported", args=[signed]) + "#content")
    context = {"form": form, "kind": kind, "months": settings.REPORTS_KEPT_MONTHS}
    return render(request, "cms/feedback/report.html", context, status=form.status)


@require_safe
@never_cache
def reported(request: HttpRequest, signed: str) -> HttpResponse:
    """The number of a report, for whoever sent it."""
    try:
        pk = signing.loads(signed, salt=REPORTED, max_age=24 * 60 * 60)
    except signing.BadSignature as error:
        raise Http404 from error
    taken = get_object_or_404(Report, pk=pk)
    return render(request, "cms/feedback/reported.html", {"report": taken})


def page_before(request: HttpRequest) -> str:
    """The page of ours that the reader comes from, if the browser says."""
    address = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return ""
    return urlsplit(address).path[:500]
