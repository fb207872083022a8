"""The answers of a survey once more, in the form in which they are counted."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .survey import Survey


class Pack(models.Model):
    """``columns``: see ``surveys.columns``; ``mark``: of the responses that it has.
    Made from the answers and worth no more than the time to make it: who erases
    answers erases it with them."""

    survey = models.OneToOneField(
        Survey, on_delete=models.CASCADE, primary_key=True, related_name="pack"
    )
    mark = models.CharField(max_length=80)
    columns = models.BinaryField()

    class Meta:
        verbose_name = _("pack of answers")
        verbose_name_plural = _("packs of answers")

    def __str__(self) -> str:
        return str(self.pk)
