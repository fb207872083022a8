"""Faults that a test orders: which call goes wrong, how, and how many times.

==================  ===========================================================
effect              what happens
==================  ===========================================================
refuse              the network's own refusal; nothing is done
duplicate           the network's own "you said that already"; nothing is done
rate_limit          the network's own "too many", for ``reset_in`` s (900)
expired             this account's token is expired from now on, until
                    ``POST /accounts/renew`` or ``POST /reset``
drop_before         the connection closes; nothing is done
error_before        5xx (mail: 451); nothing is done
html                a proxy's HTML page with status 502; nothing is done
accept_then_drop    done, then the connection closes
accept_then_hang    done, then silence for ``seconds`` (30), then it closes
accept_late         ``seconds`` (20) pass, the client may go; then done all the same
error_after         done, then 5xx (mail: 451)
truncate            done, then a 2xx that ends half way
empty               done, then a 2xx with no body
slow                done, then the right answer after ``seconds`` (2)
==================  ===========================================================

Further fields: ``account`` (only its calls), ``status`` (of refuse and of the
errors), ``code`` (Graph's, of refuse and rate_limit), ``reset`` (true: the
connection ends by a TCP reset).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from simulator.state import State
from simulator.web import HangUp, Reply

Fault = dict[str, Any]

ROUTES = {
    "x": ("me", "upload", "metadata", "create", "timeline", "read", "delete"),
    "facebook": ("page", "photo", "feed", "posts", "read", "edit", "delete"),
    "mail": ("rcpt", "data"),
}
SECONDS = {"accept_then_hang": 30.0, "accept_late": 20.0, "slow": 2.0}
OF_MAIL = {
    *("refuse", "drop_before", "error_before", "error_after"),
    *("accept_then_drop", "accept_then_hang", "accept_late", "slow"),
}
OF_RECIPIENT = {"refuse", "drop_before", "error_before"}
OF_HTTP = OF_MAIL | {"rate_limit", "expired", "html", "truncate", "empty"}
NUMBERS = {"count", "seconds", "status", "reset_in", "code"}
FIELDS = {"network", "route", "effect", "account", "reset"} | NUMBERS

BAD_GATEWAY = Reply(
    502,
    b"<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>",
    content_type="text/html; charset=utf-8",
)


def check(fault: Any) -> Fault:
    """A fault made complete. Raises ValueError with a sentence for a person."""
    if not isinstance(fault, dict):
        raise ValueError("A fault is a JSON object.")
    if unknown := sorted(set(fault) - FIELDS):
        raise ValueError(f"A fault has no field {', '.join(unknown)}.")
    network, route, effect = (fault.get(n) for n in ("network", "route", "effect"))
    if network not in ROUTES:
        raise ValueError(f"The network is one of {', '.join(ROUTES)}.")
    if route not in ROUTES[network]:
        raise ValueError(
            f"The route of {network} is one of {', '.join(ROUTES[network])}."
        )
    possible = OF_MAIL if network == "mail" else OF_HTTP
    if route == "rcpt":
        possible = OF_RECIPIENT
    if route in ("create", "feed"):
        possible = possible | {"duplicate"}
    if effect not in possible:
        raise ValueError(f"The effect here is one of {', '.join(sorted(possible))}.")
    for name in NUMBERS & set(fault):
        if isinstance(fault[name], bool) or not isinstance(fault[name], int | float):
            raise ValueError(f"{name} is a number.")
    return {"count": 1, **fault}


def take(state: State, network: str, route: str, account: str) -> Fault | None:
    """The first fault ordered for this call, used up by one."""
    wanted = (network, route)
    with state.lock:
        for fault in state.memory.faults:
            if (fault["network"], fault["route"]) != wanted:
                continue
            if fault.get("account", account) != account:
                continue
            with state.change() as memory:
                fault["count"] -= 1
                memory.faults = [each for each in memory.faults if each["count"] > 0]
                if fault["effect"] == "expired":
                    memory.expired.append([network, account])
            return fault
    return None


def seconds(fault: Fault) -> float:
    return float(fault.get("seconds", SECONDS[fault["effect"]]))


def perform(
    fault: Fault | None,
    do: Callable[[], Reply],
    fail: Callable[[Fault], Reply],
    wait: Callable[..., bool],
) -> Reply | HangUp:
    """Do the call as the fault wants it.

    ``fail`` says the fault in the network's own words; ``wait(seconds,
    while_client=…)`` answers False when the simulator stopped or was reset.
    """
    if fault is None:
        return do()
    hang_up = HangUp(reset=bool(fault.get("reset")))
    match fault["effect"]:
        case "drop_before":
            return hang_up
        case "html":
            return BAD_GATEWAY
        case "accept_then_drop":
            do()
            return hang_up
        case "accept_then_hang":
            do()
            wait(seconds(fault), while_client=True)
            return hang_up
        case "accept_late":
            return do() if wait(seconds(fault)) else hang_up
        case "error_after":
            do()
            return fail(fault)
        case "truncate":
            return replace(do(), cut=True)
        case "empty":
            return replace(do(), body=b"")
        case "slow":
            reply = do()
            return reply if wait(seconds(fault), while_client=True) else hang_up
        case _:
            return fail(fault)
