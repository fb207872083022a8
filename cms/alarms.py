"""Mail to the administrators when something breaks.

A mail leaves the machine and is kept for years, so it says where the code broke
and never with what: no value in the message, no exception text, no request, no
address of a visitor, no token. The log on the machine has the rest. One mail an
hour for the same error and ``AN_HOUR`` in all, from all processes together: the
counts are files in ``VAR_DIR``, because the database or Redis may be what broke.
"""

from __future__ import annotations

import hashlib
import logging
import re
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.cache.backends.filebased import FileBasedCache
from django.core.mail import get_connection, mail_admins
from django.db import Error as DatabaseError
from django.db import connection

AN_HOUR = 10
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]")


class Alarm(logging.Handler):
    """Mails what is logged, with a body of its own and a limit.

    The mail is written into the ledger and sent from there. It is sent at once where
    that cannot be: inside a transaction, which what broke may roll back, and while
    the database itself is what broke.
    """

    mailing = threading.local()

    def emit(self, record: logging.LogRecord) -> None:
        if getattr(record, "status_code", None) == 503:
            return  # An answer to whoever asks (``/healthz``); what broke is logged itself.
        if getattr(self.mailing, "now", False):
            return  # What breaks while an alarm is raised raises no other.
        self.mailing.now = True
        try:
            self.raise_alarm(record)
        finally:
            self.mailing.now = False

    def raise_alarm(self, record: logging.LogRecord) -> None:
        subject = PLACEHOLDER.sub("…", str(record.msg).partition("\n")[0])
        body = describe(record)
        try:
            if may_leave(subject + body):
                tell(f"{record.levelname}: {subject}", body)
        except OSError:
            self.handleError(record)


def tell(subject: str, body: str) -> None:
    """By the ledger; at once where nothing can be written down for certain."""
    if not connection.in_atomic_block:
        try:
            mail_admins(subject, body)
        except DatabaseError:
            pass
        else:
            return
    server = get_connection(settings.MAIL_BACKEND, fail_silently=True)
    mail_admins(subject, body, connection=server, fail_silently=True)


def describe(record: logging.LogRecord) -> str:
    """Logger, route and the lines of code that were running."""
    lines = [f"Logger: {record.name}"]
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    if match:
        lines.append(f"Address: /{match.route}")
    if record.exc_info and record.exc_info[0]:
        lines.append(f"Error: {record.exc_info[0].__name__}")
        frames = traceback.extract_tb(record.exc_info[2])
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    lines.append(
        "\nThe log on the machine says with what. For an hour this error is not"
        f" mailed again, and at most {AN_HOUR} mails of all kinds leave."
    )
    return "\n".join(lines)


def may_leave(mail: str) -> bool:
    counts = FileBasedCache(str(Path(settings.VAR_DIR) / "alarms"), {"TIMEOUT": 3600})
    hour = f"{datetime.now(UTC):%Y-%m-%dT%H}"
    counts.add(hour, 0)
    new = counts.add(hashlib.sha256(mail.encode()).hexdigest(), 1)
    return new and counts.incr(hour) <= AN_HOUR
