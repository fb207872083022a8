"""The editors' screen of one-time codes: batches, and the letters of a new one.

The plain codes are in the answer to the form that made them, and nowhere else.
"""

from __future__ import annotations

from typing import Any

import segno
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import PageQuerySet

from . import codes
from .models import Access, CodeBatch, Survey, sources

# So many letters are one page of the browser.
MOST = 1000
# In a batch of fewer, their number would tell who has answered.
USED_SHOWN_FROM = 20
# Behind the sign of a fragment, which a browser sends to nobody: no log, no
# Referer, no proxy sees it.
FRAGMENT = "codice"


class SurveyField(forms.ModelChoiceField):
    """By the titles of their pages; only those for which a code is needed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Survey.objects.none(), **kwargs)
        self.titles: dict[Any, str] = {}

    def look_up(self) -> None:
        surveys = Survey.objects.filter(access=Access.CODE)
        self.titles = {page.translation_key: page.title for page in pages_of(surveys)}
        self.queryset = surveys.filter(key__in=self.titles)

    def label_from_instance(self, survey: Any) -> str:
        return self.titles[survey.key]


class BatchForm(forms.ModelForm):
    survey = SurveyField(
        label=_("Survey"), help_text=_("Published ones for which a code is needed.")
    )

    class Meta:
        model = CodeBatch
        fields = ["survey", "name", "number"]
        help_texts = {
            "name": _(
                "For the team, such as the streets that get the letters. No name of "
                "a person."
            ),
            "number": _("A few more than you need: a lost letter is not made again."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: Any = self.fields["survey"]
        asked.look_up()
        self.fields["number"].validators += [
            MinValueValidator(1),
            MaxValueValidator(MOST),
        ]


class NameForm(forms.ModelForm):
    """The letters are printed: nothing else of a batch can change."""

    class Meta:
        model = CodeBatch
        fields = ["name"]


def pages_of(surveys: QuerySet[Survey]) -> PageQuerySet:
    """Their live pages in the language in which they were written."""
    return sources().live().filter(translation_key__in=surveys.values("key"))


class BatchIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[CodeBatch]:
        return CodeBatch.objects.select_related("survey", "made_by").annotate(
            used=Count("codes__redemption")
        )

    @property
    def titles(self) -> dict[Any, str]:
        pages = pages_of(Survey.objects.all())
        return {page.translation_key: page.title for page in pages}

    @property
    def columns(self) -> list[Column]:
        titles = self.titles
        return [
            Column("name", label=_("Name"), accessor="name"),
            Column(
                "survey",
                label=_("Survey"),
                accessor=lambda batch: titles.get(batch.survey.key, "—"),
            ),
            Column("number", label=_("Letters"), accessor="number"),
            Column(
                "used",
                label=_("Used"),
                accessor=lambda batch: (
                    batch.used if batch.number >= USED_SHOWN_FROM else "—"
                ),
            ),
            DateColumn("made_on", label=_("Made on"), accessor="made_on"),
            Column("made_by", label=_("Made by"), accessor="made_by"),
        ]


class BatchCreateView(generic.CreateView):
    def form_valid(self, form: BatchForm) -> HttpResponse:
        batch, plain = codes.make(
            survey=form.cleaned_data["survey"],
            name=form.cleaned_data["name"],
            number=form.cleaned_data["number"],
            by=self.request.user,
        )
        page = pages_of(Survey.objects.filter(pk=batch.survey_id))[0]
        address = page.full_url
        context = {
            "batch": batch,
            "page": page,
            "address": address,
            "letters": [(code, qr(f"{address}#{FRAGMENT}={code}")) for code in plain],
        }
        with translation.override(page.locale.language_code):
            answer = render(self.request, "surveys/letters/letters.html", context)
        answer["Cache-Control"] = "no-store"
        return answer


def qr(address: str) -> SafeString:
    drawn = segno.make(address, error="m", micro=False)
    return mark_safe(drawn.svg_inline(scale=3, omitsize=True))  # noqa: S308 (ours)


class CodeBatchViewSet(ModelViewSet):
    model = CodeBatch
    icon = "key"
    menu_label = _("Survey codes")
    menu_order = 260
    add_to_admin_menu = True
    form_fields = ["survey", "name", "number"]
    index_view_class = BatchIndexView
    add_view_class = BatchCreateView
    inspect_view_enabled = False
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return NameForm if for_update else BatchForm


viewset = CodeBatchViewSet("survey_codes")
