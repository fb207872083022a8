"""One-time codes: who may answer, apart from what was answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .survey import Survey


class CodeBatch(models.Model):
    """Codes that were made together, to be printed once."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="batches")
    name = models.CharField(_("name"), max_length=100)
    made_on = models.DateField(_("made on"), default=timezone.localdate)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    number = models.PositiveIntegerField(_("number of codes"))

    class Meta:
        verbose_name = _("batch of codes")
        verbose_name_plural = _("batches of codes")

    def __str__(self) -> str:
        return self.name


class Code(models.Model):
    """``digest`` is keyed: the table alone opens nothing, and no response names it."""

    batch = models.ForeignKey(CodeBatch, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("code")
        verbose_name_plural = _("codes")

    def __str__(self) -> str:
        return str(self.pk)


class Redemption(models.Model):
    """That a code was used: its primary key makes a second use impossible."""

    code = models.OneToOneField(
        Code, on_delete=models.CASCADE, primary_key=True, related_name="redemption"
    )

    class Meta:
        verbose_name = _("use of a code")
        verbose_name_plural = _("uses of codes")

    def __str__(self) -> str:
        return str(self.pk)
