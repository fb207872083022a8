"""The simulator as one thing to start and stop, and its HTTP side."""

from __future__ import annotations

import os
import socket
import struct
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from simulator import pages
from simulator.control import Control
from simulator.graph.service import Graph
from simulator.mail import MailServer
from simulator.service import Service
from simulator.state import State
from simulator.web import HangUp, Reply, Request
from simulator.x.service import X

MAX_BODY = 32 * 1024 * 1024
RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Simulator:
    """Every network and the mailbox, on two ports of loopback.

    Port 0 takes a free one; ``port``, ``smtp_port`` and ``url`` (no slash at
    its end) are known at once. ``state`` is the file to remember in, none
    means memory. Without ``rate_limits`` only an ordered fault answers "too
    many". Raises OSError when a port is taken or the file cannot be written.
    """

    def __init__(
        self,
        port: int = 0,
        smtp_port: int = 0,
        state: str | Path | None = None,
        *,
        host: str = "127.0.0.1",
        rate_limits: bool = True,
        verbose: bool = False,
    ) -> None:
        self.verbose = verbose
        self.state = State(Path(state) if state is not None else None)
        self._http = HttpServer((host, port), self)
        try:
            self._smtp_socket = socket.create_server((host, smtp_port))
        except OSError:
            self._http.server_close()
            raise
        self.port = self._http.server_port
        self.smtp_port: int = self._smtp_socket.getsockname()[1]
        self.url = f"http://{host}:{self.port}"
        self.pause = Pause()
        self.services: tuple[Service, ...] = (
            X(self.state, self.url, rate_limits),
            Graph(self.state, self.url, rate_limits),
        )
        self.control = Control(self.state, self.url, self.reset)
        self._mail = MailServer(self.state, self._smtp_socket)
        self._thread = threading.Thread(target=self._http.serve, name="simulator-http")

    def start(self) -> Self:
        self._mail.start()
        self._thread.start()
        return self

    def stop(self) -> None:
        """End every connection and every thread; nothing that waits is done."""
        self._http.end_serving()
        self._thread.join()
        self.pause.end_all(for_good=True)
        self._http.close_connections()
        self._http.server_close()
        self._mail.stop()

    def reset(self) -> None:
        """Forget everything; a call that still waits is never done."""
        self.pause.end_all()
        self.state.forget()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


class Pause:
    """Waits that a stop or a reset ends at once."""

    def __init__(self) -> None:
        self._ended = threading.Event()

    def end_all(self, *, for_good: bool = False) -> None:
        """``for_good``: whoever comes to wait after this does not wait either."""
        ended = self._ended
        if not for_good:
            self._ended = threading.Event()
        ended.set()

    def wait(self, seconds: float, client: socket.socket | None = None) -> bool:
        """True when the time has passed; False when it was ended or the client went.

        Counted in slices, not by the clock: a test may have stopped the clock.
        """
        ended = self._ended
        while seconds > 0:
            if ended.wait(min(seconds, 0.05)) or (client and _gone(client)):
                return False
            seconds -= 0.05
        return True


def _gone(client: socket.socket) -> bool:
    try:
        return client.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


class HttpServer(ThreadingHTTPServer):
    """Knows its open connections, so that a stop can end them and join their threads."""

    daemon_threads = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], simulator: Simulator) -> None:
        self.simulator = simulator
        self._connections: set[socket.socket] = set()
        self._ending = False
        super().__init__(address, Handler)

    def server_bind(self) -> None:
        """Without HTTPServer's look-up of the machine's name, which may be slow."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.socket.getsockname()

    def serve(self) -> None:
        """Unlike ``serve_forever``, wakes up for a connection only."""
        while not self._ending:
            self.handle_request()

    def end_serving(self) -> None:
        self._ending = True
        socket.create_connection((self.server_name, self.server_port)).close()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        super().shutdown_request(request)

    def close_connections(self) -> None:
        for connection in list(self._connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no error of ours."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Simulator"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1
    server: HttpServer

    def answer(self) -> None:
        request = self._request()
        if request is None:
            return self._send(Reply(413, b"{}"))
        reply = self._reply(request)
        if isinstance(reply, HangUp):
            self._hang_up(reply)
        else:
            self._send(reply)

    do_GET = do_HEAD = do_POST = do_DELETE = answer

    def _request(self) -> Request | None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > MAX_BODY:
            self.close_connection = True
            return None
        address = urlsplit(self.path)
        return Request(
            method="GET" if self.command == "HEAD" else self.command,
            url=f"http://{self.headers.get('Host')}{self.path}",
            path=address.path,
            query=dict(parse_qsl(address.query)),
            headers=self.headers,
            body=self.rfile.read(length),
        )

    def _reply(self, request: Request) -> Reply | HangUp:
        simulator = self.server.simulator
        for service in simulator.services:
            if found := service.find_route(request):
                return service.answer(request, *found, wait=self._wait)
        if request.method == "GET" and (page := pages.answer(simulator.state, request)):
            return page
        return simulator.control.answer(request) or pages.not_found()

    def _wait(self, seconds: float, while_client: bool = False) -> bool:
        client = self.connection if while_client else None
        return self.server.simulator.pause.wait(seconds, client)

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(
                reply.body[: len(reply.body) // 2] if reply.cut else reply.body
            )
        self.close_connection = self.close_connection or reply.cut

    def _hang_up(self, how: HangUp) -> None:
        self.close_connection = True
        if how.reset:
            self.connection.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE
            )
            os.close(self.connection.detach())

    def log_message(self, format: str, *args: Any) -> None:
        """Off unless asked for; never the query, where Graph's tokens travel."""
        if self.server.simulator.verbose:
            path = urlsplit(getattr(self, "path", "")).path
            status = args[1] if len(args) > 1 else ""
            sys.stderr.write(f"simulator: {self.command} {path} {status}\n")
