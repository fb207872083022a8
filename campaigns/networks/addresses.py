"""Where a person finds what a network published."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from urllib.parse import urlsplit


def below(url: str, site: str, *also: str) -> str:
    """The path of ``url`` below ``site``, or nothing when it stands elsewhere.

    ``also`` are other hosts of the same service, for its real site.
    """
    there, here = urlsplit(url), urlsplit(site)
    hosts = {here.netloc, *also}
    if there.scheme not in ("http", "https") or there.netloc.lower() not in hosts:
        return ""
    return there.path.removeprefix(here.path) if site else ""


def site(address: str, *, api: str, web: str, code: str) -> str:
    """Base of the addresses of posts, for a service that is called at ``address``.

    On the real ``api`` they stand on another host, ``web``; a simulator shows
    each network under its code.
    """
    return web if address == api else f"{address}/{code}"


def is_loopback(host: str) -> bool:
    """Whether ``host`` is this machine, in any spelling that a resolver takes."""
    name = host.rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ip_address(name)
    except ValueError:
        try:
            address = ip_address(socket.inet_aton(name))  # 127.1, 2130706433
        except OSError:
            return False
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_loopback or address.is_unspecified
