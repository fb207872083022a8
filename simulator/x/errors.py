"""How X says no: problem bodies, as they come from the real service."""

from __future__ import annotations

from typing import Any

from simulator.web import Reply, as_json

PROBLEMS = "https://api.twitter.com/2/problems/"


def problem(status: int, title: str, detail: str = "") -> Reply:
    body = {
        "title": title,
        "detail": detail or title,
        "type": "about:blank",
        "status": status,
    }
    return as_json(status, body)


def forbidden(detail: str) -> Reply:
    return problem(403, "Forbidden", detail)


def duplicate() -> Reply:
    return forbidden("You are not allowed to create a Tweet with duplicate content.")


def app_only() -> Reply:
    body = {
        "title": "Unsupported Authentication",
        "detail": "Authenticating with OAuth 2.0 Application-Only is forbidden for this "
        "endpoint.  Supported authentication types are [OAuth 1.0a User Context, "
        "OAuth 2.0 User Context].",
        "type": f"{PROBLEMS}unsupported-authentication",
        "status": 403,
    }
    return as_json(403, body)


def invalid(parameter: str, message: str) -> Reply:
    body = {
        "errors": [{"parameters": {parameter: []}, "message": message}],
        "title": "Invalid Request",
        "detail": "One or more parameters to your request was invalid.",
        "type": f"{PROBLEMS}invalid-request",
    }
    return as_json(400, body)


def not_found(kind: str, id: str) -> dict[str, Any]:
    return {
        "value": id,
        "detail": f"Could not find {kind} with id: [{id}].",
        "title": "Not Found Error",
        "resource_type": kind,
        "parameter": "id",
        "resource_id": id,
        "type": f"{PROBLEMS}resource-not-found",
    }
