from __future__ import annotations

from datetime import date

import pytest

from campaigns.networks.graph_versions import version_ends


@pytest.mark.parametrize(
    ("version", "ends"),
    [
        ("v3.1", date(2026, 9, 24)),
        ("v20.0", date(2026, 9, 24)),
        ("v21.0", date(2027, 1, 21)),
        ("v25.0", date(2028, 7, 29)),
        ("v26.0", None),
        ("v27.0", None),
    ],
)
def test_says_when_a_version_ends(version: str, ends: date | None) -> None:
    assert version_ends(version) == ends


@pytest.mark.parametrize("nonsense", ["", "26", "26.0", "v26", "latest", "v.0"])
def test_what_is_no_version_is_an_error(nonsense: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        version_ends(nonsense)
