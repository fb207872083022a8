"""Where residents answer. None of these pages is kept by any cache.

The private link is all that leads to a draft: no session, no account, no cookie. The
one cookie says, constantly, that a response was sent from here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from cms.public_forms import takes_public_form

from . import codes, flood, services
from .definition import Definition, Section, in_words_of
from .forms import BeginForm, SendForm
from .models import Access, Draft, Receipt, State, Survey, SurveyPage
from .steps import all_said, show_section
from .way import Way, replaced

SENT = "risposta-inviata"
A_YEAR = 365 * 24 * 60 * 60


@dataclass
class Answering(Way):
    """A resident's way: the private link leads to the draft."""

    survey: Survey
    page: SurveyPage
    secret: str
    draft: Draft

    @property
    def answers(self) -> dict[str, Any]:
        return self.draft.answers

    @cached_property
    def definition(self) -> Definition:
        # Of the version that was begun, also where a newer one is published.
        return in_words_of(self.draft.version.definition, self.page.written)

    def address(self, name: str, *args: Any) -> str:
        if name == "begin":
            return self.page.url
        return reverse(f"survey_{name}", args=[self.survey.pk, self.secret, *args])

    def keep(self, answers: dict[str, Any], asked: Section) -> None:
        services.save(
            draft=self.draft, answers=replaced(self.draft.answers, answers, asked)
        )


def page_of(request: HttpRequest, survey: Survey) -> SurveyPage | None:
    """The live page in the reader's language, or else the original."""
    pages = SurveyPage.objects.live().filter(translation_key=survey.key)
    found = {page.locale.language_code: page for page in pages.select_related("locale")}
    page = found.get(get_language()) or next(
        (page for page in found.values() if page.is_source), None
    )
    if page and not all(
        each.accept_request(request) for each in page.get_view_restrictions()
    ):
        raise Http404
    return page


def answering(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Of a view that takes an ``Answering``: it finds the draft, and shows a page that
    says why where there is none or the survey takes no answers."""

    @takes_public_form
    @wraps(view)
    def find(
        request: HttpRequest, survey: int, secret: str, **kwargs: Any
    ) -> HttpResponse:
        asked = get_object_or_404(Survey, pk=survey)
        page = page_of(request, asked)
        if page is None:
            return closed(request, asked, None, "unpublished", status=404)
        digest = services.digest(secret)
        draft = (
            Draft.objects.select_related("version__survey")
            .filter(secret=digest, version__survey=asked)
            .first()
        )
        if draft is None:
            if Receipt.objects.filter(secret=digest, survey=asked).exists():
                thanks_page = reverse("survey_thanks", args=[survey, secret])
                return redirect(thanks_page)
            return closed(request, asked, page, "gone", status=404)
        state = asked.state()
        if state != State.OPEN:
            return closed(request, asked, page, state, status=403)
        person = Answering(asked, page, secret, draft)
        return view(request, person, **kwargs)

    return find


def closed(
    request: HttpRequest,
    survey: Survey,
    page: SurveyPage | None,
    state: str,
    status: int,
) -> HttpResponse:
    context = {"survey": survey, "survey_page": page, "state": state}
    response = render(request, "surveys/closed.html", context, status=status)
    add_never_cache_headers(response)
    return response


@takes_public_form
@require_POST
def begin(request: HttpRequest, survey: int) -> HttpResponse:
    asked = get_object_or_404(Survey, pk=survey)
    page = page_of(request, asked)
    if page is None or asked.version is None:
        return closed(request, asked, None, "unpublished", status=404)
    state = asked.state()
    if state != State.OPEN:
        return closed(request, asked, page, state, status=403)
    form = BeginForm(request)
    again = SENT in request.COOKIES and "again" not in request.POST
    if form.is_valid() and not again:
        secret = services.begin(version=asked.version)
        return redirect("survey_step", asked.pk, secret, 1)
    context = {"form": form, "survey": asked, "survey_page": page, "again": again}
    return render(request, "surveys/begin.html", context, status=form.status)


@answering
def resume(request: HttpRequest, person: Answering) -> HttpResponse:
    """The private link: to the first section with something left to answer."""
    for section in person.met.sections:
        if not any(q.key in person.draft.answers for q in section.questions):
            return redirect(person.to(section))
    return redirect(person.address("review"))


@answering
def section(request: HttpRequest, person: Answering, number: int) -> HttpResponse:
    return show_section(request, person, number, may_wait=True)


@answering
@require_safe
def later(request: HttpRequest, person: Answering) -> HttpResponse:
    context = {
        "survey_page": person.page,
        "link": request.build_absolute_uri(person.address("resume")),
        "days": services.DRAFT_DAYS,
    }
    return render(request, "surveys/later.html", context)


@answering
def review(request: HttpRequest, person: Answering) -> HttpResponse:
    by_code = person.survey.access == Access.CODE
    if request.method == "POST":
        flood.note(person.survey.pk)
    form = SendForm(
        request,
        draft=person.draft.pk,
        needs_code=by_code,
        flooded=flood.is_on(person.survey.pk),
    )
    if not person.missing and form.is_valid():
        try:
            services.send(draft=person.draft, code=form.cleaned_data.get("code", ""))
        except services.NotTaken as refused:
            return closed(
                request, person.survey, person.page, refused.state, status=403
            )
        except codes.WrongCode as wrong:
            form.add_error("code", str(wrong.words))
        else:
            response = redirect(person.address("thanks"))
            if not by_code:
                remember(response, person.survey)
            return response
    context = {
        "survey_page": person.page,
        "form": form,
        "said": all_said(person),
        "missing": person.missing,
        "back": person.to(person.met.sections[-1]),
    }
    return render(request, "surveys/review.html", context, status=form.status)


def remember(response: HttpResponse, survey: Survey) -> None:
    """The same for everybody: it says that a response was sent, and not which."""
    response.set_cookie(
        SENT,
        "1",
        max_age=A_YEAR,
        path=reverse("survey_begin", args=[survey.pk]),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


@require_safe
def thanks(request: HttpRequest, survey: int, secret: str) -> HttpResponse:
    asked = get_object_or_404(Survey, pk=survey)
    get_object_or_404(Receipt, secret=services.digest(secret), survey=asked)
    context = {"survey": asked, "survey_page": page_of(request, asked)}
    response = render(request, "surveys/thanks.html", context)
    add_never_cache_headers(response)
    return response
