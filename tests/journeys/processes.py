"""Real Celery processes for a test: on its database, with a queue of their own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from celery import Task
from django.conf import settings
from django.db import connection
from kombu import Exchange, Queue

from cms.celery import app, make_broker_folders

ROOT = Path(__file__).resolve().parents[2]
ALONE = ("--without-gossip", "--without-mingle", "--without-heartbeat")
WORKER = ["-m", "celery", "-A", "cms", "worker", *ALONE, "--pool", "solo"]
THREADS = [*WORKER[:-1], "threads", "--concurrency", "4"]
BEAT = ["-m", "celery", "-A", "cms", "beat", "--pidfile="]


class Celery:
    """Processes that share a queue. ``with celery.running(WORKER, BEAT): …``"""

    def __init__(
        self, folder: Path, networks: dict[str, Any], mail: str = "dummymail://"
    ) -> None:
        self.folder = folder
        self.networks = networks
        self.mail = mail
        self.queue = f"test-{uuid.uuid4().hex[:12]}"
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, arguments: list[str], **pipes: Any) -> subprocess.Popen[bytes]:
        """One Python process with these arguments; its words go to a file."""
        given = {
            "database": str(connection.settings_dict["NAME"]),
            "networks": self.networks,
            "keys": settings.CREDENTIALS_KEYS,
            "queue": self.queue,
        }
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
            "TEST_PROCESS": json.dumps(given),
            "EMAIL_URL": self.mail,
            "PYTHONPATH": str(ROOT),
        }
        with (self.folder / "celery.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env=environment,
                stderr=log,
                **{"stdout": log, **pipes},
            )
        self.processes.append(process)
        return process

    @contextmanager
    def running(self, *commands: list[str]) -> Iterator[None]:
        started = [self.start(command) for command in commands]
        try:
            yield
        finally:
            for process in started:
                stop(process)

    def ring(self, task: Task, *args: Any) -> None:
        """Put a task into this test's queue."""
        make_broker_folders()
        task.apply_async(args, queue=self.queue)

    @property
    def log(self) -> str:
        return (self.folder / "celery.log").read_text()

    def end(self) -> None:
        for process in self.processes:
            stop(process)
        self.lose_the_queue()

    def lose_the_queue(self) -> None:
        """All that was rung for is forgotten, as when a broker's disk is wiped."""
        if settings.CELERY_BROKER_URL.startswith("filesystem:"):
            shutil.rmtree(settings.BROKER_DIR, ignore_errors=True)
            return
        with app.connection_for_write() as broker:
            exchange = Exchange(self.queue)
            queue = Queue(self.queue, exchange, routing_key=self.queue)
            queue = queue.bind(broker.default_channel)
            queue.declare()
            queue.purge()
            queue.delete()
            queue.exchange.delete()


def stop(process: subprocess.Popen[bytes]) -> None:
    """As an administrator would, and by force when that does not help."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    for pipe in filter(None, (process.stdin, process.stdout)):
        pipe.close()


def wait_until(condition: Callable[[], Any], seconds: float = 30) -> Any:
    """The first true answer of ``condition``; fails after ``seconds``."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if answer := condition():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} s")
