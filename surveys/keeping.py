"""How long a survey's answers are kept, and their erasing, which is written down.

A survey's time begins when it closes; one that never closes begins anew with each
response. What was counted and published is not touched.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.retention import Kept, months_before, register

from .mixing import erase, wait_for_others
from .models import (
    Answer,
    Code,
    CodeBatch,
    Draft,
    Erasure,
    Pack,
    Receipt,
    Redemption,
    Response,
    Survey,
    Text,
)
from .services import DRAFT_DAYS


def erase_surveys(now: datetime.datetime) -> int:
    """Of the surveys whose time is over; says how many responses that were."""
    return sum(erase_survey(survey=survey, now=now) for survey in Survey.objects.all())


@transaction.atomic
def erase_survey(*, survey: Survey, now: datetime.datetime) -> int:
    wait_for_others(survey)
    before = months_before(timezone.localdate(now), survey.keep_months)
    begins = kept_from(survey)
    if begins is None or begins >= before:
        return 0
    responses = Response.objects.filter(version__survey=survey)
    if survey.closes_at is None:
        # One may be on its way while this looks.
        responses = responses.filter(day__lte=begins)
    uses = Redemption.objects.filter(code__batch__survey=survey)
    erased = {
        Erasure.What.ANSWERS: erase(Answer.objects.filter(response__in=responses)),
        Erasure.What.TEXTS: erase(Text.objects.filter(response__in=responses)),
        Erasure.What.RESPONSES: erase(responses),
        Erasure.What.USES: erase(uses),
        Erasure.What.CODES: erase(Code.objects.filter(batch__survey=survey)),
    }
    erase(CodeBatch.objects.filter(survey=survey))
    Pack.objects.filter(survey=survey).delete()
    Erasure.objects.bulk_create(
        Erasure(survey=survey, what=what, number=number)
        for what, number in erased.items()
        if number
    )
    return erased[Erasure.What.RESPONSES]


def kept_from(survey: Survey) -> datetime.date | None:
    """The day from which the months are counted."""
    if survey.closes_at:
        return timezone.localdate(survey.closes_at)
    days = survey.versions.aggregate(
        answered=Max("responses__day"), published=Max("published_on")
    )
    day: datetime.date | None = days["answered"] or days["published"]
    return day


def erase_drafts(now: datetime.datetime) -> int:
    """Drafts that nobody sent, and receipts."""
    before = timezone.localdate(now) - datetime.timedelta(days=DRAFT_DAYS)
    drafts = erase(Draft.objects.filter(begun_on__lt=before))
    erase(Receipt.objects.filter(day__lt=before))
    return drafts


register(
    Kept(
        name="surveys",
        what=_("Answers to surveys, and one-time codes, without a name"),
        why=_("to count them and to say what follows from them"),
        months=0,
        how_long=_("for the months that each survey states, from its closing."),
        erase=erase_surveys,
    )
)

register(
    Kept(
        name="drafts",
        what=_("Answers to a survey that were begun and not sent"),
        why=_("so that you can stop and go on later"),
        months=0,
        how_long=_("14 days."),
        erase=erase_drafts,
    )
)
