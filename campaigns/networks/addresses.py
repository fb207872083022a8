"""Where a person finds what a network published."""

from __future__ import annotations


def site(address: str, *, api: str, web: str, code: str) -> str:
    """Base of the addresses of posts, for a service that is called at ``address``.

    On the real ``api`` they stand on another host, ``web``; a simulator shows
    each network under its code.
    """
    return web if address == api else f"{address}/{code}"
