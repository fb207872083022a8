"""One process of the outbox's benchmark: ``python -m django bench WHAT …``.

``prepare N`` makes N deliveries that are due; ``clear`` takes them away.
``deliver PART PARTS`` waits for a line, sends its part of them, as a worker does
that was rung for each, and says when it began and ended. ``commits N`` is the
yardstick: N times the three commits that a delivery cannot do without, each one
row by one bare update.
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

from campaigns import credentials, tasks
from campaigns.models import Channel, Delivery, Post, Sighting, State


def prepare(count: int) -> None:
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
    posts = Post.objects.bulk_create(
        [Post(text=f"Testo numero {n}", live=True) for n in range(count)]
    )
    kind = ContentType.objects.get_for_model(Post)
    revisions = Revision.objects.bulk_create(
        [
            Revision(
                content_type=kind,
                base_content_type=kind,
                object_id=str(post.pk),
                created_at=now,
                content={},
            )
            for post in posts
        ]
    )
    for post, revision in zip(posts, revisions, strict=True):
        post.latest_revision = revision
    Post.objects.bulk_update(posts, ["latest_revision"], batch_size=200)
    Delivery.objects.bulk_create(
        [
            Delivery(
                post=post,
                channel=channel,
                revision=post.latest_revision,
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


def clear() -> None:
    for model in (Delivery, Post, Revision):
        model.objects.all().delete()


def deliver(part: int, parts: int) -> None:
    ids = Delivery.objects.order_by("pk").values_list("pk", flat=True)
    mine = list(ids)[part::parts]

    def send_all() -> None:
        for pk in mine:
            tasks.deliver(pk)

    timed(send_all)
    unsent = Delivery.objects.filter(pk__in=mine).exclude(state=State.SENT).count()
    if unsent:
        raise SystemExit(f"{unsent} deliveries were not sent")


def commits(count: int) -> None:
    Sighting.note("bench")
    row = Sighting.objects.filter(part="bench")

    def commit_all() -> None:
        for _ in range(3 * count):
            row.update(seen_at=timezone.now())

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
        steps = (prepare, clear, deliver, commits)
        {step.__name__: step for step in steps}[what](*numbers)
