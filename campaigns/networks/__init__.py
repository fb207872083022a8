"""The networks that a channel can be on, found by their code.

A new network is one module and one line here (see ``docs/networks.md``).
"""

from __future__ import annotations

from .base import Network
from .by_hand import ByHand
from .console import Console
from .facebook import Facebook
from .x import X

_NETWORKS: tuple[type[Network], ...] = (Facebook, X, ByHand, Console)


def all() -> list[type[Network]]:
    """Every network, in the order in which people are offered them."""
    return list(_NETWORKS)


def get(code: str) -> type[Network]:
    """The network called ``code``. Raises LookupError if there is none."""
    for network in _NETWORKS:
        if network.code == code:
            return network
    raise LookupError(f"no network is called {code!r}")
