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
import traceback
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.cache.backends.filebased import FileBasedCache
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.log import AdminEmailHandler

AN_HOUR = 10
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]")


class Alarm(AdminEmailHandler):
    """Django's handler, with a body of our own and a limit.

    It does not wait for a commit as other mail does: what broke may roll back.
    """

    def connection(self) -> BaseEmailBackend:
        return get_connection(settings.MAIL_BACKEND, fail_silently=True)

    def emit(self, record: logging.LogRecord) -> None:
        subject = PLACEHOLDER.sub("…", str(record.msg).partition("\n")[0])
        body = describe(record)
        try:
            if may_leave(subject + body):
                self.send_mail(
                    f"{record.levelname}: {subject}", body, fail_silently=True
                )
        except OSError:
            self.handleError(record)


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
