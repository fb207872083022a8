"""How long X finds a text.

From X's "Counting characters" and its text configuration, version 3: the text is
composed (NFC); a URL counts 23 whatever its length; an emoji counts 2 however
many code points it is made of; the code points in ``LIGHT`` count 1 and all
others 2. So curly quotation marks, dashes and accented letters count 1, but
the euro sign and the ellipsis count 2.

What X takes for a URL: an address with ``http(s)://``, or a bare domain in
ASCII or accented Latin letters, if its last part is a top-level domain. X keeps
its own list of those, ours is the one in tldextract; countries and the first
generic names are on both, and where the two may differ both readings are counted
and the greater is taken. The same caution holds for emoji (see ``emoji``). So
this counts as X's published counter does, or more; less only where two domains
are glued together by emoji, or a bare domain has an end that exists no more.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterator

import regex
import tldextract

from . import emoji

URL = 23
EMOJI = 2
# Seconds for one search: a text of nothing but dots and letters would take
# minutes. It counts as too long; nobody writes such a post.
PATIENCE = 0.5
HOPELESS = 1_000
LIGHT = (range(0, 4352), range(8192, 8206), range(8208, 8224), range(8242, 8248))

# The list that comes with the library: nothing is fetched, nothing is written.
_domains = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
POSSIBLE = [name for name in _domains.tlds if "." not in name]
_FIRST = {"com", "edu", "gov", "info", "int", "mil", "net", "org"}
CERTAIN = [
    name for name in POSSIBLE if name in _FIRST or (len(name) == 2 and name.isascii())
]

_LATIN = (
    r"\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F\u0253\u0254\u0256\u0257\u0259\u025B"
    r"\u0263\u0268\u026F\u0272\u0289\u028B\u02BB\u0300-\u036F\u1E00-\u1EFF"
)
_MARKS = r"\u202A-\u202E\u061C\u200E\u200F\u2066-\u2069"
_BROKEN = r"\uFFFE\uFEFF\uFFFF"
# All that cannot stand in a label of a domain; the rest can, quotes included.
_NOT_IN_DOMAIN = (
    r"!'#%&()*+,\\\-./:;<=>?@\[\]\^_{|}~$"
    r"\t-\r \u0085\u00A0\u1680\u180E\u2000-\u200A\u2028\u2029\u202F\u205F\u3000"
    + _BROKEN
    + _MARKS
)
_LABEL = rf"[^{_NOT_IN_DOMAIN}]"
_LAST = r"(?:\L<top>(?![0-9A-Za-z@+\-])|xn--[\-0-9a-z]+)"
_IN_PATH = rf"[a-z\u0400-\u04FF0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{_LATIN}]"
_PATH_END = rf"[+\-a-z\u0400-\u04FF0-9=_#/{_LATIN}]"
_BRACKETS = rf"\((?:{_IN_PATH}+|{_IN_PATH}*\({_IN_PATH}+\){_IN_PATH}*)\)"
_PATH = (
    rf"(?:{_IN_PATH}*(?:{_BRACKETS}{_IN_PATH}*)*(?:{_PATH_END}|{_BRACKETS})"
    rf"|@{_IN_PATH}+/)"
)
_QUERY = r"\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/]"

_SHORTENED = regex.compile(
    rf"https?://t\.co/[a-z0-9]{{1,40}}(?:{_QUERY})?", regex.IGNORECASE
)


class _Reader:
    """Finds URLs as X does when its list of top-level domains is ``top``."""

    def __init__(self, top: list[str]) -> None:
        self.address = regex.compile(
            rf"(?P<before>[^A-Za-z0-9@\uFF20$#\uFF03{_BROKEN}]|^)"
            r"(?P<url>(?P<scheme>https?://)?"
            rf"(?P<domain>(?:(?:{_LABEL}(?:[_\-]|{_LABEL})*)?{_LABEL}\.)*"
            rf"(?:{_LABEL}(?:-|{_LABEL})*)?{_LABEL}\.{_LAST})"
            rf"(?::[0-9]+)?(?P<path>/{_PATH}*)?(?:{_QUERY})?)",
            regex.IGNORECASE,
            top=top,
        )
        self.plain_domain = regex.compile(
            rf"(?:[\-a-z0-9{_LATIN}]+\.)+{_LAST}", regex.IGNORECASE, top=top
        )

    def urls(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of each."""
        for found in self.address.finditer(text, timeout=PATIENCE):
            url, domain, start = found["url"], found["domain"], found.start("url")
            if found["scheme"]:
                short = _SHORTENED.match(url)
                yield start, start + len(short[0] if short else url)
            elif found["before"] not in ("-", "_", ".", "/"):
                names = list(self.plain_domain.finditer(domain))
                for name in names:
                    last = found["path"] and name is names[-1]
                    path = len(url) - len(domain) if last else 0
                    yield start + name.start(), start + name.end() + path

    def weight(self, text: str) -> int:
        total = at = 0
        for start, end in self.urls(text):
            total += _weight(text[at:start]) + URL
            at = end
        return total + _weight(text[at:])


_READERS = (_Reader(CERTAIN), _Reader(POSSIBLE))


def weighted_length(text: str) -> int:
    """The length of ``text`` as X counts it; a post of X holds 280."""
    units = _units(unicodedata.normalize("NFC", text))
    try:
        return max(reader.weight(units) for reader in _READERS)
    except TimeoutError:
        return _weight(units) + HOPELESS


def _units(text: str) -> str:
    """``text`` in UTF-16 units, as X's counter looks for URLs: the second half of
    an emoji can be the first letter of a domain."""
    return "".join(map(chr, array("H", text.encode("utf-16", "surrogatepass"))[1:]))


def _weight(units: str) -> int:
    """The weight of what is no URL."""
    text = units.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    rest, emojis = emoji.SEQUENCE.subn("", text)
    return EMOJI * emojis + sum(1 if _light(c) else 2 for c in rest)


def _light(character: str) -> bool:
    return any(ord(character) in span for span in LIGHT)
