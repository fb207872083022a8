"""Results for editors: all figures, filters, two-way tables, free answers, rows.

Whoever may edit a survey's page sees them; responses one by one need a permission of
their own, and each export is logged.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.permissions import page_permission_policy

from cms.cache import raise_generation

from . import showing
from .exporting import lines
from .freezing import table_of, two_way_of
from .labels import label
from .models import PublishedTwoWay, Survey, SurveyPage, Text, sources
from .protecting import closes_circle, may_cross
from .results import Filter, Results, results

EXPORTED = "surveys.export"
SURVEYS, TEXTS = 50, 50


def editable(request: HttpRequest, page: int) -> tuple[SurveyPage, Survey]:
    found = get_object_or_404(SurveyPage, pk=page)
    if not found.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    survey = get_object_or_404(Survey, key=found.translation_key)
    return found, survey


def number(request: HttpRequest, name: str) -> int:
    """A key that was sent; 0, which no row has, for anything else."""
    sent = request.POST.get(name, "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 19 else 0


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    mine = page_permission_policy.instances_user_has_permission_for(
        request.user, "change"
    )
    pages = sources().filter(pk__in=mine.values("pk")).order_by("-first_published_at")
    context = {
        "here": Paginator(pages, SURVEYS).get_page(request.GET.get("p")),
        "header_title": _("Results of surveys"),
    }
    return TemplateResponse(request, "surveys/admin/results_list.html", context)


@require_safe
def show(request: HttpRequest, page: int) -> HttpResponse:
    survey_page, survey = editable(request, page)
    key, _bar, category = request.GET.get("only", "").partition("|")
    only = Filter(key, category) if category else None
    found = results(survey, words=survey_page.written, only=only)
    first, second = request.GET.get("first", ""), request.GET.get("second", "")
    crossed = None
    if {first, second} <= found.counted.keys() and first != second:
        figures = {"two_ways": [two_way_of(found.two_way(first, second))]}
        crossed = next(showing.two_ways(figures, found.definition, every=True), None)
    figures = {"tables": [table_of(table) for table in found.tables]}
    context = {
        "survey_page": survey_page,
        "survey": survey,
        "header_title": survey_page.title,
        "responses": found.responses,
        "tables": list(showing.tables(figures, found.definition, every=True)),
        "filters": filters(found),
        "only": request.GET.get("only", ""),
        "questions": [
            (each.key, each.name)
            for each in found.counted.values()
            if each.has_categories
        ],
        "first": first,
        "second": second,
        "crossed": crossed,
        "published": list(published(survey, found)),
        "may_export": request.user.has_perm("surveys.export_response"),
    }
    return TemplateResponse(request, "surveys/admin/results.html", context)


def filters(found: Results) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (
            each.name,
            [
                (f"{each.key}|{category}", label(each.question, category))
                for category in found.counting.categories(each)
            ],
        )
        for each in found.counted.values()
        if each.has_categories
    ]


def published(survey: Survey, found: Results) -> Any:
    for pair in PublishedTwoWay.objects.filter(survey=survey).order_by("pk"):
        first = found.counted.get(str(pair.first))
        second = found.counted.get(str(pair.second))
        if first and second:
            yield pair, first.name, second.name


@require_POST
def choose(request: HttpRequest, page: int) -> HttpResponse:
    """Publish a two-way table, or no longer."""
    survey_page, survey = editable(request, page)
    there = PublishedTwoWay.objects.filter(survey=survey)
    if "remove" in request.POST:
        there.filter(pk=number(request, "remove")).delete()
        return redirect("survey_results", survey_page.pk)
    found = results(survey)
    first = found.counted.get(request.POST.get("first", ""))
    second = found.counted.get(request.POST.get("second", ""))
    pairs = [(str(pair.first), str(pair.second)) for pair in there]
    if not (first and second and may_cross(first, second)):
        messages.error(request, _("These two questions cannot be crossed in public."))
    elif closes_circle([*pairs, (first.key, second.key)]):
        words = _(
            "With the tables that are published already this one would close a "
            "circle, from which hidden numbers could be worked out."
        )
        messages.error(request, words)
    else:
        there.create(survey=survey, first=first.key, second=second.key)
        messages.success(
            request, _("It is published with the results, from their next time on.")
        )
    return redirect("survey_results", survey_page.pk)


def texts(request: HttpRequest, page: int) -> HttpResponse:
    """Free answers, to be read; what is not marked stays unseen."""
    survey_page, survey = editable(request, page)
    mine = Text.objects.filter(question__survey=survey)
    if request.method == "POST":
        state, text = request.POST.get("state"), number(request, "text")
        if state in Text.State.values:
            mine.filter(pk=text).update(state=state)
            raise_generation()
        return redirect(request.get_full_path())
    asked = request.GET.get("state", Text.State.NEW)
    found = mine.filter(state=asked).select_related("question").order_by("text", "pk")
    names = {each.key: each.text for each in survey_page.definition.questions}
    here = Paginator(found, TEXTS).get_page(request.GET.get("p"))
    context = {
        "survey_page": survey_page,
        "header_title": survey_page.title,
        "texts": [(names.get(str(text.question.key), ""), text) for text in here],
        "here": here,
        "asked": asked,
        "states": Text.State.choices,
    }
    return TemplateResponse(request, "surveys/admin/texts.html", context)


@require_POST
@permission_required("surveys.export_response", raise_exception=True)
def export(request: HttpRequest, page: int) -> StreamingHttpResponse:
    survey_page, survey = editable(request, page)
    log(instance=survey_page, action=EXPORTED, user=request.user)
    return StreamingHttpResponse(
        lines(survey),
        content_type="text/csv",
        headers={
            "Content-Disposition": f'attachment; filename="{survey_page.slug}.csv"',
            "Cache-Control": "no-store",
        },
    )


urlpatterns = [
    path("", every, name="survey_results_list"),
    path("<int:page>/", show, name="survey_results"),
    path("<int:page>/choose/", choose, name="survey_results_choose"),
    path("<int:page>/texts/", texts, name="survey_texts"),
    path("<int:page>/rows/", export, name="survey_rows"),
]
