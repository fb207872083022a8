"""An editor walks through a survey as it is written, before anybody may answer it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from .definition import Definition, Section
from .models import SurveyPage
from .steps import all_said, show_section
from .way import Way, replaced


class Trial(Way):
    """The newest draft of the page; the answers are in the editor's session."""

    def __init__(self, request: HttpRequest, page: int) -> None:
        found = get_object_or_404(SurveyPage, pk=page)
        if not found.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.request = request
        self.page = found.get_latest_revision_as_object()
        self.place = f"survey-trial-{page}"

    @cached_property
    def definition(self) -> Definition:
        return self.page.written

    @property
    def answers(self) -> dict[str, Any]:
        answers: dict[str, Any] = self.request.session.get(self.place, {})
        return answers

    def keep(self, answers: dict[str, Any], asked: Section) -> None:
        self.request.session[self.place] = replaced(self.answers, answers, asked)

    def address(self, name: str, *args: Any) -> str:
        return reverse(f"survey_trial_{name}", args=[self.page.pk, *args])

    @property
    def editor(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])


@require_safe
def begin(request: HttpRequest, page: int) -> HttpResponse:
    """Forget the answers of the last trial."""
    way = Trial(request, page)
    request.session.pop(way.place, None)
    if not way.met.sections:
        return redirect(way.editor)
    return redirect(way.to(way.met.sections[0]))


def section(request: HttpRequest, page: int, number: int) -> HttpResponse:
    way = Trial(request, page)
    return show_section(request, way, number, trial=way.editor)


@require_safe
def review(request: HttpRequest, page: int) -> HttpResponse:
    way = Trial(request, page)
    context = {
        "survey_page": way.page,
        "trial": way.editor,
        "said": all_said(way),
        "missing": way.missing,
        "back": way.to(way.met.sections[-1]),
    }
    return render(request, "surveys/review.html", context)


urlpatterns = [
    path("<int:page>/", begin, name="survey_trial_begin"),
    path("<int:page>/<int:number>/", section, name="survey_trial_step"),
    path("<int:page>/controlla/", review, name="survey_trial_review"),
]
