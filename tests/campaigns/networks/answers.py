"""Answers of a peer, as the bytes that go over the wire."""

from __future__ import annotations

import json
from typing import Any


def http(
    status: int, body: Any = "", content_type: str = "application/json", **headers: str
) -> bytes:
    content = body if isinstance(body, str) else json.dumps(body)
    lines = {"Content-Type": content_type, "Content-Length": str(len(content))}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} Said\r\n{head}\r\n{content}".encode()
