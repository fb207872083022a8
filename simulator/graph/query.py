"""What a client of Graph asks for, read out of its request. All raise Refusal."""

from __future__ import annotations

import base64
import json
import re
from datetime import UTC, datetime

from simulator.graph import errors
from simulator.state import Post
from simulator.web import Refusal, Request


def attached(fields: dict[str, str]) -> list[str]:
    """Photo ids: one JSON list, or a field ``attached_media[n]`` for each. In order."""
    try:
        if "attached_media" in fields:
            rows = json.loads(fields["attached_media"])
        else:
            found = (re.fullmatch(r"attached_media\[(\d+)\]", name) for name in fields)
            indexed = sorted((int(match[1]), match[0]) for match in found if match)
            rows = [json.loads(fields[name]) for _, name in indexed]
        return [str(row["media_fbid"]) for row in rows]
    except (ValueError, TypeError, KeyError) as error:
        reply = errors.parameter("Param attached_media must be an array of media_fbid")
        raise Refusal(reply) from error


def names(request: Request, known: tuple[str, ...], otherwise: str) -> list[str]:
    """The names in ``fields``, without what stands in braces after them."""
    asked, depth = "", 0
    for char in request.query.get("fields", otherwise):
        depth += (char == "{") - (char == "}")
        asked += char if depth == 0 and char != "}" else ""
    wanted = [name.strip().split(".")[0] for name in asked.split(",") if name.strip()]
    for name in wanted:
        if name not in known:
            raise Refusal(
                errors.parameter(f"Tried accessing nonexisting field ({name})")
            )
    return list(dict.fromkeys(["id", *wanted]))


def moment(request: Request, name: str, otherwise: float) -> float:
    """A time as epoch seconds or in ISO form (without a zone: UTC)."""
    text = request.query.get(name)
    if text is None:
        return otherwise
    if text.isdigit():
        return int(text)
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refusal(errors.parameter(f"Invalid {name}")) from error
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def limit(request: Request) -> int:
    text = request.query.get("limit", "25")
    if not text.isdigit() or not 1 <= int(text) <= 100:
        raise Refusal(errors.parameter("Param limit must be between 1 and 100"))
    return int(text)


def start(request: Request, found: list[Post]) -> int:
    """Where the page after the ``after`` cursor begins."""
    after = request.query.get("after")
    if not after:
        return 0
    for n, post in enumerate(found):
        if seal(post.id) == after:
            return n + 1
    raise Refusal(errors.parameter("Invalid cursors values"))


def seal(id: str) -> str:
    return base64.urlsafe_b64encode(id.encode()).decode()
