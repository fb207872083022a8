"""The pages on the way through a survey, for residents and for editors who try it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cms.crops import look_ahead
from cms.models import Image
from cms.public_forms import WHY_NOT, sent_from_here

from .definition import Section
from .forms import SectionForm
from .reading import Said, said
from .way import Way


def show_section(
    request: HttpRequest, way: Way, number: int, **context: Any
) -> HttpResponse:
    """One section; a POST keeps what is right, and leads on, back or to ``later``."""
    asked = way.section(number)
    sent = request.method == "POST"
    form = SectionForm(
        asked,
        way.answers,
        request.POST if sent else None,
        images=pictures_of(asked),
    )
    refused = ""
    if sent and not sent_from_here(request):
        refused = str(WHY_NOT["elsewhere"])
    elif sent:
        way.keep(form.good, asked)
        go = request.POST.get("go", "on")
        if go == "save":
            return HttpResponse(status=204)
        if go == "back":
            return redirect(way.before(number))
        if go == "later":
            return redirect(way.address("later"))
        if form.is_valid():
            return redirect(where_now(way, number, asked))
    context |= {
        "survey_page": way.page,
        "section": asked,
        "form": form,
        "refused": refused,
        **progress(way, asked),
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


def where_now(way: Way, number: int, answered: Section) -> str:
    """On, or here again where an answer has led to more questions of this section."""
    seen = {question.key for question in answered.questions}
    for question in way.section(number).questions:
        if question.key not in seen:
            return f"{way.address('step', number)}#question-{question.key}"
    return way.after(number)


def progress(way: Way, here: Section) -> dict[str, int]:
    keys = [section.key for section in way.met.sections]
    position, total = keys.index(here.key) + 1, len(keys)
    return {
        "position": position,
        "total": total,
        "percent": round(100 * (position - 1) / (total + 1)),
    }


def all_said(way: Way) -> list[tuple[Section, str, list[Said]]]:
    """Section by section, with the address where its answers are changed."""
    return [
        (section, way.to(section), said(section, way.answers))
        for section in way.met.sections
    ]
