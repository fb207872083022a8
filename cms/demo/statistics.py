"""The page of statistics, with a year of figures that nobody read."""

from __future__ import annotations

import datetime

from django.utils import timezone
from wagtail.models import Page

from cms.models import PageReads, Referrals, StatisticsPage

from .writing import both, callout

DAYS = 365
# Reads in Italian on a day in the middle of the year, by the slug of the page; a
# translation has the share of its language.
USUAL = {
    "qt-piastra": 46,
    "notizie": 24,
    "il-quartiere": 15,
    "programmi": 13,
    "lavori": 12,
    "luoghi": 10,
    "associazioni": 8,
    "contatti": 6,
    "domande-frequenti": 4,
}
SHARES = {"it": 1.0, "en": 0.14, "it-simple": 0.11, "ar": 0.05}
# Reads on such a day that began on another site.
SITES = {
    "google.com": 21,
    "comune.sondrio.it": 9,
    "facebook.com": 7,
    "bing.com": 2,
    "t.co": 2,
    "duckduckgo.com": 1,
}


def statistics() -> StatisticsPage:
    return StatisticsPage(
        title=both("Statistiche", "Statistics"),
        slug=both("statistiche", "statistics"),
        introduction=both(
            "Quante volte si leggono le pagine di questo sito, in quale lingua e da "
            "dove si arriva.",
            "How often the pages of this site are read, in which language and from "
            "where people come.",
        ),
        body=[
            callout(
                both("Numeri di esempio", "Example figures"),
                both(
                    "I numeri dei giorni prima dell'avvio di questa dimostrazione "
                    "sono inventati; da quel giorno in poi sono contati davvero.",
                    "The figures of the days before this demonstration began are "
                    "invented; from that day on they are really counted.",
                ),
            ),
        ],
    )


def invent_reads(pages: list[Page]) -> None:
    """More as the year goes on, fewer at the weekend; the same at each load.

    ``pages``: those that were written, in Italian.
    """
    usual = {
        page.translation_key: USUAL[page.slug] for page in pages if page.slug in USUAL
    }
    versions = Page.objects.filter(translation_key__in=usual).values_list(
        "translation_key", "locale__language_code"
    )
    weights = {
        (key, language): usual[key] * SHARES.get(language, 0)
        for key, language in versions
    }
    today = timezone.localdate()
    reads, referrals = [], []
    for ago in range(1, DAYS + 1):
        day = today - datetime.timedelta(days=ago)
        growth = 1.3 - 0.6 * ago / DAYS
        for (key, language), weight in weights.items():
            if number := invented(weight * growth, day):
                reads.append(
                    PageReads(day=day, page_key=key, language=language, reads=number)
                )
        for host, weight in SITES.items():
            if number := invented(weight * growth, day):
                referrals.append(Referrals(day=day, host=host, reads=number))
    PageReads.objects.bulk_create(reads, batch_size=1000)
    Referrals.objects.bulk_create(referrals, batch_size=1000)


def invented(weight: float, day: datetime.date) -> int:
    """Between half and one and a half of ``weight``, as if by chance."""
    # From 0 to 1; no two neighbouring days or weights have the same.
    chance = (day.toordinal() * 0.618 + weight * 0.414) % 1
    return round(weight * (0.5 + chance) * (0.6 if day.weekday() > 4 else 1))
