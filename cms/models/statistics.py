"""The page that publishes how often the site is read."""

from __future__ import annotations

import csv
import datetime
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from cms.cache import keep
from cms.cards import readable
from cms.clock import next_midnight
from cms.languages import Language
from cms.retention import months_before
from cms.structured_data import owner_id

from .base import BasePage
from .reads import (
    PUBLISHED_FROM,
    MonthOfLanguage,
    PageReads,
    PageReadsQuerySet,
    Referrals,
    site_of,
)

# Months, the one that is not over yet among them.
MONTHS = 12
PAGES = 20
SITES = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table. ``language`` is that of the label, where it has one of its
    own."""

    label: str
    reads: int
    url: str = ""
    language: Language | None = None


class Table(list[Row]):
    @property
    def most(self) -> int:
        return max(row.reads for row in self)


@dataclass(frozen=True, slots=True)
class Period:
    """Twelve months that end with yesterday: today's counts are still growing."""

    first: datetime.date
    last: datetime.date

    @staticmethod
    def now() -> Period:
        last = timezone.localdate() - datetime.timedelta(days=1)
        return Period(months_before(last.replace(day=1), MONTHS - 1), last)

    @property
    def months(self) -> list[datetime.date]:
        """The first day of each, newest first."""
        newest = self.last.replace(day=1)
        return [months_before(newest, ago) for ago in range(MONTHS)]


class StatisticsPage(RoutablePageMixin, BasePage):
    """Totals by month, language, page and referring site; nothing of a person."""

    hidden_sites = models.TextField(
        _("sites not to name"),
        blank=True,
        help_text=_(
            "One for each line, such as example.org. A program may invent the site "
            "from which it comes: one that does not belong on a public page counts "
            "among the other sites."
        ),
    )

    content_panels = [*BasePage.content_panels, "hidden_sites"]
    override_translatable_fields = [
        SynchronizedField("hidden_sites", overridable=False)
    ]

    class Meta:
        verbose_name = _("statistics")
        verbose_name_plural = _("statistics")

    @cached_property
    def period(self) -> Period:
        return Period.now()

    @property
    def hidden(self) -> set[str]:
        lines = self.hidden_sites.split()
        return {site_of(line if "//" in line else f"http://{line}") for line in lines}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        context = super().get_context(request, *args, **kwargs)
        period = self.period
        reads = PageReads.objects.between(period.first, period.last)
        sums = reads.by_month_and_language()
        context |= {
            "until": next_midnight(),
            "total": sum(each.reads for each in sums),
            "published_from": PUBLISHED_FROM,
        }
        if not sums:
            return context
        first = min(each.first_read for each in sums)
        return context | {
            "first": first,
            "last": period.last,
            "by_month": by_month(period, first, sums),
            "by_language": by_language(sums),
            "by_page": by_page(request, reads),
            "by_site": self.by_site(),
        }

    def by_site(self) -> Table:
        """Those that may be named, then all the others together."""
        period = self.period
        referrals = Referrals.objects.between(period.first, period.last)
        sites = Table(Row(*each) for each in referrals.by_site(SITES, self.hidden))
        others = referrals.total() - sum(row.reads for row in sites)
        if others:
            sites.append(Row(gettext("Other sites"), others))
        return sites

    def structured_data(self) -> list[dict[str, Any]]:
        table = {
            "@type": "DataDownload",
            "encodingFormat": "text/csv",
            "contentUrl": self.full_url + self.reverse_subpage("csv"),
        }
        data = {
            "@type": "Dataset",
            "name": self.title,
            "description": self.introduction,
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "creator": owner_id(),
            "distribution": table,
        }
        return [*super().structured_data(), data]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.let_out(super().serve(request, *args, **kwargs))

    @path("csv/", name="csv")
    def table(self, request: HttpRequest) -> HttpResponse:
        """Each day's reads by page and language, as open data."""
        period = self.period
        name = f"reads-{period.first}-{period.last}.csv"
        response = HttpResponse(
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
        writer = csv.writer(response)
        writer.writerow(
            [gettext("day"), gettext("language"), gettext("page"), gettext("reads")]
        )
        writer.writerows(daily(request, period))
        return keep(response, until=next_midnight())


def by_month(
    period: Period, first: datetime.date, sums: list[MonthOfLanguage]
) -> Table:
    """From the month in which counting began; a month without any is a nought."""
    totals: Counter[datetime.date] = Counter()
    for each in sums:
        totals[each.month] += each.reads
    return Table(
        Row(capfirst(date_format(month, "F Y")), totals[month])
        for month in period.months
        if month >= first.replace(day=1)
    )


def by_language(sums: list[MonthOfLanguage]) -> Table:
    totals: Counter[str] = Counter()
    for each in sums:
        totals[each.language] += each.reads
    return Table(
        Row(Language(code).name, reads, language=Language(code))
        for code, reads in totals.most_common()
    )


def by_page(request: HttpRequest, reads: PageReadsQuerySet) -> Table:
    """The pages read most, in the reader's language where they are there in it."""
    totals = dict(reads.most_read(PAGES))
    pages = readable(Page.objects.filter(translation_key__in=totals))
    versions: defaultdict[uuid.UUID, dict[str, Page]] = defaultdict(dict)
    for page in pages.select_related("locale"):
        versions[page.translation_key][page.locale.language_code] = page
    return Table(page_row(request, versions[key], totals[key]) for key in totals)


def page_row(request: HttpRequest, versions: dict[str, Page], reads: int) -> Row:
    wanted = (get_language(), settings.LANGUAGE_CODE, *versions)
    code = next(code for code in wanted if code in versions)
    page = versions[code]
    return Row(page.title, reads, page.get_url(request) or "", Language(code))


def daily(request: HttpRequest, period: Period) -> Iterator[tuple[Any, ...]]:
    """Day, language, address and reads; pages that are no longer there, or not for
    everybody, are one without an address."""
    pages = readable(Page.objects.all()).select_related("locale")
    addresses = {
        (page.translation_key, page.locale.language_code): page.get_url(request)
        for page in pages
    }
    rows = (
        PageReads.objects.between(period.first, period.last)
        .order_by("day", "language")
        .values_list("day", "language", "page_key", "reads")
    )
    for (day, language), of_day in groupby(rows.iterator(), key=itemgetter(0, 1)):
        totals: Counter[str] = Counter()
        for row in of_day:
            key, reads = row[2:]
            totals[addresses.get((key, language)) or ""] += reads
        for address, reads in sorted(totals.items()):
            yield day, language, address, reads
