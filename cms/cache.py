"""The page cache: whole answers for anonymous readers, kept compressed.

Outermost but for the counting of reads, opt-in by response. Only an answer on which
the code that made it called ``keep`` is kept: live pages and feeds; never a form's
step, a private link, a preview or anything for somebody who is logged in.

*Key*: scheme, host, path, and those parameters of the address that the code which
made the answer read (``cms.parameters``). Any other parameter, invented or the tail
that networks add to links, leads to the same entry; a page answers 404, which is
never kept, to a value that it does not know. The host is one that the settings name,
with the port of ``SITE_URL``: an answer under any other spelling is not kept.

*Fresh*: every publication, unpublication, move, and change of a menu, a setting
or a picture raises the site's generation after its commit, and so does ``migrate``,
with which every upgrade begins. An entry carries the
generation that held when its rendering *began*, and is served only while that
is still the current one. A generation is a random word and not a number: if the
cache loses it, what was kept is dead, and nothing old can come back to life.

*Until*: an entry is thrown away after ``LIFETIME``, or earlier when the page
says until when it holds. ``LIFETIME`` also bounds how long a page can be out of
date if the cache could not be reached at the very moment of a publication.

*Near*: each process has the entries that it served last at hand, and asks the cache,
at each request, only which generation holds. So a purge is seen by all at once.

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
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import urlencode

from .parameters import Query

LIFETIME = datetime.timedelta(minutes=10)
NEVER = datetime.datetime.min.replace(tzinfo=datetime.UTC)
# What a page that is kept may read. An answer that depends on another name is not kept.
PARAMETERS = ("page", "topic", "kind", "phase")
GENERATION = "generation"
# How many entries a process has at hand, of some ten kilobytes each.
NEAR = 500

GetResponse = Callable[[HttpRequest], HttpResponse]
Asked = dict[str, str]
# The translation key of a page, and the language in which it is read.
PageRead = tuple[uuid.UUID, str]


def keep(
    response: HttpResponse, until: datetime.datetime | None = None
) -> HttpResponse:
    """Allow the page cache to keep this answer, at most until the given time."""
    response.kept_until = until or timezone.now() + LIFETIME  # type: ignore[attr-defined]
    return response


def tell_page(response: HttpResponse, page: PageRead) -> None:
    """Say which page this answer is, kept or not, for those who count its reads."""
    response.page_read = page  # type: ignore[attr-defined]


def page_of(response: HttpResponse) -> PageRead | None:
    """None for whatever is no page: feeds, files, forms, redirects."""
    return getattr(response, "page_read", None)


def raise_generation() -> None:
    """After the commit, forget every page that is kept."""
    transaction.on_commit(_raise_generation, robust=True)


def _raise_generation() -> None:
    caches["pages"].set(GENERATION, uuid.uuid4().hex, timeout=None)


def current_generation() -> str:
    cache = caches["pages"]
    return cache.get(GENERATION) or str(
        cache.get_or_set(GENERATION, uuid.uuid4().hex, timeout=None)
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer as it is kept; ``body`` is compressed with gzip.

    ``read`` are the parameters that its making asked for, there or not; ``page`` is
    which page it is, if any.
    """

    generation: str
    until: datetime.datetime
    read: frozenset[str]
    headers: dict[str, str]
    etag: str
    body: bytes
    page: PageRead | None

    def holds(self, generation: str) -> bool:
        return self.generation == generation and self.until > timezone.now()


class PageCacheMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.near: dict[str, Entry] = {}
        self.hosts = known_hosts()
        self.passed_by = (
            settings.STATIC_URL,
            settings.MEDIA_URL,
            "/admin/",
            "/documents/",
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.may_answer(request):
            return self.get_response(request)
        address, asked = address_of(request), asked_of(request)
        generation = current_generation()
        entry = self.look_up(address, asked, generation)
        if entry is None:
            query = Query(request.META.get("QUERY_STRING", ""))
            request.GET = query  # type: ignore[assignment]
            request.generation = generation  # type: ignore[attr-defined]
            response = self.get_response(request)
            if not may_be_kept(request, response, query):
                return response
            entry = entry_of(response, generation, query)
            self.store(key_of(address, asked if depends(entry, asked) else {}), entry)
        return answer(request, entry)

    def may_answer(self, request: HttpRequest) -> bool:
        return (
            request.method in ("GET", "HEAD")
            and host_of(request) in self.hosts
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and not request.path.startswith(self.passed_by)
        )

    def look_up(self, address: str, asked: Asked, generation: str) -> Entry | None:
        """What is kept for this address, or for it without parameters if that is the
        same, and still holds."""
        entry = self.fetch(key_of(address, asked), generation)
        if entry is None and asked:
            entry = self.fetch(key_of(address, {}), generation)
            if entry and depends(entry, asked):
                return None
        return entry

    def fetch(self, key: str, generation: str) -> Entry | None:
        entry = self.near.get(key)
        if entry and entry.holds(generation):
            return entry
        entry = caches["pages"].get(hashed(key))
        if entry and entry.holds(generation):
            self.put_near(key, entry)
            return entry
        return None

    def store(self, key: str, entry: Entry) -> None:
        cache = caches["pages"]
        if cache.get(GENERATION) == entry.generation:
            seconds = (entry.until - timezone.now()).total_seconds()
            cache.set(hashed(key), entry, timeout=max(seconds, 0))
            self.put_near(key, entry)

    def put_near(self, key: str, entry: Entry) -> None:
        if len(self.near) >= NEAR:
            self.near.clear()
        self.near[key] = entry


def known_hosts() -> set[str]:
    """How a browser names the site: each name that is allowed, and SITE_URL's."""
    names = {name for name in settings.ALLOWED_HOSTS if name[:1] not in "*."}
    return names | {urlsplit(settings.SITE_URL).netloc}


def host_of(request: HttpRequest) -> str:
    return request.META.get("HTTP_HOST") or request.get_host()


def address_of(request: HttpRequest) -> str:
    return f"{request.scheme}://{host_of(request)}{request.path}"


def asked_of(request: HttpRequest) -> Asked:
    """The parameters that a page may read, as they are in this address."""
    if not request.META.get("QUERY_STRING"):
        return {}
    return {name: request.GET[name] for name in PARAMETERS if name in request.GET}


def depends(entry: Entry, asked: Asked) -> bool:
    return not entry.read.isdisjoint(asked)


def key_of(address: str, asked: Asked) -> str:
    return f"{address}?{urlencode(asked)}" if asked else address


def hashed(key: str) -> str:
    # An entry of an older version of this code, with other fields, is not found.
    return hashlib.sha256(f"{Entry.__slots__} {key}".encode()).hexdigest()


def may_be_kept(request: HttpRequest, response: HttpResponse, query: Query) -> bool:
    vary = {name.strip().lower() for name in response.get("Vary", "").split(",")}
    return (
        request.method == "GET"
        and kept_until(response) > timezone.now()
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and vary <= {"", "accept-encoding"}
        and query.read.issubset(PARAMETERS)
    )


def kept_until(response: HttpResponse) -> datetime.datetime:
    """The past, where nobody called ``keep``."""
    return getattr(response, "kept_until", NEVER)


def entry_of(response: HttpResponse, generation: str, query: Query) -> Entry:
    patch_vary_headers(response, ["Accept-Encoding"])
    response.headers.setdefault("Cache-Control", "no-cache")
    # Weak: the same page, compressed or not.
    etag = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    body = gzip.compress(response.content, compresslevel=6, mtime=0)
    response.headers.pop("Content-Length", None)
    until = min(kept_until(response), timezone.now() + LIFETIME)
    return Entry(
        generation,
        until,
        frozenset(query.read),
        dict(response.headers),
        etag,
        body,
        page_of(response),
    )


def answer(request: HttpRequest, entry: Entry) -> HttpResponse:
    compressed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    body = entry.body if compressed else gzip.decompress(entry.body)
    headers = {**entry.headers, "ETag": entry.etag, "Content-Length": str(len(body))}
    if compressed:
        headers["Content-Encoding"] = "gzip"
    response = HttpResponse(b"" if request.method == "HEAD" else body, headers=headers)
    conditional = get_conditional_response(request, etag=entry.etag, response=response)
    told = conditional or response
    if entry.page:
        tell_page(told, entry.page)
    return told
