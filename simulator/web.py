"""A request and a reply, apart from any socket."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from email.message import Message
from email.parser import HeaderParser
from typing import Any
from urllib.parse import parse_qsl


@dataclass
class Reply:
    """What goes back. ``cut``: promise the whole body, send half, hang up."""

    status: int
    body: bytes
    content_type: str = "application/json; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False


@dataclass(frozen=True)
class HangUp:
    """No answer: close the connection, by a reset (RST) or an ordinary end (FIN)."""

    reset: bool = False


class Refusal(Exception):
    """The network says no; ``reply`` is how it says it."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.status)
        self.reply = reply


def as_json(status: int, data: Any, headers: dict[str, str] | None = None) -> Reply:
    body = json.dumps(data, ensure_ascii=False).encode()
    return Reply(status, body, headers=headers or {})


@dataclass
class Request:
    """``url`` is the address as the client used it; ``path`` has no query."""

    method: str
    url: str
    path: str
    query: dict[str, str]
    headers: Message
    body: bytes

    def json(self) -> Any:
        """The body as JSON. Raises ValueError."""
        return json.loads(self.body)

    def form(self) -> tuple[dict[str, str], dict[str, bytes]]:
        """Fields (those of the query included) and files, by name."""
        fields, files = dict(self.query), {}
        if self.headers.get_content_type() == "multipart/form-data":
            for name, data, is_file in self._parts():
                if is_file:
                    files[name] = data
                else:
                    fields[name] = data.decode(errors="replace")
        elif self.headers.get_content_type() == "application/json":
            fields |= self._json_fields()
        else:
            fields |= parse_qsl(self.body.decode(errors="replace"))
        return fields, files

    def _json_fields(self) -> dict[str, str]:
        try:
            data = dict(self.json())
        except (ValueError, TypeError):
            return {}
        return {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in data.items()
        }

    def _parts(self) -> list[tuple[str, bytes, bool]]:
        boundary = str(self.headers.get_param("boundary", "")).encode()
        found = []
        for part in (b"\r\n" + self.body).split(b"\r\n--" + boundary)[1:-1]:
            head, _, data = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
            headers = HeaderParser().parsestr(head.decode(errors="replace"))
            name = headers.get_param("name", "", "content-disposition")
            found.append((str(name), data, headers.get_filename() is not None))
        return found
