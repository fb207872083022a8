"""Takes apart what was written together: who used a code, and what was answered.

A response, the use of its code and its receipt are written in one transaction. Until
they are mixed, three things join them for whoever reads the database itself: the
order of their keys and rows, where they lie (``ctid``, ``rowid``), and on PostgreSQL
the number of their transaction (``xmin``; also ``xmax`` of the code's row, which the
foreign key locks). ``docs/privacy.md`` says which window remains.

Whole days are mixed again while they last, so that not even the hour of a mixing
stays with a response; on very busy ones that would keep senders waiting too long.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterator
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F, QuerySet

from .columns import unpacked
from .models import Answer, Code, Pack, Receipt, Redemption, Response, Survey, Text

# New keys are drawn from here: above any that a sequence reaches, and whole numbers
# also for spreadsheets.
LOWEST, HIGHEST = 2**40, 2**53
AT_A_TIME = 400
# Of days with more responses only the new ones are mixed: SQLite's writers wait
# meanwhile, for some seconds.
BUSY = 5000

One = TypeVar("One")


def mix(*, survey: Survey) -> int:
    """Mix what has come since the last time; says how many responses that were.

    The responses to mix are chosen first: one that comes meanwhile waits with the use
    of its code for the next time. If it is broken off between the two transactions,
    the next time does both again.
    """
    new = Response.objects.filter(version__survey=survey, mixed=False)
    days = set(new.values_list("day", flat=True))
    of_these_days = Response.objects.filter(version__survey=survey, day__in=days)
    few = of_these_days.count() <= BUSY
    chosen = list((of_these_days if few else new).values_list("pk", flat=True))
    if chosen:
        mix_codes(survey=survey)
        mix_responses(survey=survey, chosen=chosen)
    return len(chosen)


@transaction.atomic
def mix_codes(*, survey: Survey) -> None:
    """Write all codes, uses and receipts of the survey anew: all have one transaction,
    and uses and receipts lie in random order."""
    wait_for_others(survey)
    # In place, as keys and digests are random: it takes away the senders' locks.
    Code.objects.filter(batch__survey=survey).update(digest=F("digest"))
    # Only rows that were read are erased: one more may come meanwhile.
    uses = Redemption.objects.filter(code__batch__survey=survey)
    used = shuffled(uses.select_for_update(of=("self",)).values_list("pk", flat=True))
    for some in parts(used):
        erase(Redemption.objects.filter(pk__in=some))
    for some in parts(used):
        Redemption.objects.bulk_create(Redemption(code_id=code) for code in some)
    receipts = shuffled(Receipt.objects.select_for_update().filter(survey=survey))
    for lot in parts(receipts):
        erase(Receipt.objects.filter(pk__in=[receipt.pk for receipt in lot]))
    for lot in parts(receipts):
        Receipt.objects.bulk_create(
            Receipt(secret=receipt.secret, survey=survey, day=monday(receipt.day))
            for receipt in lot
        )


@transaction.atomic
def mix_responses(*, survey: Survey, chosen: list[int]) -> None:
    """Write these responses anew, under random keys and in the order of those."""
    wait_for_others(survey)
    forget_keys(survey, chosen)
    keys = dict(zip(sorted(draw(len(chosen))), shuffled(chosen), strict=True))
    for some in parts(list(keys)):
        rewrite({keys[new]: new for new in some})


def rewrite(keys: dict[int, int]) -> None:
    """``keys``: new ones by old ones, in the order in which they are to lie."""
    responses = Response.objects.select_for_update().in_bulk(list(keys))
    Response.objects.bulk_create(
        Response(
            pk=new,
            version_id=responses[old].version_id,
            channel=responses[old].channel,
            day=responses[old].day,
            mixed=True,
        )
        for old, new in keys.items()
        if old in responses
    )
    hanging: tuple[Any, ...] = (Answer, Text)
    for model in hanging:
        # Locked: somebody may be reviewing a text.
        rows = list(
            model.objects.select_for_update()
            .filter(response__in=responses)
            .order_by("question_id", "pk")
        )
        lots = list(parts([row.pk for row in rows]))
        for row in rows:
            row.pk = None
            row.response_id = keys[row.response_id]
        rows.sort(key=lambda row: row.response_id)
        for lot in lots:
            erase(model.objects.filter(pk__in=lot))
        model.objects.bulk_create(rows, batch_size=AT_A_TIME)
    erase(Response.objects.filter(pk__in=responses))


def forget_keys(survey: Survey, keys: list[int]) -> None:
    """A pack holds keys beside answers, in the order of the old ones."""
    pack = Pack.objects.filter(survey=survey).first()
    if pack and set(unpacked(pack.columns).responses) & set(keys):
        pack.delete()


def forget_gone() -> None:
    """A pack that was made while responses were mixed may hold keys of before."""
    for pack in Pack.objects.all():
        responses = Response.objects.filter(version__survey=pack.survey_id)
        there = set(responses.values_list("pk", flat=True))
        if not there.issuperset(unpacked(pack.columns).responses):
            pack.delete()


def wait_for_others(survey: Survey) -> None:
    """One mixing at a time; whoever sends a response does not wait for it."""
    Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)


def draw(number: int) -> set[int]:
    drawn: set[int] = set()
    while len(drawn) < number:
        drawn.add(LOWEST + secrets.randbelow(HIGHEST - LOWEST))
    return drawn


def shuffled(rows: QuerySet | list[One]) -> list:
    found = list(rows)
    secrets.SystemRandom().shuffle(found)
    return found


def parts(rows: list[One]) -> Iterator[list[One]]:
    for start in range(0, len(rows), AT_A_TIME):
        yield rows[start : start + AT_A_TIME]


def monday(day: datetime.date) -> datetime.date:
    """A receipt keeps no day that a response has to itself."""
    return day - datetime.timedelta(days=day.weekday())


def erase(rows: QuerySet) -> int:
    """In one statement: nothing hangs on these rows, and there may be millions."""
    count: int = rows._raw_delete(rows.db)
    return count
