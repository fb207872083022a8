"""What readers report: something that is hard or impossible to use, something broken."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# A reader who has no answer to an accessibility report within 30 days may turn to
# the digital ombudsman (AgID, Linee guida sull'accessibilità, §4; L. 4/2004 art.
# 3-quinquies). We answer every report within the same time.
TIME_TO_ANSWER = datetime.timedelta(days=30)


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> ReportQuerySet:
        return self.filter(state=Report.State.OPEN)

    def overdue(self) -> ReportQuerySet:
        return self.open().filter(due_on__lt=timezone.localdate())

    def erase_before(self, moment: datetime.datetime) -> int:
        """Empty what people wrote up to ``moment``, and say of how many.

        What is left counts: which kind, when, whether it was answered.
        """
        return self.filter(sent_at__lt=moment, erased_at__isnull=True).update(
            page="",
            text="",
            technology="",
            contact="",
            note="",
            erased_at=timezone.now(),
        )


class Report(models.Model):
    """One report, with the words of whoever sent it until they are erased."""

    class Kind(models.TextChoices):
        ACCESSIBILITY = "accessibility", _("Accessibility")
        DISSERVICE = "disservice", _("Disservice")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("a report", "Open")
        ANSWERED = "answered", pgettext_lazy("a report", "Answered")

    # Of the form that it came from: a double click is one report.
    entry = models.UUIDField(unique=True, editable=False)
    kind = models.CharField(
        _("kind"), max_length=20, choices=Kind.choices, editable=False
    )
    page = models.CharField(_("page"), max_length=500, blank=True, editable=False)
    text = models.TextField(_("what happened"), blank=True, editable=False)
    technology = models.CharField(
        _("assistive technology"), max_length=200, blank=True, editable=False
    )
    contact = models.EmailField(_("contact"), blank=True, editable=False)
    language = models.CharField(_("language"), max_length=10, editable=False)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    due_on = models.DateField(_("answer by"), editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.OPEN
    )
    note = models.TextField(
        _("note"),
        max_length=2000,
        blank=True,
        help_text=_("What was done, for the team only. Erased with the report."),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    erased_at = models.DateTimeField(_("erased"), null=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of a reader", "report")
        verbose_name_plural = pgettext_lazy("of readers", "reports")
        ordering = ["-sent_at"]
        indexes = [models.Index(fields=["state", "due_on"])]
        constraints = [
            models.CheckConstraint(
                name="report_answered_has_a_time",
                condition=Q(state="open", answered_at__isnull=True)
                | Q(state="answered", answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="report_erased_has_no_words",
                condition=Q(erased_at__isnull=True)
                | Q(text="", contact="", technology="", note="", page=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What the reader is told, and the team looks for."""
        return f"{timezone.localtime(self.sent_at):%Y}-{self.pk}"

    @property
    def is_overdue(self) -> bool:
        return self.state == self.State.OPEN and self.due_on < timezone.localdate()

    def answer(self, by: Any) -> None:
        """Whoever answered first stays."""
        self.state = self.State.ANSWERED
        if self.answered_at is None:
            self.answered_at, self.answered_by = timezone.now(), by

    def reopen(self) -> None:
        self.state = self.State.OPEN
        self.answered_at = self.answered_by = None
