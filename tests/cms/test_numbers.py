from __future__ import annotations

import pytest
from django.utils import translation

from cms.templatetags.euros import euros


@pytest.mark.parametrize(
    ("language", "thousands"),
    [
        ("it", "103.700"),
        ("it-simple", "103.700"),
        ("en", "103,700"),
        ("ar", "103,700"),
        ("ro", "103.700"),
        ("sq", "103.700"),
        ("uk", "103\xa0700"),
    ],
)
def test_thousands_are_grouped_as_the_language_does(language, thousands):
    with translation.override(language):
        assert thousands in euros(103700)
