"""Mail leaves after the commit, never while a transaction is open.

Wagtail writes to reviewers in the middle of its transactions: a mail server
that hangs would keep the database locked for everybody, and a transaction that
is rolled back would have told of what never happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction


class AfterCommit(BaseEmailBackend):
    """Hands messages to ``MAIL_BACKEND``, at once or after the commit.

    After the commit nobody is left who could handle an error: it is logged.
    """

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self.real = get_connection(
            settings.MAIL_BACKEND, fail_silently=fail_silently, **kwargs
        )

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        if not connection.in_atomic_block:
            return self.real.send_messages(email_messages) or 0
        messages = list(email_messages)
        transaction.on_commit(lambda: self.real.send_messages(messages), robust=True)
        return len(messages)
