"""What happens to a survey: it is published, begun, answered, sent."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction

from cms.cache import raise_generation

from . import codes, recording
from .branching import on_the_way, path
from .definition import write
from .models import (
    Access,
    Answer,
    Draft,
    Item,
    Receipt,
    Response,
    State,
    Survey,
    SurveyPage,
    SurveyVersion,
    Text,
)
from .models.pages import FOR_ALL_LANGUAGES

# So long a draft waits for whoever has its link.
DRAFT_DAYS = 14


class NotTaken(Exception):
    """A response was not taken: ``state`` says why, and nothing was counted."""

    def __init__(self, state: State) -> None:
        super().__init__(state.value)
        self.state = state


@transaction.atomic
def publish(*, page: SurveyPage) -> SurveyVersion:
    """Take over what the page in the site's first language says.

    Makes a new version only if the questions have changed.
    """
    settings = {name: getattr(page, name) for name in FOR_ALL_LANGUAGES}
    survey, _ = Survey.objects.update_or_create(
        key=page.translation_key, defaults=settings
    )
    definition = page.written
    last = survey.version
    if last and last.definition == definition:
        return last
    Item.objects.add(survey, definition.keys())
    number = last.number + 1 if last else 1
    return SurveyVersion.objects.create(
        survey=survey, number=number, written=write(definition)
    )


def begin(*, version: SurveyVersion) -> str:
    """Make an empty draft; returns the secret of its private link, which is nowhere
    kept."""
    secret = secrets.token_urlsafe(24)
    Draft.objects.create(version=version, secret=digest(secret))
    return secret


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def save(*, draft: Draft, answers: dict[str, Any]) -> None:
    draft.answers = answers
    draft.save(update_fields=["answers"])


def send(*, draft: Draft, channel: str = Response.Channel.WEB, code: str = "") -> None:
    """Make the draft a response. Sent twice, it is one.

    Raises NotTaken if the survey takes no responses now, and codes.UnknownCode or
    codes.CodeUsed if it wants a code and this one does not do.
    """
    survey = draft.version.survey
    try:
        with transaction.atomic():
            Receipt.objects.create(secret=draft.secret, survey=survey)
            if survey.limit is not None:
                # One at a time, so that the last place is taken once.
                Survey.objects.select_for_update().get(pk=survey.pk)
            state = survey.state()
            if state != State.OPEN:
                raise NotTaken(state)
            if survey.access == Access.CODE:
                codes.redeem(survey=survey, typed=code)
            record(version=draft.version, answers=draft.answers, channel=channel)
            draft.delete()
    except IntegrityError:
        if Receipt.objects.filter(secret=draft.secret).exists():
            return
        # No savepoint tells which constraint it was: it would give the use of the
        # code and the response transaction ids of their own, one after the other.
        if code and codes.is_used(survey=survey, typed=code):
            raise codes.CodeUsed from None
        raise
    if survey.limit is not None:
        raise_generation()


def record(
    *, version: SurveyVersion, answers: dict[str, Any], channel: str
) -> Response:
    """Write a response: only what these answers lead to counts."""
    response = Response.objects.create(version=version, channel=channel)
    record_all(version=version, said=[(response, answers)])
    return response


def record_all(
    *, version: SurveyVersion, said: Iterable[tuple[Response, dict[str, Any]]]
) -> None:
    """Write what was answered in these responses, which are all of one version."""
    items = Item.objects.ids(version.survey)
    rows: list[Answer] = []
    texts: list[Text] = []
    for response, answers in said:
        met = path(version.definition, answers)
        counted = on_the_way(version.definition, answers)
        rows += [
            Answer(
                response=response,
                question_id=items[row.question],
                part=row.part,
                choice_id=row.choice and items[row.choice],
                value=row.value,
            )
            for row in recording.rows(met, counted)
        ]
        texts += [
            Text(response=response, question_id=items[key], text=text)
            for key, text in recording.texts(met, counted)
        ]
    Answer.objects.bulk_create(rows, batch_size=1000)
    Text.objects.bulk_create(texts, batch_size=1000)
