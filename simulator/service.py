"""What the HTTP networks have in common: who calls, how often, and what goes wrong."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

from simulator import faults
from simulator.state import State
from simulator.web import HangUp, Refusal, Reply, Request


@dataclass(frozen=True)
class Route:
    """One call of a network. ``calls`` may be made in each window by an account."""

    name: str
    method: str
    path: re.Pattern[str]
    calls: int


@dataclass(frozen=True)
class Allowance:
    """Where an account stands with a route; ``reset`` is epoch seconds."""

    calls: int
    remaining: int
    reset: int
    exceeded: bool = False


class Service:
    """One network. A subclass has a method for each route, by the route's name:
    ``(account, request, **parts of the path)``; it answers a Reply or raises
    Refusal before it changes anything."""

    network: ClassVar[str]
    routes: ClassVar[tuple[Route, ...]]
    window: ClassVar[int]

    def __init__(self, state: State, url: str, rate_limits: bool = True) -> None:
        self.state = state
        self.url = url
        self.rate_limits = rate_limits

    def authenticate(self, request: Request) -> str:
        """Whose account it is. Raises Refusal."""
        raise NotImplementedError

    def failure(self, fault: faults.Fault) -> Reply:
        """An ordered failure in the network's own words."""
        raise NotImplementedError

    def usage(self, account: str, allowance: Allowance) -> dict[str, str]:
        """The headers that tell a client how much it may still call."""
        raise NotImplementedError

    def find_route(self, request: Request) -> tuple[Route, dict[str, str]] | None:
        for route in self.routes:
            match = route.path.fullmatch(request.path)
            if match and route.method == request.method:
                return route, match.groupdict()
        return None

    def answer(
        self,
        request: Request,
        route: Route,
        parts: dict[str, str],
        wait: Callable[..., bool],
    ) -> Reply | HangUp:
        account = ""
        allowance = self._fresh(route)
        reply: Reply | HangUp
        try:
            account = self.authenticate(request)
            allowance = self._spend(route, account)
            if allowance.exceeded:
                raise Refusal(self.failure({"effect": "rate_limit"}))
            fault = faults.take(self.state, self.network, route.name, account)
            if fault and fault["effect"] == "rate_limit":
                reset = int(time.time() + fault.get("reset_in", self.window))
                allowance = Allowance(route.calls, 0, reset, exceeded=True)
            reply = faults.perform(
                fault,
                do=lambda: self._do(account, request, route, parts),
                fail=self.failure,
                wait=wait,
            )
        except Refusal as refusal:
            reply = refusal.reply
        if isinstance(reply, Reply):
            reply = replace(
                reply, headers={**self.usage(account, allowance), **reply.headers}
            )
        return reply

    def _do(
        self, account: str, request: Request, route: Route, parts: dict[str, str]
    ) -> Reply:
        call: Callable[..., Reply] = getattr(self, route.name)
        reading = route.method == "GET"
        try:
            with self.state.lock if reading else self.state.change():
                return call(account, request, **parts)
        except Refusal as refusal:
            return refusal.reply

    def _fresh(self, route: Route) -> Allowance:
        return Allowance(route.calls, route.calls, int(time.time()) + self.window)

    def _spend(self, route: Route, account: str) -> Allowance:
        """Count one call in a fixed window that starts with its first call."""
        if not self.rate_limits:
            return self._fresh(route)
        now = time.time()
        with self.state.lock:
            calls = self.state.memory.calls
            key = f"{self.network} {route.name} {account}"
            began, made = calls.get(key, [now, 0])
            if not began <= now < began + self.window:
                began, made = now, 0
            exceeded = made >= route.calls
            made += 0 if exceeded else 1
            calls[key] = [began, made]
        reset = int(began) + self.window
        return Allowance(route.calls, int(route.calls - made), reset, exceeded)
