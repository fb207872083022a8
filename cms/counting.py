"""Counts how often each page is read, without a cookie, an address or a visit's row.

What is counted: answers that are a page of the site (``BasePage.let_out``), fresh,
kept, or a browser's own that is still good (304), given to somebody who asked with
GET and has no session. Programs are left out by what they call themselves, and so
is what a browser fetches before anybody has asked for it.

*In memory first*: a read is one addition in its process. A thread of its own adds
what has come together to the totals of the day, in one transaction, every
``READS_WRITTEN_EVERY``, and once more when the process ends. So no reader waits for
the database, and one that is away costs nobody a page: what is counted stays until
it is back. A process that is killed takes at most those seconds with it.

*Bounded*: keys are pages that exist, and the sites that reads come from are at most
``SITES_AT_ONCE`` in memory and ``SITES_A_DAY`` in the table: whoever invents names
fills neither.
"""

from __future__ import annotations

import atexit
import datetime
import logging
import os
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache

from django.conf import settings
from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .cache import PageRead, host_of, known_hosts, page_of
from .models.reads import (
    OTHER_SITES,
    PageReads,
    ReadKey,
    ReferralKey,
    Referrals,
    site_of,
    write,
)
from .retention import Kept, register

logger = logging.getLogger(__name__)

SITES_AT_ONCE = 500

# Browsers, and programs that pretend to be one, begin with these words.
BROWSERS = ("mozilla/", "opera/")
# What such programs write besides. Most give the address of whoever runs them.
# One by one: an expression of all of them takes a hundred times as long.
PROGRAMS = (
    *("http", "bot", "crawl", "spider", "slurp", "archive", "fetch", "feed", "scan"),
    *("monitor", "preview", "validator", "inspect", "headless", "phantom"),
    *("lighthouse", "google-", "googleother"),
)
# A maker of telephones.
NO_PROGRAM = "cubot"

# Seconds. No zone's midnight falls inside a quarter of an hour.
QUARTER = 900


@lru_cache(maxsize=2)
def day_of(quarter: int) -> datetime.date:
    """The town's day in that quarter of an hour since 1970; each is asked for often."""
    moment = datetime.datetime.fromtimestamp(quarter * QUARTER, datetime.UTC)
    return timezone.localdate(moment)


class ReadCounter:
    """What was read in this process and is not written yet."""

    def __init__(self) -> None:
        self.reads: Counter[ReadKey] = Counter()
        self.referrals: Counter[ReferralKey] = Counter()
        self.counting = threading.Lock()
        self.writing = threading.Lock()
        self.process = 0

    def count(self, page: PageRead, site: str = "") -> None:
        """``site``: the host from which the reader came, empty for none."""
        day = day_of(int(time.time()) // QUARTER)
        with self.counting:
            self.reads[(day, *page)] += 1
            if site:
                self._count_site((day, site))
            # A thread does not outlive the fork by which a server makes its workers.
            alone = self.process != os.getpid()
            self.process = os.getpid()
        if alone:
            atexit.register(self.write)
            # None can begin in a process that is ending, which then writes.
            with suppress(RuntimeError):
                threading.Thread(target=self._keep_writing, daemon=True).start()

    def _count_site(self, key: ReferralKey, number: int = 1) -> None:
        if key not in self.referrals and len(self.referrals) >= SITES_AT_ONCE:
            key = (key[0], OTHER_SITES)
        self.referrals[key] += number

    def write(self) -> None:
        """Add it to the totals in the database; what fails is there the next time."""
        with self.writing:
            reads, referrals = self._take()
            if not reads:
                return
            try:
                write(reads, referrals)
            except Exception as error:
                self._put_back(reads, referrals)
                # No alarm: nothing is lost, and it comes every few seconds.
                logger.warning("Reads wait to be written: %r", error)

    def _take(self) -> tuple[Counter[ReadKey], Counter[ReferralKey]]:
        with self.counting:
            taken = self.reads, self.referrals
            self.reads, self.referrals = Counter(), Counter()
        return taken

    def _put_back(
        self, reads: Counter[ReadKey], referrals: Counter[ReferralKey]
    ) -> None:
        with self.counting:
            self.reads.update(reads)
            for key, number in referrals.items():
                self._count_site(key, number)

    def _keep_writing(self) -> None:
        while True:
            time.sleep(settings.READS_WRITTEN_EVERY.total_seconds())
            self.write()
            with suppress(DatabaseError):
                connections.close_all()


counter = ReadCounter()


class CountingMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.own = {name_of(host) for host in known_hosts()}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        page = page_of(response)
        if page and response.status_code in (200, 304) and is_for_a_reader(request):
            counter.count(page, self.site_before(request))
        return response

    def site_before(self, request: HttpRequest) -> str:
        """The host of the page that had the link; empty for none and for our own."""
        site = site_of(request.META.get("HTTP_REFERER", ""))
        ours = site in self.own or site == name_of(host_of(request))
        return "" if ours else site


def name_of(host: str) -> str:
    """Without a port and without ``www.``, as ``site_of`` writes it."""
    return host.lower().partition(":")[0].removeprefix("www.")


def is_for_a_reader(request: HttpRequest) -> bool:
    """Neither for the team nor for a program, nor fetched in case it is wanted."""
    told = request.META
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not (told.get("HTTP_SEC_PURPOSE") or told.get("HTTP_PURPOSE"))
        and not told.get("HTTP_X_MOZ")
        and is_browser(told.get("HTTP_USER_AGENT", ""))
    )


def is_browser(name: str) -> bool:
    name = name.lower().replace(NO_PROGRAM, "")
    return name.startswith(BROWSERS) and not any(word in name for word in PROGRAMS)


def erase_before(moment: datetime.datetime) -> int:
    return sum(model.objects.erase_before(moment) for model in (PageReads, Referrals))


register(
    Kept(
        name="reads",
        what=_(
            "How often each page is read in a day, and from which sites: totals, "
            "without anything of who reads"
        ),
        why=_("to publish how the site is used, as the law asks"),
        months=settings.READS_KEPT_MONTHS,
        erase=erase_before,
    )
)
