"""How the demonstration's pages are written and published."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Page

from cms.blocks import make_pictures
from cms.models import BasePage, Document, Image

ENGLISH: dict[str, str] = {}

Block = tuple[str, Any]


def both(italian: str, english: str) -> str:
    """The Italian words; the English ones are remembered for the translation."""
    ENGLISH[italian] = english
    return italian


def heading(text: str, level: int = 2) -> Block:
    return ("heading", {"text": text, "level": str(level)})


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def listed(*items: str) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def text(*texts: str) -> Block:
    return ("text", paragraphs(*texts))


def points(*items: str) -> Block:
    return ("text", listed(*items))


def quote(words: str, source: str) -> Block:
    return ("quote", {"text": words, "source": source})


def callout(title: str, words: str, kind: str = "note") -> Block:
    return ("callout", {"kind": kind, "title": title, "text": f"<p>{words}</p>"})


def figures(*pairs: tuple[str, str]) -> Block:
    return (
        "figures",
        {"figures": [{"number": number, "label": label} for number, label in pairs]},
    )


def listing(title: str, page: Page, limit: int, more: str) -> Block:
    return ("listing", {"title": title, "page": page, "limit": limit, "more": more})


@dataclass
class Writer:
    """The editor writes, the approver publishes: as Wagtail's log will tell.

    ``in_their_place``: by the id of a document, that of the one for English readers.
    """

    pictures: dict[str, Image]
    documents: dict[str, Document] = field(default_factory=dict)
    in_their_place: dict[int, int] = field(default_factory=dict)
    written: list[Page] = field(default_factory=list)
    in_english: list[Page] = field(default_factory=list)

    def publish(
        self,
        parent: Page,
        page: BasePage,
        *,
        picture: str = "",
        english: bool = False,
    ) -> Any:
        """Add the page under its parent, or publish it again, and return it."""
        people = get_user_model().objects
        if picture:
            page.image = self.pictures[picture]
            page.image_alt = page.image.alt_text
        if page.pk is None:
            page.live = False
            page.owner = people.get(username="editor")
            parent.add_child(instance=page)
            self.written.append(page)
            if english:
                self.in_english.append(page)
        revision = page.save_revision(user=people.get(username="editor"))
        revision.publish(user=people.get(username="approver"))
        make_pictures(page.body)
        page.refresh_from_db()
        return page
