"""Where readers tell us something."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from cms.models import Rating, Report
from cms.public_forms import is_again, takes_public_form

from . import clarity as counts
from . import services
from .forms import AccessibilityForm, DetailsForm, DisserviceForm, RatingForm

FORMS = {
    Report.Kind.ACCESSIBILITY: AccessibilityForm,
    Report.Kind.DISSERVICE: DisserviceForm,
}
A_DAY = 24 * 60 * 60
PAGES_AT_A_TIME = 20


@takes_public_form
def report(request: HttpRequest, kind: str) -> HttpResponse:
    form = FORMS[Report.Kind(kind)](request, initial={"page": page_before(request)})
    if form.is_valid():
        taken = services.take_report(entry=form.entry, kind=kind, words=form.words)
        return redirect(signed_address("reported", taken.pk) + "#content")
    context = {"form": form, "kind": kind, "months": settings.REPORTS_KEPT_MONTHS}
    return render(request, "cms/feedback/report.html", context, status=form.status)


@require_safe
@never_cache
def reported(request: HttpRequest, signed: str) -> HttpResponse:
    """The number of a report, for whoever sent it."""
    taken = get_object_or_404(Report, pk=read_signed("reported", signed))
    return render(request, "cms/feedback/reported.html", {"report": taken})


@takes_public_form
def rate(request: HttpRequest, pk: int) -> HttpResponse:
    """The stars at the foot of a page; a GET shows them by themselves."""
    rated_page = page_for(request, pk)
    form = RatingForm(request)
    if form.is_valid():
        words = form.words
        if is_again(f"rating:{pk}", request, repr(sorted(words.items()))):
            return redirect(reverse("rated", args=[pk]) + "#content")
        rating = services.rate(page=rated_page, **words)
        if rating.answer:
            return redirect(reverse("rated", args=[pk]) + "#content")
        return redirect(signed_address("rating_details", rating.pk) + "#content")
    context = {"rated_page": rated_page, "form": form}
    return render(request, "cms/feedback/rate.html", context, status=form.status)


@takes_public_form
def details(request: HttpRequest, signed: str) -> HttpResponse:
    """The second step, for stars that came alone."""
    pk = read_signed("rating_details", signed)
    rating = get_object_or_404(Rating.objects.select_related("page"), pk=pk)
    form = DetailsForm(request, rating=rating.pk, question=rating.question)
    if form.is_valid():
        services.add_details(rating, **form.words)
        return redirect(reverse("rated", args=[rating.page_id]) + "#content")
    context = {"rating": rating, "form": form}
    return render(request, "cms/feedback/details.html", context, status=form.status)


@require_safe
def rated(request: HttpRequest, pk: int) -> HttpResponse:
    rated_page = page_for(request, pk)
    return render(request, "cms/feedback/rated.html", {"rated_page": rated_page})


@require_safe
def clarity(request: HttpRequest) -> HttpResponse:
    """What all readers together say, published (CAD art. 7, c. 3)."""
    ratings = Rating.objects.filter(
        page__in=Page.objects.live().public().filter(locale=Locale.get_active())
    )
    pages = counts.by_page(ratings).filter(count__gte=counts.PUBLISHED_FROM)
    current = Paginator(pages.order_by("-count", "title"), PAGES_AT_A_TIME)
    context = {
        "summary": counts.summary(ratings),
        "enough": counts.PUBLISHED_FROM,
        "months": counts.by_month(ratings)[:12],
        "current": current.get_page(request.GET.get("page")),
    }
    return render(request, "cms/feedback/clarity.html", context)


def page_for(request: HttpRequest, pk: int) -> Page:
    """A page that this reader may read: counting through the numbers must not tell
    what pages behind a password are called. Raises Http404."""
    page = get_object_or_404(Page.objects.live(), pk=pk)
    if not all(each.accept_request(request) for each in page.get_view_restrictions()):
        raise Http404
    return page


def page_before(request: HttpRequest) -> str:
    """The page of ours that the reader comes from, if the browser says."""
    address = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return ""
    return urlsplit(address).path[:500]


def signed_address(name: str, pk: int) -> str:
    """Of a page for one reader; nobody finds another's by counting."""
    return reverse(name, args=[signing.dumps(pk, salt=f"cms.feedback:{name}")])


def read_signed(name: str, signed: str) -> Any:
    try:
        return signing.loads(signed, salt=f"cms.feedback:{name}", max_age=A_DAY)
    except signing.BadSignature as error:
        raise Http404 from error
