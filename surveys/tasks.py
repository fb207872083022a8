"""What surveys do by themselves, called by beat."""

from __future__ import annotations

import logging

from celery import shared_task

from . import mixing, publishing
from .models import Survey

logger = logging.getLogger(__name__)


@shared_task
def mix() -> None:
    """Mix what came since the last hour; a survey that fails stops no other."""
    new = Survey.objects.filter(versions__responses__mixed=False).distinct()
    for survey in new:
        try:
            mixing.mix(survey=survey)
        except Exception:
            logger.exception("Mixing the responses of survey %s failed", survey.pk)
    mixing.forget_gone()


@shared_task
def publish_results() -> None:
    """Publish the results that are due."""
    publishing.publish_all()
