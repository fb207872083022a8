"""SMTP on a thread of its own: it takes every mail, with any login or none."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
import time
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from weakref import WeakSet

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from simulator import faults
from simulator.state import Post, State

URL = re.compile(r"https?://[^\s<>\"]+")


class Mailbox:
    """What aiosmtpd asks when a mail is there. It answers SMTP's reply line."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._late: set[asyncio.Task[str]] = set()

    async def handle_RCPT(
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        fault = faults.take(self.state, "mail", "rcpt", address) or {}
        match fault.get("effect"):
            case "refuse":
                return f"{int(fault.get('status', 550))} No such user here"
            case "error_before":
                return f"{int(fault.get('status', 451))} Try again later"
            case "drop_before":
                await self._hang_up(server)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        account = str(envelope.rcpt_tos[0])
        fault = faults.take(self.state, "mail", "data", account) or {}
        match fault.get("effect"):
            case "refuse":
                return f"{int(fault.get('status', 550))} Requested action not taken"
            case "error_before":
                return f"{int(fault.get('status', 451))} Try again later"
            case "drop_before":
                await self._hang_up(server)
            case "accept_then_drop":
                self.keep(envelope)
                await self._hang_up(server)
            case "accept_then_hang":
                self.keep(envelope)
                await asyncio.sleep(faults.seconds(fault))
                await self._hang_up(server)
            case "error_after":
                self.keep(envelope)
                return f"{int(fault.get('status', 451))} Try again later"
            case "accept_late":
                return await self._keep_late(envelope, faults.seconds(fault))
            case "slow":
                answer = self.keep(envelope)
                await asyncio.sleep(faults.seconds(fault))
                return answer
        return self.keep(envelope)

    def keep(self, envelope: Envelope) -> str:
        content = envelope.content
        raw = content if isinstance(content, bytes) else (content or "").encode()
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(raw)
        body = message.get_body(("plain", "html"))
        text = body.get_content().strip() if body else ""
        link = URL.search(text)
        with self.state.change() as memory:
            number = self.state.next_id("mail")
            memory.posts.append(
                Post(
                    network="mail",
                    account=str(envelope.rcpt_tos[0]),
                    id=str(message.get("Message-ID", "")).strip("<> ") or str(number),
                    path=f"/mail/{number}",
                    text=text,
                    at=time.time(),
                    link=link.group() if link else "",
                    mail={
                        "from": str(message.get("From", envelope.mail_from or "")),
                        "to": ", ".join(map(str, envelope.rcpt_tos)),
                        "subject": str(message.get("Subject", "")).strip(),
                    },
                )
            )
        return f"250 OK kept as {number}"

    async def _keep_late(self, envelope: Envelope, seconds: float) -> str:
        """In a task of its own: the session's ends when the client goes."""

        async def later() -> str:
            await asyncio.sleep(seconds)
            return self.keep(envelope)

        task = asyncio.create_task(later())
        self._late.add(task)
        task.add_done_callback(self._late.discard)
        return await asyncio.shield(task)

    async def _hang_up(self, server: SMTP) -> None:
        """Close without a reply; losing the connection cancels this session."""
        _abort(server)
        await asyncio.Event().wait()


def _abort(session: SMTP) -> None:
    if isinstance(session.transport, asyncio.Transport):
        session.transport.abort()


class MailServer:
    """Runs a Mailbox on a socket that listens already."""

    def __init__(self, state: State, listener: socket.socket) -> None:
        self._mailbox = Mailbox(state)
        self._listener = listener
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._sessions: WeakSet[SMTP] = WeakSet()
        self._thread = threading.Thread(target=self._run, name="simulator-mail")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        server = await self._loop.create_server(self._session, sock=self._listener)
        await self._stop.wait()
        server.close()
        # One turn of the loop for a connection that has just been accepted, and
        # two for those that are aborted to be really closed.
        await asyncio.sleep(0)
        for session in list(self._sessions):
            _abort(session)
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    def _session(self) -> SMTP:
        session = SMTP(
            self._mailbox,
            hostname="simulator",
            enable_SMTPUTF8=True,
            auth_require_tls=False,
            authenticator=lambda *_: AuthResult(success=True),
            loop=self._loop,
        )
        self._sessions.add(session)
        return session
