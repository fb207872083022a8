"""The pieces of which a page's body is made; every page type shares one stream."""

from .body import BodyBlock
from .fetching import Shown, fetch, make_pictures, shown
from .links import LinkBlock
from .rich_text import LINE_FEATURES, TEXT_FEATURES

__all__ = [
    "LINE_FEATURES",
    "TEXT_FEATURES",
    "BodyBlock",
    "LinkBlock",
    "Shown",
    "fetch",
    "make_pictures",
    "shown",
]
