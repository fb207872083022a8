"""What a client of X asks for, read out of its request. All raise Refusal."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any

from simulator.state import Post
from simulator.web import Refusal, Request
from simulator.x import errors


def body(request: Request) -> dict[str, Any]:
    try:
        data = request.json()
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise Refusal(errors.invalid("body", "The request body is not a JSON object."))
    return data


def media(request: Request) -> bytes:
    """The picture: base64 in JSON, or a part of a multipart form."""
    if request.headers.get_content_type() == "multipart/form-data":
        texts, files = request.form()
        if "media" in files:
            return files["media"]
        encoded = texts.get("media", "")
    else:
        encoded = str(body(request).get("media", ""))
    try:
        return base64.b64decode(encoded, validate=True)
    except ValueError as error:
        raise Refusal(errors.invalid("media", "$.media: is not base64")) from error


def fields(shown: dict[str, Any], request: Request) -> dict[str, Any]:
    """A post with what every answer has and what ``tweet.fields`` asks for."""
    wanted = {"id", "text", "edit_history_tweet_ids"}
    wanted |= set(request.query.get("tweet.fields", "").split(","))
    return {name: shown[name] for name in shown if name in wanted and shown[name]}


def number(request: Request, name: str, otherwise: int) -> int:
    try:
        return int(request.query.get(name, otherwise))
    except ValueError as error:
        raise Refusal(
            errors.invalid(name, f"The `{name}` query parameter is no number")
        ) from error


def token(id: str) -> str:
    """What asks for the posts older than this one: posts that come in between
    two pages move nothing."""
    return f"7140{int(id):x}"


def after_token(request: Request) -> float:
    """The id that the page must stay below."""
    text = request.query.get("pagination_token") or request.query.get("next_token")
    if text is None:
        return float("inf")
    try:
        return int(text.removeprefix("7140"), 16)
    except ValueError as error:
        raise Refusal(
            errors.invalid("pagination_token", "The token is not valid")
        ) from error


def within(post: Post, request: Request) -> bool:
    """Between start_time (inclusive) and end_time, since_id and until_id (exclusive)."""
    second = int(post.at)
    return (
        second >= moment(request, "start_time", 0)
        and second < moment(request, "end_time", second + 1)
        and int(post.id) < after_token(request)
        and int(post.id) > number(request, "since_id", 0)
        and int(post.id) < number(request, "until_id", int(post.id) + 1)
    )


def moment(request: Request, name: str, otherwise: float) -> float:
    text = request.query.get(name)
    if text is None:
        return otherwise
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        message = (
            f"The `{name}` query parameter value [{text}] is not a valid RFC3339 date"
        )
        raise Refusal(errors.invalid(name, message))
    return found.timestamp()
