"""The results of a survey below its page: read from what was published."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from cms.cache import keep
from cms.structured_data import owner_id
from surveys import open_data, showing

from .responses import Text
from .snapshots import Snapshot
from .survey import Publication, State

RESULTS = "risultati"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class File:
    name: str
    type: str
    words: Promise


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# By the last part of the address: pages have no full stop in theirs.
FILES = {
    "csv": File("risultati.csv", "text/csv", _("All figures (CSV)")),
    "codici": File("codici.csv", "text/csv", _("What the codes mean (CSV)")),
    "xlsx": File("risultati.xlsx", XLSX, _("Figures and codes (XLSX)")),
    "json": File("risultati.json", "application/json", _("Figures and codes (JSON)")),
}
# Of one question, on the page.
MOST_TEXTS = 200


class ShownResults(RoutablePageMixin, models.Model):
    """Of a survey's page. Nothing here counts: readers get the last snapshot."""

    class Meta:
        abstract = True

    @cached_property
    def snapshot(self) -> Snapshot | None:
        """What readers may see now."""
        survey = self.survey
        if survey is None or survey.publication == Publication.NEVER:
            return None
        if survey.publication == Publication.CLOSING and survey.state() not in (
            State.CLOSED,
            State.FULL,
        ):
            return None
        return Snapshot.objects.filter(survey=survey).first()

    @property
    def results_url(self) -> str:
        """Empty while there is nothing to see."""
        return f"{self.url}{RESULTS}/" if self.snapshot else ""

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.let_out(super().serve(request, *args, **kwargs))

    @path(f"{RESULTS}/", name="results")
    def results(self, request: HttpRequest) -> HttpResponse:
        snapshot = self._published()
        figures, words = snapshot.read, self.definition
        tables = list(showing.tables(figures, words))
        texts = self._texts()
        shown = [
            (question, list(lines), texts.get(key, []))
            for (key, question), lines in groupby(
                tables, key=lambda table: (table.key, table.question)
            )
        ]
        return self.render(
            request,
            template="surveys/results.html",
            context_overrides={
                "figures": figures,
                "snapshot": snapshot,
                "shown": shown,
                "two_ways": list(showing.two_ways(figures, words)),
                "files": [
                    {"url": f"{self.results_url}{part}/", "words": file.words}
                    for part, file in FILES.items()
                ],
                "canonical": self.full_url + f"{RESULTS}/",
            },
        )

    @path(f"{RESULTS}/<slug:part>/", name="results_file")
    def file(self, request: HttpRequest, part: str) -> HttpResponse:
        snapshot = self._published()
        if part not in FILES:
            raise Http404
        file = FILES[part]
        figures = snapshot.read
        body: str | bytes = snapshot.figures
        if part == "csv":
            body = open_data.as_csv(open_data.FIGURES, open_data.figures(figures))
        elif part == "codici":
            body = open_data.as_csv(open_data.CODES, open_data.codes(figures))
        elif part == "xlsx":
            body = open_data.as_xlsx(figures, snapshot.checksum)
        whole = f"{self.slug}-{figures['day']}-{file.name}"
        return keep(
            HttpResponse(
                body,
                content_type=file.type,
                headers={"Content-Disposition": f'attachment; filename="{whole}"'},
            )
        )

    def _published(self) -> Snapshot:
        if self.snapshot is None:
            raise Http404
        return self.snapshot

    def _texts(self) -> dict[str, list[str]]:
        """Free answers that somebody has read and published, in no order of time."""
        found: dict[str, list[str]] = {}
        texts = Text.objects.filter(
            question__survey=self.survey, state=Text.State.PUBLISHED
        ).order_by("text")
        for key, text in texts.values_list("question__key", "text"):
            found.setdefault(str(key), []).append(text)
        return {key: each[:MOST_TEXTS] for key, each in found.items()}

    def structured_data(self) -> list[dict[str, Any]]:
        things: list[dict[str, Any]] = super().structured_data()
        if not self.snapshot:
            return things
        address = f"{self.full_url}{RESULTS}/"
        data = {
            "@type": "Dataset",
            "name": self.title,
            "description": self.introduction,
            "license": LICENCE,
            "creator": owner_id(),
            "distribution": [
                {
                    "@type": "DataDownload",
                    "encodingFormat": file.type,
                    "contentUrl": f"{address}{part}/",
                }
                for part, file in FILES.items()
            ],
        }
        return [*things, data]
