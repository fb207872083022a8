"""How often the pages are read: daily totals, and nothing of whoever reads.

A row is a sum. No table has a reader's address, browser or hour, or one row for one
visit, so that nothing in it can lead to a person.
"""

from __future__ import annotations

import datetime
import re
import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from django.db import connections, models, transaction
from django.db.models import Exists, Min, OuterRef, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.cards import readable

# Day, translation key of the page, language.
ReadKey = tuple[datetime.date, uuid.UUID, str]
# Day, host.
ReferralKey = tuple[datetime.date, str]

# What stands for the sites that are not told apart.
OTHER_SITES = ""
# So many sites are told apart in a day: a flood of invented ones fills no table.
SITES_A_DAY = 200
# Of fewer reads than these in a period, the site they come from is not published:
# its name could say who its few readers are.
PUBLISHED_FROM = 5
# A name on the public net: no address in numbers, no machine of somebody's own.
HOST = re.compile(r"(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]+")
HOST_LENGTH = 100


def site_of(address: str) -> str:
    """The host of an address, without ``www.``; empty if it is none on the net."""
    if not address.startswith(("http://", "https://")):
        return ""
    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return host if len(host) <= HOST_LENGTH and HOST.fullmatch(host) else ""


def add(model: type[models.Model], totals: Mapping[tuple, int]) -> None:
    """Add each total to the row of its key, which is made where it is missing.

    The database adds, so that no process undoes what another has added meanwhile;
    in one order for all, so that no two of them wait for each other. ``totals``: by
    the columns before the last, in the order of the model.
    """
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    connection = connections["default"]
    table = connection.ops.quote_name(model._meta.db_table)
    names = [connection.ops.quote_name(str(field.column)) for field in fields]
    *key, reads = names
    rows = [
        [
            field.get_db_prep_save(value, connection)
            for field, value in zip(fields, (*columns, total), strict=True)
        ]
        for columns, total in sorted(totals.items())
    ]
    statement = (
        f"INSERT INTO {table} ({', '.join(names)})"  # noqa: S608 (names of our own)
        f" VALUES ({', '.join(['%s'] * len(names))})"
        f" ON CONFLICT ({', '.join(key)})"
        f" DO UPDATE SET {reads} = {table}.{reads} + excluded.{reads}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


@dataclass(frozen=True, slots=True)
class MonthOfLanguage:
    """``month``: its first day; ``first_read``: the first one with a read."""

    month: datetime.date
    language: str
    reads: int
    first_read: datetime.date


class DailyQuerySet(models.QuerySet):
    def between(self, first: datetime.date, last: datetime.date) -> Self:
        return self.filter(day__gte=first, day__lte=last)

    def total(self) -> int:
        return self.aggregate(total=Sum("reads"))["total"] or 0

    def erase_before(self, moment: datetime.datetime) -> int:
        return self.filter(day__lt=timezone.localdate(moment)).delete()[0]


class PageReadsQuerySet(DailyQuerySet):
    def add(self, totals: Mapping[ReadKey, int]) -> None:
        add(self.model, totals)

    def by_month_and_language(self) -> list[MonthOfLanguage]:
        rows = (
            self.order_by()
            .annotate(month=TruncMonth("day"))
            .values_list("month", "language")
            .annotate(Sum("reads"), Min("day"))
        )
        return [MonthOfLanguage(*row) for row in rows]

    def most_read(self, limit: int) -> list[tuple[uuid.UUID, int]]:
        """Keys of pages that everybody may read, with their totals in all languages."""
        pages = Page.objects.filter(translation_key=OuterRef("page_key"))
        return list(
            self.order_by()
            .filter(Exists(readable(pages)))
            .values_list("page_key")
            .annotate(total=Sum("reads"))
            .order_by("-total", "page_key")[:limit]
        )


class PageReads(models.Model):
    """How often a page was read on a day, in the site's time zone.

    By translation key and language, which stay when the page moves or is deleted.
    """

    day = models.DateField(_("day"))
    page_key = models.UUIDField(_("page"))
    language = models.CharField(_("language"), max_length=20)
    reads = models.PositiveIntegerField(_("reads"))

    objects = PageReadsQuerySet.as_manager()

    class Meta:
        verbose_name = _("reads of a page")
        verbose_name_plural = _("reads of pages")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "page_key", "language"], name="reads_are_summed_by_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.page_key} {self.language}: {self.reads}"


class ReferralsQuerySet(DailyQuerySet):
    def add(self, totals: Mapping[ReferralKey, int]) -> None:
        """Beyond so many sites in a day, further ones are the other sites."""
        known: defaultdict[datetime.date, set[str]] = defaultdict(set)
        days = {day for day, _ in totals}
        for day, host in self.filter(day__in=days).values_list("day", "host"):
            known[day].add(host)
        bounded: Counter[ReferralKey] = Counter()
        for (day, host), reads in Counter(totals).most_common():
            if host not in known[day] and len(known[day]) >= SITES_A_DAY:
                host = OTHER_SITES
            known[day].add(host)
            bounded[day, host] += reads
        add(self.model, bounded)

    def by_site(self, limit: int, hidden: set[str]) -> list[tuple[str, int]]:
        """The sites that may be published, those that most reads came from first."""
        return list(
            self.order_by()
            .exclude(host__in={OTHER_SITES, *hidden})
            .values_list("host")
            .annotate(total=Sum("reads"))
            .filter(total__gte=PUBLISHED_FROM)
            .order_by("-total", "host")[:limit]
        )


class Referrals(models.Model):
    """How many reads of a day began with a link on another site."""

    day = models.DateField(_("day"))
    host = models.CharField(_("site"), max_length=HOST_LENGTH, blank=True)
    reads = models.PositiveIntegerField(_("reads"))

    objects = ReferralsQuerySet.as_manager()

    class Meta:
        verbose_name = _("reads from a site")
        verbose_name_plural = _("reads from sites")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "host"], name="referrals_are_summed_by_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.host}: {self.reads}"


def write(reads: Mapping[ReadKey, int], referrals: Mapping[ReferralKey, int]) -> None:
    """All or nothing, so that what failed can be written again."""
    with transaction.atomic():
        PageReads.objects.add(reads)
        Referrals.objects.add(referrals)
