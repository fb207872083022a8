"""Stopping everything at once, or for a period that is known before."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import Stop

from .times import TownDateTimeField


class StopEverythingForm(forms.ModelForm):
    sure = forms.BooleanField(label=_("Yes, nothing shall go out from now on."))

    class Meta:
        model = Stop
        fields = ["reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.kind = Stop.Kind.STOPPED
        self.instance.starts_at = timezone.now()


class QuietPeriodForm(forms.ModelForm):
    starts_at = TownDateTimeField(label=pgettext_lazy("a moment", "From"))
    ends_at = TownDateTimeField(
        label=_("Until"),
        required=False,
        help_text=_("Empty: until somebody ends it."),
    )

    class Meta:
        model = Stop
        fields = ["starts_at", "ends_at", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.kind = Stop.Kind.QUIET
