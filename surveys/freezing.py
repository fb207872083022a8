"""Published results as one text that never changes. Knows no database."""

from __future__ import annotations

import datetime
import hashlib
import json
from typing import Any
from uuid import UUID

from .figures import Table, TwoWay
from .labels import label
from .protecting import Protected, ShownTable, ShownTwoWay
from .suppression import THRESHOLD

FORMAT = "piastra-survey-results/1"


def frozen(
    protected: Protected, *, key: UUID, title: str, day: datetime.date
) -> dict[str, Any]:
    """With the words of the codebook, in the language that is active. A count that is
    null is hidden."""
    return {
        "format": FORMAT,
        "survey": str(key),
        "title": title,
        "day": day.isoformat(),
        "responses": protected.responses,
        "threshold": THRESHOLD,
        "tables": [table_of(table) for table in protected.tables],
        "two_ways": [two_way_of(two_way) for two_way in protected.two_ways],
    }


def table_of(table: ShownTable | Table) -> dict[str, Any]:
    counted = table.counted
    return {
        "key": counted.key,
        "name": counted.question.name,
        "kind": counted.question.kind.value,
        "question": counted.question.text,
        "line": counted.line.text if counted.line else "",
        "responses": table.responses,
        "asked": table.asked,
        "answered": table.answered,
        "skipped": table.skipped,
        "mean": table.mean,
        "median": table.median,
        "figures": [
            {
                "category": figure.category,
                "label": label(counted.question, figure.category),
                "place": figure.place or None,
                "count": figure.count,
            }
            for figure in table.figures
        ],
    }


def two_way_of(two_way: ShownTwoWay | TwoWay) -> dict[str, Any]:
    return {
        "first": two_way.first.key,
        "second": two_way.second.key,
        "rows": [
            {"category": row, "label": label(two_way.first.question, row)}
            for row in two_way.rows
        ],
        "columns": [
            {"category": column, "label": label(two_way.second.question, column)}
            for column in two_way.columns
        ],
        "counts": two_way.counts,
    }


def written(figures: dict[str, Any]) -> str:
    return json.dumps(figures, ensure_ascii=False, indent=1, sort_keys=True)


def checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
