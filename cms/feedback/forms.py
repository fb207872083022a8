"""What readers fill in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.models.ratings import ANSWERS, STARS, Question
from cms.public_forms import Limit, PublicForm


class DisserviceForm(PublicForm):
    purpose = "disservice"
    limit = Limit(10, timedelta(hours=1))

    page = forms.CharField(
        label=_("On which page"),
        help_text=_("Its address or its title."),
        max_length=500,
        required=False,
    )
    text = forms.CharField(
        label=_("What happened"),
        help_text=_(
            "What you wanted to do and what stopped you. Do not write about your "
            "health, nor the names of other people."
        ),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    contact = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_(
            "Only if you want an answer. Without it we read your report all the same."
        ),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class AccessibilityForm(DisserviceForm):
    purpose = "accessibility"

    technology = forms.CharField(
        label=_("Assistive technology"),
        help_text=_(
            "If you use one, such as a screen reader, a magnifier or voice control."
        ),
        max_length=200,
        required=False,
    )
    field_order = ["page", "text", "technology", "contact"]


DETAILS = forms.CharField(
    label=_("Would you like to add details?"),
    help_text=_("At most 200 characters. Do not write personal data."),
    max_length=200,
    required=False,
    widget=forms.Textarea(attrs={"rows": 3, "data-element": "feedback-input-text"}),
)


class RatingForm(PublicForm):
    """At the foot of pages, which are kept, so without a token.

    Only the stars are wanted: an answer to the other question than the stars ask
    is no answer.
    """

    purpose = "rating"
    has_token = False
    limit = Limit(30, timedelta(hours=1))

    stars = forms.TypedChoiceField(
        label=_("Stars"),
        choices=[(number, number) for number in STARS],
        coerce=int,
        error_messages={"required": _("Choose from one to five stars.")},
    )
    answer = forms.ChoiceField(choices=[("", ""), *ANSWERS.items()], required=False)
    text = DETAILS

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        stars, answer = cleaned.get("stars"), cleaned.get("answer")
        if stars and answer and answer not in Question.after(stars).answers:
            cleaned["answer"] = ""
        return cleaned


class DetailsForm(PublicForm):
    """The second step, for whoever gave stars alone."""

    text = DETAILS

    def __init__(self, request: HttpRequest, *, rating: int, question: Question):
        self.purpose = f"rating:{rating}"
        super().__init__(request)
        self.fields["answer"] = forms.ChoiceField(
            label=str(question.text),
            choices=list(question.answers.items()),
            widget=forms.RadioSelect,
            required=False,
        )
        self.order_fields(["answer", "text"])
