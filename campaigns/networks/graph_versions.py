"""How long each version of Meta's Graph API lives.

Source: "Graph API changelog" at developers.facebook.com, 23 November 2026. A
call that names a dead version is served by the oldest living one, so behaviour
changes unseen: pin a version and move on before its end.
"""

from __future__ import annotations

from datetime import date, timedelta

# How long before its end a version is a warning.
NOTICE = timedelta(days=90)
DEFAULT = "v26.0"

ENDS: dict[str, date | None] = {
    "v20.0": date(2026, 9, 24),
    "v21.0": date(2027, 1, 21),
    "v22.0": date(2027, 5, 20),
    "v23.0": date(2027, 10, 8),
    "v24.0": date(2028, 2, 18),
    "v25.0": date(2028, 7, 29),
    "v26.0": None,
}


def version_ends(version: str) -> date | None:
    """The day on which ``version`` ends; None while Meta has not announced it.

    A version older than the table answers the oldest day there. Raises
    ValueError for what is no version, such as ``26``.
    """
    number = _number(version)
    if number < min(map(_number, ENDS)):
        return min(end for end in ENDS.values() if end)
    return ENDS.get(version)


def _number(version: str) -> tuple[int, int]:
    major, dot, minor = version.removeprefix("v").partition(".")
    if not version.startswith("v") or not dot:
        raise ValueError(f"not a version of the Graph API: {version!r}")
    return int(major), int(minor)
