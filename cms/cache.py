"""The page cache: whole answers for anonymous readers, kept compressed.

Outermost middleware, opt-in by response. Only an answer on which the code that
made it called ``keep`` is kept: live pages and feeds; never a form's step, a
private link, a preview or anything for somebody who is logged in.

*Key*: scheme, host, path and the parameters in ``PARAMETERS``; any other
parameter (the tail that networks add to links) leads to the same entry, so a
page that is kept must not read one.

*Fresh*: every publication, unpublication, move, and change of a menu, a setting
or a picture raises the site's generation after its commit, and so does ``migrate``,
with which every upgrade begins. An entry carries the
generation that held when its rendering *began*, and is served only while that
is still the current one. A generation is a random word and not a number: if the
cache loses it, what was kept is dead, and nothing old can come back to life.

*Until*: an entry is thrown away after ``LIFETIME``, or earlier when the page
says until when it holds. ``LIFETIME`` also bounds how long a page can be out of
date if the cache could not be reached at the very moment of a publication.

A cache that is away or broken makes pages slow and breaks none: the caches of the
site are of the kind that never raises (``cms.forgiving``).
"""

from __future__ import annotations

import datetime
import gzip
import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import urlencode

LIFETIME = datetime.timedelta(minutes=10)
NEVER = datetime.datetime.min.replace(tzinfo=datetime.UTC)
PARAMETERS = ("page", "topic")
GENERATION = "generation"

GetResponse = Callable[[HttpRequest], HttpResponse]


def keep(
    response: HttpResponse, until: datetime.datetime | None = None
) -> HttpResponse:
    """Allow the page cache to keep this answer, at most until the given time."""
    response.kept_until = until or timezone.now() + LIFETIME  # type: ignore[attr-defined]
    return response


def raise_generation() -> None:
    """After the commit, forget every page that is kept."""
    transaction.on_commit(_raise_generation, robust=True)


def _raise_generation() -> None:
    caches["pages"].set(GENERATION, uuid.uuid4().hex, timeout=None)


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer as it is kept; ``body`` is compressed with gzip."""

    generation: str
    until: datetime.datetime
    headers: dict[str, str]
    etag: str
    body: bytes


class PageCacheMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.passed_by = (
            settings.STATIC_URL,
            settings.MEDIA_URL,
            "/admin/",
            "/documents/",
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.may_answer(request):
            return self.get_response(request)
        key = key_of(request)
        generation, entry = look_up(key)
        if entry is None:
            response = self.get_response(request)
            if not may_be_kept(request, response):
                return response
            entry = entry_of(response, generation)
            store(key, entry)
        return answer(request, entry)

    def may_answer(self, request: HttpRequest) -> bool:
        return (
            request.method in ("GET", "HEAD")
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and not request.path.startswith(self.passed_by)
        )


def key_of(request: HttpRequest) -> str:
    query = [(name, request.GET[name]) for name in PARAMETERS if name in request.GET]
    address = (
        f"{request.scheme}://{request.get_host()}{request.path}?{urlencode(query)}"
    )
    # An entry of an older version of this code, with other fields, is not found.
    return hashlib.sha256(f"{Entry.__slots__} {address}".encode()).hexdigest()


def look_up(key: str) -> tuple[str, Entry | None]:
    """The generation that holds now, and what is kept, if it still holds."""
    cache = caches["pages"]
    found: dict[str, Any] = cache.get_many([GENERATION, key])
    generation = found.get(GENERATION) or str(
        cache.get_or_set(GENERATION, uuid.uuid4().hex, timeout=None)
    )
    entry: Entry | None = found.get(key)
    if entry and (entry.generation != generation or entry.until <= timezone.now()):
        entry = None
    return generation, entry


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    vary = {name.strip().lower() for name in response.get("Vary", "").split(",")}
    return (
        request.method == "GET"
        and kept_until(response) > timezone.now()
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and vary <= {"", "accept-encoding"}
    )


def kept_until(response: HttpResponse) -> datetime.datetime:
    """The past, where nobody called ``keep``."""
    return getattr(response, "kept_until", NEVER)


def entry_of(response: HttpResponse, generation: str) -> Entry:
    patch_vary_headers(response, ["Accept-Encoding"])
    response.headers.setdefault("Cache-Control", "no-cache")
    # Weak: the same page, compressed or not.
    etag = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    body = gzip.compress(response.content, compresslevel=6, mtime=0)
    response.headers.pop("Content-Length", None)
    until = min(kept_until(response), timezone.now() + LIFETIME)
    return Entry(generation, until, dict(response.headers), etag, body)


def store(key: str, entry: Entry) -> None:
    cache = caches["pages"]
    if cache.get(GENERATION) == entry.generation:
        seconds = (entry.until - timezone.now()).total_seconds()
        cache.set(key, entry, timeout=max(seconds, 0))


def answer(request: HttpRequest, entry: Entry) -> HttpResponse:
    compressed = "gzip" in request.headers.get("Accept-Encoding", "")
    body = entry.body if compressed else gzip.decompress(entry.body)
    response = HttpResponse(body, headers={**entry.headers, "ETag": entry.etag})
    if compressed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(body))
    if request.method == "HEAD":
        response.content = b""
    conditional = get_conditional_response(request, etag=entry.etag, response=response)
    return conditional or response
