"""Anonymous readers who ask for one page again and again, on kept connections.

``python -m tests.load.clients PORT SECONDS [FILE]`` prints requests per second;
FILE gets the body that was answered. One process, a few sockets, bounded in time:
it must cost little beside the two processes that it measures.
"""

from __future__ import annotations

import selectors
import socket
import sys
import time
from pathlib import Path

CONNECTIONS = 16
REQUEST = (
    b"GET / HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n"
    b"User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0\r\n\r\n"
)


def ask_once(port: int) -> tuple[int, bytes]:
    """Length of a whole answer, and its body. Exits if it is not a 200."""
    with socket.create_connection(("127.0.0.1", port), 30) as connection:
        connection.sendall(REQUEST)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += connection.recv(65536)
        head, _, body = answer.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise SystemExit(head.decode())
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
        length = int(fields[b"content-length"])
        while len(body) < length:
            body += connection.recv(65536)
    return len(head) + 4 + length, body


def ask_for(port: int, seconds: float, length: int) -> float:
    """Requests per second. Every answer must have the length of the first."""
    waiting = selectors.DefaultSelector()
    for _ in range(CONNECTIONS):
        connection = socket.create_connection(("127.0.0.1", port), 30)
        waiting.register(connection, selectors.EVENT_READ, [length])
        connection.sendall(REQUEST)
    answers, began = 0, time.monotonic()
    while (now := time.monotonic()) < began + seconds:
        for key, _events in waiting.select(timeout=1):
            connection, left = key.fileobj, key.data
            assert isinstance(connection, socket.socket)
            data = connection.recv(262144)
            if not data or len(data) > left[0]:
                raise SystemExit("an answer differs from the first one")
            left[0] -= len(data)
            if not left[0]:
                answers += 1
                left[0] = length
                connection.sendall(REQUEST)
    for key in list(waiting.get_map().values()):
        assert isinstance(key.fileobj, socket.socket)
        key.fileobj.close()
    return answers / (now - began)


if __name__ == "__main__":
    port, seconds, *file = sys.argv[1:]
    length, body = ask_once(int(port))
    if file:
        Path(file[0]).write_bytes(body)
    ask_for(int(port), 1, length)
    sys.stdout.write(f"{ask_for(int(port), float(seconds), length)}\n")
