"""What every page shows, remembered by each process while the site's generation lasts.

Header, footer and menus are the same for all pages of a language, and change only with
what raises the generation (``cms.cache``). What is remembered is shared by threads
and requests: it is read and never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils import timezone

from .cache import LIFETIME, current_generation

T = TypeVar("T")


@dataclass(slots=True)
class Memory:
    generation: str
    until: datetime
    things: dict[Hashable, Any] = field(default_factory=dict)


_memory = Memory("", timezone.now())


def remembered(request: HttpRequest, name: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` answered, in this generation and at most ``LIFETIME`` ago."""
    global _memory
    if not hasattr(request, "generation"):
        request.generation = current_generation()  # type: ignore[attr-defined]
    generation = request.generation  # type: ignore[attr-defined]
    memory = _memory
    if memory.generation != generation or memory.until <= timezone.now():
        memory = _memory = Memory(generation, timezone.now() + LIFETIME)
    things = memory.things
    if name not in things:
        made = make()
        things[name] = made
        return made
    thing: T = things[name]
    return thing


def forget() -> None:
    """At once in this process, also where a change is not committed yet."""
    _memory.things = {}
