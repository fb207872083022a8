"""What people answered. No row tells who, and none a time finer than the day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys import recording

from .survey import Item, Survey, SurveyVersion


class Response(models.Model):
    """One person's answers, sent. ``pk`` is drawn anew when responses are mixed."""

    class Channel(models.TextChoices):
        WEB = "web", _("on the web")
        KIOSK = "kiosk", _("at a kiosk")
        PAPER = "paper", _("on paper")
        ASSISTED = "assisted", _("with help")

    version = models.ForeignKey(
        SurveyVersion, on_delete=models.CASCADE, related_name="responses"
    )
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.WEB)
    day = models.DateField(default=timezone.localdate)
    mixed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        permissions = [("export_response", "Can export responses one by one")]

    def __str__(self) -> str:
        return str(self.pk)


class Answer(models.Model):
    """A part of an answer, small enough that millions are counted at once.

    Each question that was asked has one row whose ``part`` is HEAD or NONE; so their
    number says how many were asked, and how many answered. What the answer is:

    * one choice, yes or no: in the HEAD, ``choice`` or ``value``;
    * several choices: a PART for each ``choice``; a ranking: also its place, ``value``;
    * a scale, a rating, a number, a date: ``value`` of the HEAD. A number is
      multiplied by a power of ten, until it is whole; a date is its ordinal;
    * a table: each line is a question of its own;
    * words: in ``Text``.

    ``value`` is OTHER where a choice is not one of the editor's.
    """

    class Part(models.IntegerChoices):
        NONE = recording.NONE
        HEAD = recording.HEAD
        PART = recording.PART

    OTHER = recording.OTHER_VALUE

    response = models.ForeignKey(
        Response, on_delete=models.CASCADE, related_name="answers"
    )
    question = models.ForeignKey(
        Item, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    part = models.PositiveSmallIntegerField(choices=Part)
    choice = models.ForeignKey(
        Item, on_delete=models.CASCADE, related_name="+", null=True, db_index=False
    )
    value = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(
                fields=["response", "question"],
                condition=~Q(part=2),
                name="survey_answer_once",
            )
        ]
        indexes = [
            # All that a count needs: no row is looked at.
            models.Index(
                fields=["question", "part", "choice", "value", "response"],
                name="survey_answer_counts",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Text(models.Model):
    """What somebody wrote in their own words: read by a person before it is published."""

    class State(models.TextChoices):
        NEW = "new", _("to be read")
        PUBLISHED = "published", _("may be published")
        WITHHELD = "withheld", _("not to be published")

    response = models.ForeignKey(
        Response, on_delete=models.CASCADE, related_name="texts"
    )
    question = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("text"))
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.NEW
    )

    class Meta:
        verbose_name = _("free answer")
        verbose_name_plural = _("free answers")

    def __str__(self) -> str:
        return self.text[:60]


class Draft(models.Model):
    """Answers on their way, for whoever has the private link; gone at sending.

    The link's secret is kept as a digest alone, so the table opens no draft.
    """

    secret = models.CharField(max_length=64, unique=True)
    version = models.ForeignKey(
        SurveyVersion, on_delete=models.CASCADE, related_name="drafts"
    )
    answers = models.JSONField(default=dict)
    begun_on = models.DateField(default=timezone.localdate, db_index=True)

    class Meta:
        verbose_name = _("draft of a response")
        verbose_name_plural = _("drafts of responses")

    def __str__(self) -> str:
        return str(self.pk)


class Receipt(models.Model):
    """That a draft was sent, so that it is not sent twice. Leads to no response."""

    secret = models.CharField(max_length=64, unique=True)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(default=timezone.localdate, db_index=True)

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")

    def __str__(self) -> str:
        return str(self.pk)
