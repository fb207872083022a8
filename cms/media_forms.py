"""Forms about pictures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images.forms import BaseImageForm


class ImageForm(BaseImageForm):
    """Whose picture it is must be said when it comes in: later nobody knows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("author", "licence"):
            self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("release_expires") and not cleaned.get("release"):
            self.add_error("release", _("Say where the release is filed that expires."))
        return cleaned


class WithdrawForm(forms.Form):
    """Why a picture is withdrawn: the record must say it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Such as: the person in it has taken back the release."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
