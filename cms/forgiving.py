"""Caches that never raise: one that is away or broken is an empty one.

Every cache of the site is of this kind, for Wagtail too asks a cache for the
addresses of pages and pictures: without it, a Redis that is restarted would turn
every page into an error. Nothing may be kept in a cache alone.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.redis import RedisCache

logger = logging.getLogger(__name__)


def forgiven(name: str, answer: Callable[[], Any]) -> Callable[..., Any]:
    """The method of that name; where it fails, what an empty cache would answer."""

    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(super(Forgiving, self), name)(*args, **kwargs)
        except Exception as error:
            logger.warning("The cache failed to %s: %s", name, error)
            return answer()

    method.__name__ = name
    return method


class Forgiving:
    set = forgiven("set", lambda: None)
    set_many = forgiven("set_many", list)
    add = forgiven("add", lambda: False)
    touch = forgiven("touch", lambda: False)
    incr = forgiven("incr", lambda: 0)
    delete = forgiven("delete", lambda: False)
    delete_many = forgiven("delete_many", lambda: None)
    get_many = forgiven("get_many", dict)
    has_key = forgiven("has_key", lambda: False)
    clear = forgiven("clear", lambda: None)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        read = forgiven("get", lambda: default)
        return read(self, key, default=default, version=version)


class Files(Forgiving, FileBasedCache):
    # Called by the constructor too: a full disk must not stop the start.
    _createdir = forgiven("_createdir", lambda: None)


class Redis(Forgiving, RedisCache):
    pass
