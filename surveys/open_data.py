"""Published results as files: CSV, XLSX, JSON, and what their codes mean.

All are made of what was frozen. An empty count with 1 under "hidden" is hidden.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from openpyxl import Workbook

from cms.exports import neutral

Frozen = Mapping[str, Any]
Line = list[Any]

# Names of columns are the same in every language: programs read them.
FIGURES = (
    "table",
    "question",
    "category",
    "place",
    "by_question",
    "by_category",
    "count",
    "hidden",
    "responses",
    "asked",
    "answered",
    "skipped",
)
CODES = ("question", "name", "kind", "text", "line", "category", "label")


def figures(frozen: Frozen) -> Iterator[Line]:
    for table in frozen["tables"]:
        base = [table[each] for each in ("responses", "asked", "answered", "skipped")]
        # A line for the base alone, where nothing can be counted.
        for figure in table["figures"] or [
            {"category": "", "place": None, "count": ""}
        ]:
            yield [
                "one-way",
                table["key"],
                figure["category"],
                figure["place"],
                "",
                "",
                figure["count"],
                int(figure["count"] is None),
                *base,
            ]
    for two_way in frozen["two_ways"]:
        for row, counts in zip(two_way["rows"], two_way["counts"], strict=True):
            for column, count in zip(two_way["columns"], counts, strict=True):
                yield [
                    "two-way",
                    two_way["first"],
                    row["category"],
                    None,
                    two_way["second"],
                    column["category"],
                    count,
                    int(count is None),
                    *[None] * 4,
                ]


def codes(frozen: Frozen) -> Iterator[Line]:
    for table in frozen["tables"]:
        about = [table[each] for each in ("key", "name", "kind", "question", "line")]
        seen = {figure["category"]: figure["label"] for figure in table["figures"]}
        for category, words in (seen or {"": ""}).items():
            yield [*about, category, words]


def about(frozen: Frozen, checksum: str) -> Iterator[Line]:
    yield ["title", frozen["title"]]
    yield ["survey", frozen["survey"]]
    yield ["day", frozen["day"]]
    yield ["responses", frozen["responses"]]
    yield ["threshold", frozen["threshold"]]
    yield ["sha256 of the JSON file", checksum]
    yield ["licence", "CC BY 4.0"]


def as_csv(head: Iterable[str], lines: Iterable[Line]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows(map(_safe, lines))
    return out.getvalue()


def as_xlsx(frozen: Frozen, checksum: str) -> bytes:
    book = Workbook(write_only=True)
    for title, lines in (
        ("figures", [list(FIGURES), *figures(frozen)]),
        ("codes", [list(CODES), *codes(frozen)]),
        ("about", about(frozen, checksum)),
    ):
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(_safe(line))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _safe(line: Line) -> Line:
    """Numbers as they are; of words, none that a spreadsheet takes for a formula."""
    return [neutral(each) if isinstance(each, str) else each for each in line]
