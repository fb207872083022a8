"""What an approver says about a post."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class DecisionForm(forms.Form):
    """Approve or send back the ``revision`` that was on the screen, with the
    pictures and the link as they were: ``content``, their fingerprint."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    content = forms.CharField(widget=forms.HiddenInput, required=False)
    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        help_text=gettext_lazy("For the author; needed to send the post back."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    decision = forms.ChoiceField(choices=[("approve", "approve"), ("reject", "reject")])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("decision") == "reject" and not values.get("comment", "").strip():
            self.add_error("comment", _("Write what should be changed."))
        return values
