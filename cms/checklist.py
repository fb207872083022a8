"""What an editor should look at before publishing a page.

Nothing is refused here: each check says what is well and what is not, and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import RichText

from .readability import gulpease, school

LONGEST_TITLE = 60
LONGEST_INTRODUCTION = 160
# Links are read alone, one after the other, by those who listen to a page.
SAYS_NOTHING = re.compile(
    r"(clicca|premi|vai|leggi|scopri|click|read|see)?\s*"
    r"(qui|qua|here|di più|more|link|questo link|this link|tutto)?[\s.:!…>»]*",
    re.IGNORECASE,
)
LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL)
LINE_END = re.compile(r"</(?:p|li|h\d)>|<br\s*/?>")


@dataclass(frozen=True, slots=True)
class Check:
    """``well`` is None where there is nothing to say either way."""

    name: str
    well: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


def checks(page: Page) -> list[Check]:
    """All checks of a page as it stands in memory; asks the database nothing new."""
    pieces = [
        piece
        for field in page._meta.get_fields()
        if isinstance(field, StreamField)
        for piece in pieces_of(getattr(page, field.name))
    ]
    introduction = getattr(page, "introduction", "")
    html = [piece for piece in pieces if isinstance(piece, str)]
    found = [
        title(page.title),
        introduced(introduction),
        headings([piece.level for piece in pieces if isinstance(piece, Heading)]),
        links(html),
        pictures([piece for piece in pieces if isinstance(piece, AbstractImage)]),
    ]
    if page.locale.language_code.startswith("it"):
        found.append(readable("\n".join([introduction, *map(plain, html)])))
    return found


def pieces_of(value: Any) -> Iterator[Heading | AbstractImage | str]:
    """Headings, pictures and HTML of a stream, in the order of the page."""
    if isinstance(value, StreamValue):
        for child in value:
            yield from pieces_of(child.value)
    elif isinstance(value, ListValue):
        for each in value:
            yield from pieces_of(each)
    elif isinstance(value, StructValue):
        if {"text", "level"} <= set(value):
            yield Heading(int(value["level"] or 2), value["text"])
        else:
            for each in value.values():
                yield from pieces_of(each)
    elif isinstance(value, RichText):
        yield value.source
    elif isinstance(value, AbstractImage):
        yield value


def plain(html: str) -> str:
    return unescape(strip_tags(LINE_END.sub("\n", html)))


def title(text: str) -> Check:
    return Check(
        _("Title"),
        len(text) <= LONGEST_TITLE,
        _("%(length)s characters; search engines cut off more than %(most)s.")
        % {"length": len(text), "most": LONGEST_TITLE},
    )


def introduced(text: str) -> Check:
    if not text:
        return Check(_("Introduction"), False, _("Say in a sentence what it is about."))
    return Check(
        _("Introduction"),
        len(text) <= LONGEST_INTRODUCTION,
        _("%(length)s characters; search engines cut off more than %(most)s.")
        % {"length": len(text), "most": LONGEST_INTRODUCTION},
    )


def headings(levels: list[int]) -> Check:
    """The title is of level 1; each step down is one level."""
    if not levels:
        return Check(_("Headings"), None, _("The text has none."))
    skips = any(
        level > before + 1 for before, level in zip([1, *levels], levels, strict=False)
    )
    words = (
        _("A level is skipped: after a section comes a part, after a part a detail.")
        if skips
        else _("They go down one level at a time.")
    )
    return Check(_("Headings"), not skips, words)


def links(html: list[str]) -> Check:
    texts = [plain(text).strip() for each in html for text in LINK.findall(each)]
    if not texts:
        return Check(_("Links"), None, _("The text has none."))
    empty = [text for text in texts if SAYS_NOTHING.fullmatch(text)]
    if not empty:
        return Check(_("Links"), True, _("Each says where it leads."))
    listed = ", ".join(f"“{text}”" for text in empty)
    words = _("Say where they lead, instead of: %(links)s") % {"links": listed}
    return Check(_("Links"), False, words)


def pictures(images: list[AbstractImage]) -> Check:
    if not images:
        return Check(_("Pictures"), None, _("The text has none."))
    mute = sum(1 for image in images if not spoken(image))
    if not mute:
        return Check(_("Pictures"), True, _("Each says in words what it shows."))
    words = ngettext(
        "%(count)s picture does not say in words what it shows.",
        "%(count)s pictures do not say in words what they show.",
        mute,
    ) % {"count": mute}
    return Check(_("Pictures"), False, words)


def spoken(image: AbstractImage) -> bool:
    """Decorative pictures need no words."""
    if getattr(image, "decorative", False):
        return True
    return bool(getattr(image, "contextual_alt_text", "") or image.default_alt_text)


def readable(text: str) -> Check:
    name = _("Readability (Gulpease)")
    score = gulpease(text)
    if score is None:
        return Check(name, None, _("Too few words to say."))
    easy = {
        "elementary": _("easy for whoever has finished elementary school"),
        "middle": _("easy for whoever has finished middle school"),
        "high": _("easy for whoever has finished high school"),
        "": _("hard even after high school"),
    }[school(score)]
    words = _(
        "%(score)s of 100: %(easy)s. Aim at 60 or more: short sentences, short words."
    ) % {"score": score, "easy": easy}
    return Check(name, score >= 60, words)
