"""Wrong settings stop the start, and say what to do.

Every process (gunicorn, worker, beat, the demo's preparation) calls
``stop_on_wrong_settings``; ``manage.py check --deploy`` runs the same checks. An
app adds its own with ``@register``. The checks touch the disk, the database and
the broker, so they are deployment checks: ``migrate`` and its like skip them.
They are words for whoever runs the machine, in English as Django's own.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import django
from celery.signals import beat_init, celeryd_init
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, connection, connections
from django.utils.module_loading import import_string
from kombu.exceptions import OperationalError

from .celery import app as celery_app
from .celery import make_broker_folders

TAG = "piastra"
EMAIL_BACKENDS_TO_TRY_OUT = ("console", "filebased", "locmem", "dummy")

Found = Iterator[checks.CheckMessage]


def register(check: Callable[[], Found]) -> Callable[..., list[checks.CheckMessage]]:
    """Make a deployment check of a generator of messages."""

    def run(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
        return list(check())

    checks.register(run, TAG, deploy=True)
    return run


def stop_on_wrong_settings() -> None:
    """Load the settings and end the process if a check finds an error.

    Connections that the checks opened are closed: gunicorn forks afterwards.
    """
    django.setup()
    messages = checks.run_checks(tags=[TAG], include_deployment_checks=True)
    connections.close_all()
    for message in messages:
        print(sentence(message), file=sys.stderr)  # noqa: T201 (before any log)
    if any(message.is_serious() for message in messages):
        raise SystemExit(1)


@celeryd_init.connect
@beat_init.connect
def _check_worker_and_beat(**kwargs: object) -> None:
    stop_on_wrong_settings()


def sentence(message: checks.CheckMessage) -> str:
    return " ".join(filter(None, (message.msg, message.hint)))


@register
def secret_key() -> Found:
    try:
        secret = settings.SECRET_KEY
    except ImproperlyConfigured:
        secret = ""
    if settings.PRODUCTION and len(secret) < 50:
        yield checks.Error(
            "SECRET_KEY is too short." if secret else "SECRET_KEY is missing.",
            hint="Set it to 50 random characters or more and keep it secret:"
            ' python -c "import secrets; print(secrets.token_urlsafe(48))"',
            id="piastra.E001",
        )


@register
def folders() -> Found:
    wanted = {"VAR_DIR": settings.VAR_DIR}
    if not settings.STORAGE_URL:
        wanted["MEDIA_ROOT"] = Path(settings.MEDIA_ROOT)
    if settings.CELERY_BROKER_URL.startswith("filesystem:"):
        wanted["The broker's folder"] = settings.BROKER_DIR
    for name, folder in wanted.items():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            yield checks.Error(
                f"{name} cannot be written to: {folder} ({error.strerror}).",
                hint="Give the folder to the user that runs Piastra, or set VAR_DIR"
                " to another one.",
                id="piastra.E002",
            )


@register
def database() -> Found:
    try:
        connection.ensure_connection()
    except (DatabaseError, ImproperlyConfigured) as error:
        yield checks.Error(
            f"The database does not answer: {first_line(error)}",
            hint="Start it, or correct DATABASE_URL.",
            id="piastra.E003",
        )


@register
def broker() -> Found:
    try:
        reach_broker()
    except (OSError, OperationalError, ImportError, KeyError, ValueError) as error:
        yield checks.Error(
            f"The broker does not answer: {first_line(error)}",
            hint="Start it, or correct CELERY_BROKER_URL; without that variable the"
            " broker is a folder.",
            id="piastra.E004",
        )


def reach_broker() -> None:
    """Connect to the broker once. Raises OSError or OperationalError."""
    make_broker_folders()
    with celery_app.connection_for_write() as door:
        try:
            door.ensure_connection(
                max_retries=1, interval_start=0, timeout=settings.BROKER_TIMEOUT
            )
        except (*door.connection_errors, *door.channel_errors) as error:
            # A refused password is an error of the transport's own kind.
            raise OperationalError(first_line(error)) from error


@register
def mail() -> Found:
    backend: type[BaseEmailBackend] = import_string(settings.MAIL_BACKEND)
    if backend.__module__.endswith(".smtp") and not settings.EMAIL_HOST:
        yield checks.Error(
            "EMAIL_URL names no host.",
            hint="It should look like smtp+tls://user:password@host:587",
            id="piastra.E005",
        )
    if not (settings.PRODUCTION and settings.SITE_URL.startswith("https://")):
        return
    if backend.__module__.endswith(EMAIL_BACKENDS_TO_TRY_OUT):
        yield checks.Error(
            "No mail would leave: EMAIL_URL is not set to a mail server.",
            hint="Set it, such as smtp+tls://user:password@host:587. Invitations,"
            " password resets and alarms go by mail.",
            id="piastra.E006",
        )
    if not settings.ADMINS:
        yield checks.Error(
            "Nobody would hear of errors: ADMINS is empty.",
            hint="Set it to the addresses of whoever runs the site, with commas.",
            id="piastra.E007",
        )
    if "@localhost" in settings.DEFAULT_FROM_EMAIL:
        yield checks.Error(
            "DEFAULT_FROM_EMAIL is at localhost, which other mail servers refuse.",
            hint='Set it, such as "Qt Piastra <noreply@piastra.example>".',
            id="piastra.E008",
        )


@register
def security_contact() -> Found:
    contact = settings.SECURITY_CONTACT
    if contact and not contact.startswith(("mailto:", "https://", "tel:")):
        yield checks.Error(
            "SECURITY_CONTACT is not an address.",
            hint="Begin it with mailto:, https:// or tel:",
            id="piastra.E009",
        )
    if settings.PRODUCTION and settings.SITE_URL.startswith("https://") and not contact:
        yield checks.Warning(
            "Nobody can tell you of a fault of security: SECURITY_CONTACT is empty.",
            hint="Set it, such as mailto:security@piastra.example, for"
            " /.well-known/security.txt.",
            id="piastra.W009",
        )


def first_line(error: BaseException) -> str:
    lines: Sequence[str] = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0]
