"""Wrong settings of the networks stop the start (see ``cms.checks``)."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from django.conf import settings
from django.core import checks
from django.utils import timezone

from cms.checks import Found, register

from . import networks
from .networks.addresses import is_loopback
from .networks.graph_versions import ENDS, NOTICE, version_ends
from .networks.http import CALL, READ

MAKE_A_KEY = (
    'python -c "from cryptography.fernet import Fernet;'
    ' print(Fernet.generate_key().decode())"'
)


@register
def credentials_keys() -> Found:
    if settings.PRODUCTION and not settings.CREDENTIALS_KEYS:
        yield checks.Error(
            "CREDENTIALS_KEYS is missing: the networks' tokens cannot be encrypted.",
            hint=f"Set it to a key made with {MAKE_A_KEY} and keep a copy apart from"
            " the database's backups.",
            id="piastra.E021",
        )
    for place, key in enumerate(settings.CREDENTIALS_KEYS, start=1):
        try:
            Fernet(key)
        except ValueError:
            yield checks.Error(
                f"Key {place} of CREDENTIALS_KEYS is not a key.",
                hint=f"Make one with {MAKE_A_KEY}",
                id="piastra.E022",
            )


@register
def network_addresses() -> Found:
    for code, options in settings.NETWORKS.items():
        variable = f"{code.upper()}_ADDRESS"
        address = options.get("address", "")
        try:
            host = urlsplit(address).hostname
        except ValueError:
            host = None
        if not host or urlsplit(address).scheme not in ("http", "https"):
            yield checks.Error(
                f"{variable} is not an address.",
                hint="Leave it out to reach the network itself.",
                id="piastra.E023",
            )
        elif settings.PRODUCTION and not settings.DEMO and is_loopback(host):
            yield checks.Error(
                f"{variable} leads to this machine: posts would go to a simulator"
                " and be shown as sent.",
                hint="Leave it out to reach the network itself, or set DEMO=1.",
                id="piastra.E024",
            )


@register
def timeouts() -> Found:
    """Publishing and reading back the address must end while the lease holds."""
    for code, options in settings.NETWORKS.items():
        call = options.get("call_timeout", CALL) + options.get("read_timeout", READ)
        lease = networks.get(code).longest_attempt
        if 2 * call >= lease.total_seconds():
            yield checks.Error(
                f"The timeouts of {code} are too long: a call may outlast its lease,"
                " and a post would be looked up while it is still being sent.",
                hint=f"Two calls of {call:g} seconds must take less than"
                f" {lease.total_seconds():g}.",
                id="piastra.E026",
            )


@register
def graph_version() -> Found:
    version = settings.GRAPH_VERSION
    if version not in ENDS:
        yield checks.Error(
            f"GRAPH_VERSION is {version}, which Piastra does not know.",
            hint=f"Set it to one of {', '.join(ENDS)}, or leave it out.",
            id="piastra.E025",
        )
        return
    end = version_ends(version)
    if end and end - timezone.localdate() < NOTICE:
        yield checks.Warning(
            f"Version {version} of Facebook's Graph API {ending(end)}.",
            hint=f"Upgrade Piastra, or set GRAPH_VERSION to {list(ENDS)[-1]}.",
            id="piastra.W026",
        )


def ending(end: date) -> str:
    verb = "ended" if end < timezone.localdate() else "ends"
    return f"{verb} on {end:%d %B %Y}"
