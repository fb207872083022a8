"""What readers fill in."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

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
