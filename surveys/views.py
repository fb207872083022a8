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

from cms.crops import look_ahead
from cms.models import Image
from cms.public_forms import WHY_NOT, sent_from_here, takes_public_form

from . import services
from .branching import missing, path
from .definition import Definition, Section, in_words_of
from .forms import BeginForm, SectionForm, SendForm
from .models import Access, Draft, Receipt, State, Survey, SurveyPage
from .reading import said

SENT = "risposta-inviata"
A_YEAR = 365 * 24 * 60 * 60


@dataclass
class Answering:
    """One person on the way through a survey."""

    request: HttpRequest
    survey: Survey
    page: SurveyPage
    secret: str
    draft: Draft

    @cached_property
    def definition(self) -> Definition:
        """All of it, in the reader's words."""
        return in_words_of(self.draft.version.definition, self.page.written)

    @property
    def met(self) -> Definition:
        return path(self.definition, self.draft.answers)

    def step(self, key: str) -> int:
        keys = [section.key for section in self.definition.sections]
        return keys.index(key) + 1

    def section(self, number: int) -> Section:
        """Raises Http404 for one that these answers do not lead to."""
        sections = self.definition.sections
        if not 0 < number <= len(sections):
            raise Http404
        key = sections[number - 1].key
        for section in self.met.sections:
            if section.key == key:
                return section
        raise Http404

    def address(self, name: str, *args: Any) -> str:
        return reverse(name, args=[self.survey.pk, self.secret, *args])

    def to(self, section: Section) -> str:
        return self.address("survey_step", self.step(section.key))

    def after(self, number: int, by: int = 1) -> str:
        """The address of the next section, or of the one before (``by`` -1)."""
        numbers = [self.step(section.key) for section in self.met.sections]
        there = [n for n in numbers if (n > number if by > 0 else n < number)]
        if there:
            return self.address("survey_step", there[0] if by > 0 else there[-1])
        return self.address("survey_review") if by > 0 else self.page.url

    @property
    def missing(self) -> list[Any]:
        return list(missing(self.definition, self.draft.answers))


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
        person = Answering(request, asked, page, secret, draft)
        return view(request, person, **kwargs)

    return find


def closed(
    request: HttpRequest,
    survey: Survey,
    page: SurveyPage | None,
    state: str,
    status: int,
) -> HttpResponse:
    context = {"survey": survey, "page": None, "survey_page": page, "state": state}
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
    return redirect(person.address("survey_review"))


@answering
def section(request: HttpRequest, person: Answering, number: int) -> HttpResponse:
    asked = person.section(number)
    sent = request.method == "POST"
    form = SectionForm(
        asked,
        person.draft.answers,
        request.POST if sent else None,
        images=pictures_of(asked),
    )
    refused = ""
    if sent and not sent_from_here(request):
        refused = str(WHY_NOT["elsewhere"])
    elif sent:
        services.save(draft=person.draft, answers=form.good, asked=asked)
        go = request.POST.get("go", "on")
        if go == "save" and request.headers.get("X-Autosave"):
            return HttpResponse(status=204)
        if go == "back":
            return redirect(person.after(number, by=-1))
        if go == "later":
            return redirect(person.address("survey_later"))
        if form.is_valid():
            return redirect(where_now(person, number, asked))
    context = {
        "person": person,
        "survey_page": person.page,
        "section": asked,
        "form": form,
        "refused": refused,
        **progress(person, asked),
    }
    status = 403 if refused else 422 if sent else 200
    return render(request, "surveys/section.html", context, status=status)


def pictures_of(section: Section) -> dict[int, Image]:
    """Those that readers may see, with their files, by id."""
    ids = {question.image for question in section.questions if question.image}
    if not ids:
        return {}
    images = Image.objects.in_bulk(ids)
    look_ahead(images.values(), "text")
    return {pk: image for pk, image in images.items() if image.is_shown}


def where_now(person: Answering, number: int, answered: Section) -> str:
    """On, or here again where an answer has led to more questions of this section."""
    seen = {question.key for question in answered.questions}
    for question in person.section(number).questions:
        if question.key not in seen:
            return f"{person.address('survey_step', number)}#question-{question.key}"
    return person.after(number)


def progress(person: Answering, here: Section) -> dict[str, int]:
    keys = [section.key for section in person.met.sections]
    position, total = keys.index(here.key) + 1, len(keys)
    return {
        "position": position,
        "total": total,
        "percent": round(100 * (position - 1) / (total + 1)),
    }


@answering
@require_safe
def later(request: HttpRequest, person: Answering) -> HttpResponse:
    context = {
        "person": person,
        "survey_page": person.page,
        "link": request.build_absolute_uri(person.address("survey_resume")),
        "days": services.DRAFT_DAYS,
    }
    return render(request, "surveys/later.html", context)


@answering
def review(request: HttpRequest, person: Answering) -> HttpResponse:
    by_code = person.survey.access == Access.CODE
    form = SendForm(request, draft=person.draft.pk, needs_code=by_code)
    if not person.missing and form.is_valid():
        try:
            services.send(draft=person.draft)
        except services.NotTaken as refused:
            return closed(
                request, person.survey, person.page, refused.state, status=403
            )
        response = redirect(person.address("survey_thanks"))
        if not by_code:
            remember(response, person.survey)
        return response
    context = {
        "person": person,
        "survey_page": person.page,
        "form": form,
        "said": [
            (section, person.to(section), said(section, person.draft.answers))
            for section in person.met.sections
        ],
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
