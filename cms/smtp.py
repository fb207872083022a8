"""SMTP, with the one moment told apart after which a mail may be out.

A server answers for a mail once it has read the dot that ends it (RFC 5321, 4.1.1.4
and 6.1). Whatever breaks before the dot leaves is certainly not sent; so is what the
server refuses with a code. Silence after the dot is a doubt: RFC 1047 tells why.
"""

from __future__ import annotations

import re
import smtplib
import socket
from collections.abc import Callable
from typing import Any, cast

from django.core.mail.backends import smtp

# How long an answer to the dot is waited for. RFC 5321, 4.5.3.2.6, wants ten minutes,
# because giving up early sends mails twice; a worker has other things to do.
ANSWER = 60


class Doubt(smtplib.SMTPServerDisconnected):
    """The whole mail left and no answer came: it may be out."""


class Data(smtplib.SMTP):
    """``DATA`` in two halves, with a call of ours before the dot."""

    before_the_dot: Callable[[], None] | None = None

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.putcmd("data")
        code, reply = self.getreply()
        if code != 354:
            raise smtplib.SMTPDataError(code, reply)
        self.send(re.sub(rb"(?m)^\.", b"..", msg.removesuffix(b"\r\n")) + b"\r\n")
        try:
            if self.before_the_dot:
                self.before_the_dot()
        except BaseException:
            # Without the dot the server drops what it has read.
            self.close()
            raise
        return self._end()

    def _end(self) -> tuple[int, bytes]:
        line = cast(socket.socket, self.sock)
        patience = line.gettimeout()
        try:
            line.settimeout(ANSWER)
            self.send(b".\r\n")
            answer = self.getreply()
            line.settimeout(patience)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Doubt(f"{type(error).__name__}: {error}") from error
        return answer


class Plain(Data):
    pass


class Encrypted(Data, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    """Django's own, with connections that raise Doubt."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return Encrypted if self.use_ssl else Plain

    def call_before_the_dot(self, call: Callable[[], None]) -> None:
        """Of the next mail; what ``call`` raises keeps it from leaving."""
        if isinstance(self.connection, Data):
            self.connection.before_the_dot = call
