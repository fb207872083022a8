"""How a block refuses a value: with a sentence beside the field that is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError

# The name of a field, and what is wrong with it.
Fault = tuple[str, Any]


def refuse(faults: Iterable[Fault]) -> None:
    """Raise StructBlockValidationError if there are any."""
    errors = {field: ValidationError(sentence) for field, sentence in faults}
    if errors:
        raise StructBlockValidationError(block_errors=errors)
