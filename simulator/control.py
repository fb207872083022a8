"""What tests and the demo ask of the simulator itself, in JSON.

``GET /accepted.json``, ``GET /accounts.json``, ``GET`` and ``POST /faults``,
``POST /accounts/renew`` (all, or those of ``{"network", "account"}``),
``POST /reset``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from simulator import faults
from simulator.accounts import listing
from simulator.state import Post, State
from simulator.web import Reply, Request, as_json


class Control:
    def __init__(self, state: State, url: str, forget: Callable[[], None]) -> None:
        self.state = state
        self.url = url
        self.forget = forget
        self._calls: dict[tuple[str, str], Callable[[Request], Reply]] = {
            ("GET", "/accepted.json"): self._accepted,
            ("GET", "/accounts.json"): lambda request: as_json(200, listing()),
            ("GET", "/faults"): self._faults,
            ("POST", "/faults"): self._order,
            ("POST", "/accounts/renew"): self._renew,
            ("POST", "/reset"): self._reset,
        }

    def answer(self, request: Request) -> Reply | None:
        call = self._calls.get((request.method, request.path))
        try:
            return call(request) if call else None
        except ValueError as error:
            return as_json(400, {"error": str(error)})

    def _accepted(self, request: Request) -> Reply:
        with self.state.lock:
            rows = [self._row(post) for post in self.state.memory.posts]
        return as_json(200, rows)

    def _row(self, post: Post) -> dict[str, Any]:
        at = datetime.fromtimestamp(post.at, UTC).isoformat()
        row = asdict(post) | {"url": f"{self.url}{post.path}", "at": at}
        mail = row.pop("mail")
        edited = row.pop("edited") is not None
        del row["path"]
        return {**row, "edited": edited, **mail}

    def _faults(self, request: Request) -> Reply:
        with self.state.lock:
            return as_json(200, self.state.memory.faults)

    def _order(self, request: Request) -> Reply:
        data = request.json()
        ordered = [
            faults.check(each) for each in (data if isinstance(data, list) else [data])
        ]
        with self.state.change() as memory:
            memory.faults += ordered
            return as_json(200, memory.faults)

    def _renew(self, request: Request) -> Reply:
        data = request.json() if request.body else {}
        with self.state.change() as memory:
            memory.expired = [
                [network, account]
                for network, account in memory.expired
                if data.get("network", network) != network
                or data.get("account", account) != account
            ]
        return as_json(200, {"success": True})

    def _reset(self, request: Request) -> Reply:
        self.forget()
        return as_json(200, {"success": True})
