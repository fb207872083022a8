"""Writing mails into the ledger: Django's mail backend, and ``write`` for our own.

Every mail of the site goes through here, Django's and Wagtail's too: a row is
written in the transaction of what causes it, so what is rolled back is not told, and
a mail server that hangs keeps nobody waiting. ``cms.sending`` sends the rows.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from datetime import timedelta
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from .doorbell import ring
from .models import Mail
from .models.mail import MailQuerySet
from .retention import Kept, register
from .tasks import send_mails

register(
    Kept(
        name="mails",
        what=_("Mails that we sent: recipient, subject, and when"),
        why=_("to know whether a mail left, and to send it again"),
        months=1,
        erase=Mail.objects.erase_before,
    )
)


class Ledger(BaseEmailBackend):
    """``EMAIL_BACKEND``: writes each mail down instead of sending it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        write(email_messages)
        return len(email_messages)


def write(
    messages: Iterable[EmailMessage],
    *,
    purpose: str = "",
    keep: timedelta | None = None,
) -> None:
    """Write each mail down, once per recipient, and ring for it after the commit.

    With a ``purpose``, whoever has a mail of that purpose already gets no other, while
    that row is there: a month, or ``keep`` where that is longer. Raises BadHeaderError for a header of two lines.
    """
    rows = [row for message in messages for row in _rows(message, purpose, keep)]
    Mail.objects.bulk_create(rows, ignore_conflicts=bool(purpose))
    if rows:
        ring(send_mails)


def _message_id(purpose: str, recipients: Iterable[str]) -> str:
    """The same for each try, and for the same purpose even if a row was lost with a
    backup: most mailboxes show two mails with one id as one."""
    key = uuid.uuid4()
    if purpose:
        key = uuid.uuid5(uuid.NAMESPACE_URL, " ".join((purpose, *recipients)))
    return f"<{key}@{urlsplit(settings.SITE_URL).hostname}>"


def _rows(
    message: EmailMessage, purpose: str, keep: timedelta | None
) -> Iterator[Mail]:
    recipients = dict.fromkeys(parseaddr(to)[1] for to in message.recipients())
    message = copy(message)
    message_id = _message_id(purpose, recipients)
    message.extra_headers = {**message.extra_headers, "Message-ID": message_id}
    content = message.message().as_bytes()
    for recipient in recipients:
        yield Mail(
            recipient=recipient,
            subject=Truncator(str(message.subject)).chars(200),
            purpose=purpose,
            message_id=message_id,
            message=content,
            keep_until=timezone.now() + keep if keep else None,
        )


def may_be_sent_again() -> MailQuerySet:
    """Certainly not out, or a person decides; not what is sent once more anyway."""
    waiting = Mail.objects.filter(state=Mail.State.WAITING)
    return waiting | Mail.objects.for_a_person()


@transaction.atomic
def send_again(mail_id: int, by: Any) -> bool:
    """A person says so, whatever was doubted before; false when it is too late."""
    changed = may_be_sent_again().filter(pk=mail_id).update(
        state=Mail.State.WAITING, attempts=0, doubts=0, next_try=timezone.now()
    )  # fmt: skip
    if changed:
        log(Mail.objects.get(pk=mail_id), "cms.send_mail_again", user=by)
        ring(send_mails)
    return bool(changed)


@transaction.atomic
def mark_arrived(mail_id: int, by: Any) -> bool:
    """A person asked the recipient; false when it is too late."""
    doubted = Mail.objects.for_a_person().filter(state=Mail.State.IN_DOUBT, pk=mail_id)
    changed = doubted.update(
        state=Mail.State.SENT, sent_at=timezone.now(), message=b"", error=""
    )
    if changed:
        log(Mail.objects.get(pk=mail_id), "cms.mail_arrived", user=by)
    return bool(changed)
