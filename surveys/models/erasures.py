"""What was erased when a survey's time was over: numbers, which stay."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .survey import Survey


class Erasure(models.Model):
    class What(models.TextChoices):
        RESPONSES = "responses", _("responses")
        ANSWERS = "answers", _("parts of answers")
        TEXTS = "texts", _("free answers")
        CODES = "codes", _("codes")
        USES = "uses", _("uses of codes")

    survey = models.ForeignKey(
        Survey, on_delete=models.PROTECT, related_name="erasures"
    )
    what = models.CharField(_("what"), max_length=10, choices=What)
    number = models.PositiveBigIntegerField(_("how many"))
    day = models.DateField(_("day"), default=timezone.localdate)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")

    def __str__(self) -> str:
        return f"{self.day}: {self.number} {self.get_what_display()}"
