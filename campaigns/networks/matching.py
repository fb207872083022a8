"""When is a text read back from a network the one that we sent?"""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta

# The network's clock and ours may differ by this much, so a look-up reaches
# further back than the attempt. Who asks must not filter by time again.
SKEW = timedelta(minutes=1)

_SCHEME = re.compile(r"\bhttps?://", re.IGNORECASE)
_LAST_SLASH = re.compile(r"/(?=\s|$)")


def same(ours: str, theirs: str) -> bool:
    return canonical(ours) == canonical(theirs)


def canonical(text: str) -> str:
    """``text`` without what networks change on their way.

    They compose accents (NFC), trim and collapse white space, and complete
    addresses: a scheme in front, a slash at the end.
    """
    text = _SCHEME.sub("", unicodedata.normalize("NFC", text))
    return " ".join(_LAST_SLASH.sub("", text).split())
