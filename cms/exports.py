"""Tables for a spreadsheet, of words that strangers wrote."""

from __future__ import annotations

import re
from typing import Any

from django.utils.functional import Promise
from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What makes a spreadsheet calculate instead of show (OWASP, CSV injection),
# also in the full width that some spreadsheets read.
FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
# What an XLSX file cannot hold.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def neutral(value: object) -> str:
    """The text, which no spreadsheet takes for a formula."""
    text = CONTROL.sub("", str(value))
    return f"'{text}" if FORMULA.match(text) else text


class NeutralExport(SpreadsheetExportMixin):
    """Of a view: what it exports is text and nothing else."""

    custom_value_preprocess: dict[Any, dict[str, Any]] = {
        **SpreadsheetExportMixin.custom_value_preprocess,
        (str, Promise): {
            SpreadsheetExportMixin.FORMAT_CSV: neutral,
            SpreadsheetExportMixin.FORMAT_XLSX: neutral,
        },
    }
