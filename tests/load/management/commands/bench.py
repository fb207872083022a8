"""One process of the outbox's benchmark: ``python -m django bench WHAT …``.

``prepare N`` makes N deliveries that are due. ``work FIRST LAST PART PARTS`` sends
its part of the deliveries from FIRST to LAST, one after the other, as a worker's
thread does; then it carries out the yardstick, for each of them the three commits that a
delivery cannot do without, each one row by one bare update. Before either it waits
for a line, and after it says when it began and ended.
"""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management import BaseCommand, call_command
from django.utils import timezone
from wagtail.models import Revision

from campaigns import credentials, dispatcher
from campaigns.models import Channel, Delivery, Post, Sighting, State


def prepare(count: int) -> None:
    """In a new database."""
    call_command("migrate", interactive=False, verbosity=0)
    now = timezone.now()
    channel, _ = Channel.objects.get_or_create(
        network="instant",
        account_id="1",
        defaults={
            "state": Channel.State.CONNECTED,
            "sealed_credentials": credentials.seal({}),
        },
    )
    kind = ContentType.objects.get_for_model(Post)
    # The database is new, so the numbers are free.
    numbers = range(1, count + 1)
    Revision.objects.bulk_create(
        [
            Revision(
                pk=number,
                content_type=kind,
                base_content_type=kind,
                object_id=str(number),
                created_at=now,
                content={},
            )
            for number in numbers
        ]
    )
    posts = Post.objects.bulk_create(
        [
            Post(pk=n, text=f"Testo numero {n}", live=True, latest_revision_id=n)
            for n in numbers
        ]
    )
    Delivery.objects.bulk_create(
        [
            Delivery(
                post=post,
                channel=channel,
                revision_id=post.latest_revision_id,
                approved_at=now,
                due_at=now - timedelta(minutes=1),
                useless_after=now + timedelta(days=1),
                message={
                    "text": post.text,
                    "link": "",
                    "language": "it",
                    "images": [],
                },
            )
            for post in posts
        ]
    )


def work(first: int, last: int, part: int, parts: int) -> None:
    ids = list(Delivery.objects.order_by("pk").values_list("pk", flat=True))
    mine = ids[first:last][part::parts]
    Sighting.note(f"bench-{part}")
    row = Sighting.objects.filter(part=f"bench-{part}")

    def send_all() -> None:
        for pk in mine:
            dispatcher.deliver(pk)

    def commit_all() -> None:
        for _ in range(3 * len(mine)):
            row.update(seen_at=timezone.now())

    timed(send_all)
    unsent = Delivery.objects.filter(pk__in=mine).exclude(state=State.SENT).count()
    if unsent:
        raise SystemExit(f"{unsent} deliveries were not sent")
    timed(commit_all)


def timed(run: Callable[[], None]) -> None:
    say("ready")
    sys.stdin.readline()
    began = time.time()
    run()
    say(f"{began} {time.time()}")


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what")
        parser.add_argument("numbers", nargs="*", type=int)

    def handle(self, *args: Any, what: str, numbers: list[int], **options: Any) -> None:
        {"prepare": prepare, "work": work}[what](*numbers)
