"""Take what readers send."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page

from cms.models.ratings import Rating
from cms.models.reports import TIME_TO_ANSWER, Report
from cms.public_forms import Limit

from . import mails

# Somebody else's mailbox must not be filled through us.
MAILS_TO_ONE = Limit(3, timedelta(days=1))


def take_report(*, entry: uuid.UUID, kind: str, words: dict[str, Any]) -> Report:
    """Store a report once, however often it is sent, and write to whom it concerns."""
    with transaction.atomic():
        report, is_new = Report.objects.get_or_create(
            entry=entry,
            defaults={
                "kind": kind,
                "language": get_language(),
                "due_on": timezone.localdate() + TIME_TO_ANSWER,
                **words,
            },
        )
        if is_new:
            mails.tell_the_office(report)
            if report.contact and MAILS_TO_ONE.allows("receipt", report.contact):
                mails.confirm(report)
    return report


def rate(*, page: Page, stars: int, answer: str = "", text: str = "") -> Rating:
    return Rating.objects.create(page=page, stars=stars, answer=answer, text=text)


def add_details(rating: Rating, *, answer: str, text: str) -> None:
    """What was said already stays, however often it is sent."""
    mine = Rating.objects.filter(pk=rating.pk)
    mine.filter(answer="").update(answer=answer)
    mine.filter(text="").update(text=text)
