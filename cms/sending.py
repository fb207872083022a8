"""Sending the mails of the ledger, each once as far as SMTP lets anybody know.

* A claim is one conditional update with a lease; a worker that dies leaves its row to
  the next round after the lease.
* Right before the dot that ends a mail the lease is asked for again and the row is
  marked (``at_the_dot``), and that is committed: what broke before is certainly not
  out and waits for another try, whoever died meanwhile.
* What the server refuses for good (5xx) has failed, with its words. A server that is
  not there, or does not let us in, is no fault of the mail: it waits.
* Silence after the dot is a doubt, and nobody can be asked. **It is sent once more**,
  with the same Message-ID, and if that ends in doubt too, left for a person. Once,
  because every mail server on the way does the same without a limit (RFC 1047), most
  mailboxes show two mails of one id as one, and a lost invitation or reminder is worse
  than one that is there twice. Not more often, because nothing may go out again and
  again by itself.
"""

from __future__ import annotations

import logging
import secrets
import smtplib
import time
import uuid
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils import timezone
from django.utils.text import Truncator

from . import smtp
from .models import Mail

logger = logging.getLogger(__name__)

# How many answers a server owes before the dot, with some to spare; each comes within
# EMAIL_TIMEOUT.
ANSWERS = 20
LEASE_AFTER_DOT = timedelta(seconds=2 * smtp.ANSWER)
LONGEST_WAIT = timedelta(hours=1)
# About three days of tries.
TRIES = 80
# A doubt is sent once more, later than an answer may still come.
WAIT_IN_DOUBT = timedelta(minutes=5)
# One round: so long a worker is away from the posts, at most.
ROUND_SECONDS = 20
ROUND_SIZE = 200


class LeaseLost(Exception):
    """The row is another's by now: this worker must not send it."""


def send_due() -> bool:
    """Send what is due, over one connection; whether more is left for another round.

    A server that cannot be reached ends the round: the mails that were not tried
    stay due. Safe to call any number of times and from anywhere.
    """
    ends = time.monotonic() + ROUND_SECONDS
    recover(timezone.now())
    server = get_connection(settings.MAIL_BACKEND)
    try:
        due = Mail.objects.due(timezone.now()).order_by("next_try")
        for pk in due.values_list("pk", flat=True)[:ROUND_SIZE]:
            if time.monotonic() > ends:
                return True
            mail = claim(pk)
            if mail and not send(mail, server):
                return False
        return Mail.objects.due(timezone.now()).exists()
    finally:
        close(server)


def recover(now: datetime) -> None:
    """Take back the rows of workers that died: in doubt only past the dot."""
    for mail in Mail.objects.abandoned(now):
        died = "The worker that was sending it died."
        settle(mail, smtp.Doubt(died) if mail.at_the_dot else OSError(died))


def claim(pk: int) -> Mail | None:
    """Take a row that is due, by one conditional update."""
    now, token = timezone.now(), uuid.uuid4()
    row = Mail.objects.filter(pk=pk)
    row.due(now).update(
        state=Mail.State.SENDING,
        lease_token=token,
        lease_until=now + timedelta(seconds=ANSWERS * settings.EMAIL_TIMEOUT),
        at_the_dot=False,
        attempts=F("attempts") + 1,
    )
    return row.filter(lease_token=token).first()


def send(mail: Mail, server: BaseEmailBackend) -> bool:
    """Send one claimed mail and write down what came of it; false when the server
    cannot be reached."""
    try:
        server.open()
    except Exception as error:
        # Whatever it is (refused, TLS, our password), it is not about this mail.
        settle(mail, error if isinstance(error, OSError) else OSError(repr(error)))
        return False
    try:
        hand_over(mail, server)
    except LeaseLost:
        logger.warning("Mail %s was left to another worker", mail.pk)
        close(server)
    except Exception as error:
        settle(mail, error)
        close(server)
    else:
        _sent(mail)
    return True


def hand_over(mail: Mail, server: BaseEmailBackend) -> None:
    """Raises whatever goes wrong: see ``verdict``."""

    def keep_lease() -> None:
        lease_until = timezone.now() + LEASE_AFTER_DOT
        mine = Mail.objects.filter(
            pk=mail.pk, state=Mail.State.SENDING, lease_token=mail.lease_token
        )
        if not mine.update(at_the_dot=True, lease_until=lease_until):
            raise LeaseLost
        mail.at_the_dot, mail.lease_until = True, lease_until

    if isinstance(server, smtp.EmailBackend):
        server.call_before_the_dot(keep_lease)
    else:
        keep_lease()
    server.send_messages([AsWritten(mail)])


class Written(Message):
    """Answers Django's backends, which ask for bytes with their own ends of lines."""

    content = b""

    def as_bytes(self, unixfrom: bool = False, linesep: str = "\n") -> bytes:  # type: ignore[override]
        return self.content.replace(b"\n", linesep.encode())


class AsWritten(EmailMessage):
    """The mail of a row, byte for byte, to the row's recipient alone."""

    def __init__(self, mail: Mail) -> None:
        self.written = message_from_bytes(bytes(mail.message), _class=Written)
        self.written.content = bytes(mail.message)
        sender = parseaddr(self.written["From"])[1]
        super().__init__(mail.subject, from_email=sender, to=[mail.recipient])

    def message(self) -> Written:  # type: ignore[override]
        return self.written


def close(server: BaseEmailBackend) -> None:
    """What a server answers to a good-bye changes nothing."""
    try:
        server.close()
    except OSError as error:
        logger.info("The mail server took no leave: %s", type(error).__name__)


def _sent(mail: Mail) -> None:
    """Whoever holds the row now: it is out, so nobody else shall send it."""
    Mail.objects.filter(pk=mail.pk).exclude(state=Mail.State.SENT).update(
        state=Mail.State.SENT,
        sent_at=timezone.now(),
        message=b"",
        next_try=None,
        error="",
    )


def settle(mail: Mail, error: Exception) -> None:
    """Write down an attempt that failed, if the row is still as this worker left it."""
    now = timezone.now()
    state, words = verdict(error)
    doubts = mail.doubts + (state == Mail.State.IN_DOUBT)
    next_try = None
    if state == Mail.State.IN_DOUBT and doubts == 1:
        next_try = now + WAIT_IN_DOUBT
    elif state == Mail.State.WAITING and mail.attempts < TRIES:
        next_try = now + backoff(mail.attempts)
    elif state == Mail.State.WAITING:
        state = Mail.State.FAILED
    Mail.objects.filter(
        pk=mail.pk,
        state__in=(Mail.State.SENDING, Mail.State.IN_DOUBT),
        lease_token=mail.lease_token,
        lease_until=mail.lease_until,
    ).update(
        # After a doubt no refusal makes certain that it is not out.
        state=Mail.State.IN_DOUBT if doubts else state,
        doubts=doubts,
        next_try=next_try,
        error=Truncator(words).chars(500),
    )
    logger.warning("Mail %s: %s (%s)", mail.pk, state, type(error).__name__)


def verdict(error: Exception) -> tuple[Mail.State, str]:
    """What an error means for a mail, and its words."""
    if isinstance(error, smtp.Doubt):
        return Mail.State.IN_DOUBT, str(error)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        # One mail has one recipient.
        [(code, reply)] = error.recipients.values()
        return _verdict_of_code(code, reply)
    if isinstance(error, smtplib.SMTPResponseException):
        return _verdict_of_code(error.smtp_code, error.smtp_error)
    if isinstance(error, OSError) and not isinstance(
        error, smtplib.SMTPNotSupportedError
    ):
        return Mail.State.WAITING, f"{type(error).__name__}: {error}"
    # An address that the server cannot write, or a fault of ours.
    return Mail.State.FAILED, f"{type(error).__name__}: {error}"


def _verdict_of_code(code: int, reply: bytes | str) -> tuple[Mail.State, str]:
    words = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
    # 530 wants a login first: that is about our settings, not about the mail.
    for_good = 500 <= code < 600 and code != 530
    return Mail.State.FAILED if for_good else Mail.State.WAITING, f"{code} {words}"


def backoff(attempts: int) -> timedelta:
    """A growing, jittered wait: about 30 s, 1, 2, 4 … minutes, at most an hour."""
    longest = min(timedelta(seconds=30) * 2 ** min(attempts - 1, 10), LONGEST_WAIT)
    return longest * (0.75 + secrets.randbelow(500) / 1000)
