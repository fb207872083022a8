"""When and how results become public."""

from __future__ import annotations

import datetime
import logging

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from cms.cache import raise_generation

from .figures import Table
from .freezing import checksum, frozen, written
from .models import Publication, PublishedTwoWay, Snapshot, State, Survey, sources
from .protecting import Protected, may_cross, protect
from .results import Results, mark, results
from .suppression import THRESHOLD

logger = logging.getLogger(__name__)

# So many new responses at least between one publication and the next.
NEW_RESPONSES = THRESHOLD


def publish_all(now: datetime.datetime | None = None) -> int:
    """Publish the results that are due; a survey that fails stops no other. Returns of
    how many it was."""
    published = 0
    for survey in Survey.objects.exclude(publication=Publication.NEVER):
        try:
            published += publish(survey, now) is not None
        except Exception:
            logger.exception("Publishing the results of %s failed", survey.pk)
    return published


def publish(survey: Survey, now: datetime.datetime | None = None) -> Snapshot | None:
    """None if it is not the time, or if answers came in while they were counted."""
    now = now or timezone.now()
    last = Snapshot.objects.filter(survey=survey).first()
    day = timezone.localdate(now)
    if not is_due(survey, survey.state(now), survey.count(), last, day):
        return None
    page = sources().filter(translation_key=survey.key).first()
    before = mark(survey)
    found = results(survey)
    if page is None or mark(survey) != before:
        return None
    protected = protected_of(survey, found)
    if protected is None:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        figures = frozen(protected, key=survey.key, title=page.title, day=day)
    text = written(figures)
    with transaction.atomic():
        snapshot, _created = Snapshot.objects.update_or_create(
            survey=survey,
            defaults={
                "day": day,
                "responses": found.responses,
                "figures": text,
                "checksum": checksum(text),
            },
        )
        raise_generation()
    return snapshot


def is_due(
    survey: Survey,
    state: State,
    responses: int,
    last: Snapshot | None,
    day: datetime.date,
) -> bool:
    """Live results at most daily; never again before enough have answered anew, so
    that the difference tells of nobody."""
    over = state in (State.CLOSED, State.FULL)
    if survey.publication == Publication.NEVER or state == State.FUTURE:
        return False
    if survey.publication == Publication.CLOSING and not over:
        return False
    if last is None:
        return responses >= THRESHOLD
    return responses - last.responses >= NEW_RESPONSES and (over or last.day < day)


def protected_of(survey: Survey, found: Results) -> Protected | None:
    """What of these results may be shown to everybody."""
    tables: list[Table] = [
        table for table in found.tables if table.counted.question.public
    ]
    shown = {table.counted.key for table in tables}
    pairs = PublishedTwoWay.objects.filter(survey=survey).order_by("pk")
    two_ways = [
        found.two_way(str(pair.first), str(pair.second))
        for pair in pairs
        if {str(pair.first), str(pair.second)} <= shown
        and may_cross(found.counted[str(pair.first)], found.counted[str(pair.second)])
    ]
    return protect(found.definition, found.responses, tables, two_ways)
