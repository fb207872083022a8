"""The accounts that exist at the simulator, with their credentials.

They open nothing but a simulator on loopback, hence their plain spelling. An
app is given them through its settings; ``GET /accounts.json`` shows them.
"""
# ruff: noqa: S106

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class XAccount:
    handle: str
    id: str
    name: str
    consumer_key: str
    consumer_secret: str
    access_token: str
    access_token_secret: str

    @property
    def account(self) -> str:
        return self.handle

    @property
    def credentials(self) -> dict[str, str]:
        names = (
            "consumer_key",
            "consumer_secret",
            "access_token",
            "access_token_secret",
        )
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class Page:
    id: str
    name: str
    access_token: str

    @property
    def account(self) -> str:
        return self.id

    @property
    def credentials(self) -> dict[str, str]:
        return {"page_id": self.id, "access_token": self.access_token}


X_ACCOUNTS = (
    XAccount(
        handle="qtpiastra",
        id="1700000000000000001",
        name="Qt Piastra",
        consumer_key="simulated-consumer-key-1",
        consumer_secret="simulated-consumer-secret-1",
        access_token="1700000000000000001-simulated-access-token",
        access_token_secret="simulated-access-token-secret-1",
    ),
    XAccount(
        handle="piastra_prova",
        id="1700000000000000002",
        name="Piastra Prova",
        consumer_key="simulated-consumer-key-2",
        consumer_secret="simulated-consumer-secret-2",
        access_token="1700000000000000002-simulated-access-token",
        access_token_secret="simulated-access-token-secret-2",
    ),
)

PAGES = (
    Page("100064000000001", "Qt Piastra", "simulated-page-token-1"),
    Page("100064000000002", "Qt Piastra Prova", "simulated-page-token-2"),
)


def listing() -> list[dict[str, Any]]:
    """Every account: ``network``, ``account`` (as in accepted.json), id, name and
    ``credentials`` by the names under which a network asks for them."""
    known: list[tuple[str, XAccount | Page]] = [
        *(("x", account) for account in X_ACCOUNTS),
        *(("facebook", page) for page in PAGES),
    ]
    return [
        {
            "network": network,
            "account": each.account,
            "id": each.id,
            "name": each.name,
            "credentials": each.credentials,
        }
        for network, each in known
    ]
