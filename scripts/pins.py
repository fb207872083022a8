"""Is every package that is asked for pinned? (`make requirements` pins.)"""

from __future__ import annotations

import re
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def names(file: str, pattern: str) -> set[str]:
    """Package names of a requirements file, in the spelling of PEP 503."""
    found = re.findall(pattern, (PROJECT / file).read_text(), re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower() for name in found}


def missing() -> list[str]:
    return [
        f"{stem}.txt does not pin {name}"
        for stem in ("requirements", "requirements-dev")
        for name in sorted(
            names(f"{stem}.in", r"^([A-Za-z0-9][\w.-]*)")
            - names(f"{stem}.txt", r"^([A-Za-z0-9][\w.-]*)(?:\[.*\])?==")
        )
    ]


if __name__ == "__main__":
    sys.exit("\n".join(missing()) or None)
