"""Conditions that Django compiles once, so that each use only fills in the moment.

Compiling them was most of what a delivery cost, and from one delivery to the
next nothing in them differs but the time at which they are asked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import connections
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

Condition = Callable[[Any, datetime], QuerySet[Any]]

# Stands in a compiled condition wherever the moment belongs.
ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


def compiled(rows: QuerySet[Any], condition: Condition, now: datetime) -> QuerySet[Any]:
    """``condition(rows, now)`` for a condition that is a method of the rows' queryset.

    Only for rows that are read or updated themselves: in a subquery the table
    would bear another name than the compiled condition says.
    """
    model: Any = rows.model
    sql, parameters = _compile(condition, model, rows.db)
    adapt = connections[rows.db].ops.adapt_datetimefield_value
    mark, moment = adapt(ANY_MOMENT), adapt(now)
    values = [moment if each == mark else each for each in parameters]
    # Raw, but Django's own: nobody wrote it, and what varies is a parameter.
    return rows.filter(RawSQL(sql, values, BooleanField()))  # noqa: S611


@cache
def _compile(condition: Condition, model: Any, using: str) -> tuple[str, Any]:
    query = condition(model.objects.using(using), ANY_MOMENT).query
    return query.get_compiler(using).compile(query.where)
