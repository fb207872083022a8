"""How Graph says no: one error object, whose code is what counts."""

from __future__ import annotations

import secrets
from typing import Any

from simulator.web import Reply, as_json


def error(
    code: int,
    message: str,
    *,
    subcode: int | None = None,
    status: int = 400,
    kind: str = "OAuthException",
    transient: bool = False,
    headers: dict[str, str] | None = None,
) -> Reply:
    body: dict[str, Any] = {"message": message, "type": kind, "code": code}
    if subcode is not None:
        body["error_subcode"] = subcode
    body |= {"is_transient": transient, "fbtrace_id": f"A{secrets.token_urlsafe(16)}"}
    return as_json(status, {"error": body}, headers)


def token(message: str, subcode: int) -> Reply:
    said = f'OAuth "Facebook Platform" "invalid_token" "{message}"'
    return error(190, message, subcode=subcode, headers={"WWW-Authenticate": said})


def expired_token() -> Reply:
    return token("Error validating access token: Session has expired.", 463)


def invalid_token() -> Reply:
    return token("Invalid OAuth access token - Cannot parse access token", 467)


def no_token() -> Reply:
    message = "An access token is required to request this resource."
    return error(104, message)


def permission() -> Reply:
    return error(200, "(#200) Permissions error", status=403)


def parameter(message: str, subcode: int | None = None) -> Reply:
    return error(100, f"(#100) {message}", subcode=subcode)


def no_such_object(method: str, id: str) -> Reply:
    message = (
        f"Unsupported {method.lower()} request. Object with ID '{id}' does not exist, "
        "cannot be loaded due to missing permissions, or does not support this operation"
    )
    return error(100, message, subcode=33, kind="GraphMethodException")


def duplicate() -> Reply:
    return error(506, "(#506) Duplicate status message", subcode=1455006)


def too_many(code: int = 32) -> Reply:
    messages = {
        4: "(#4) Application request limit reached",
        17: "(#17) User request limit reached",
        32: "(#32) Page request limit reached",
        613: "(#613) Calls to this api have exceeded the rate limit.",
    }
    message = messages.get(
        code, f"(#{code}) There have been too many calls to this Page account."
    )
    return error(code, message, status=403 if code == 4 else 400, transient=code == 4)


def unexpected(status: int = 500) -> Reply:
    message = "An unexpected error has occurred. Please retry your request later."
    return error(2, message, status=status, transient=True)
