"""The blocks that show pictures, files, places and rows, as the demonstration fills them."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from cms.models import Document, Image

from .writing import Block


def described(image: Image) -> dict[str, Any]:
    return {"image": image, "alt_text": image.alt_text, "decorative": False}


def picture(image: Image, caption: str) -> Block:
    return ("image", {"image": described(image), "caption": caption})


def gallery(title: str, *pictures: tuple[Image, str]) -> Block:
    items = [
        {"image": described(image), "caption": caption} for image, caption in pictures
    ]
    return ("gallery", {"title": title, "pictures": items})


def film(
    title: str,
    poster: Image,
    *transcript: str,
    address: str = "",
    file: Document | None = None,
    captions: Document | None = None,
    sound: str = "silent",
) -> Block:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in transcript)
    return (
        "video",
        {
            "title": title,
            "address": address,
            "file": file,
            "poster": poster,
            "sound": sound,
            "captions": captions,
            "transcript": paragraphs,
        },
    )


def places(title: str, *rows: tuple[str, str, str, str]) -> Block:
    """Each row: name, address, coordinates, description."""
    names = ("name", "address", "coordinates", "text")
    items = [dict(zip(names, row, strict=True)) for row in rows]
    return ("map", {"title": title, "places": items})


def answers(*pairs: tuple[str, str]) -> Block:
    items = [{"title": title, "text": f"<p>{text}</p>"} for title, text in pairs]
    return ("accordion", {"items": items})


def phases(*rows: tuple[str, str, str, str]) -> Block:
    """Each row: state, when, title, text."""
    items = [
        {
            "state": state,
            "when": when,
            "title": title,
            "text": f"<p>{text}</p>" if text else "",
        }
        for state, when, title, text in rows
    ]
    return ("timeline", {"phases": items})


def table(caption: str, columns: dict[str, str], *rows: tuple[str, ...]) -> Block:
    """``columns``: each heading with its kind, ``text`` or ``number``."""
    grid = {
        "caption": caption,
        "columns": [
            {"type": kind, "heading": heading} for heading, kind in columns.items()
        ],
        "rows": [{"values": list(row)} for row in rows],
    }
    return ("table", {"table": grid, "first_names_row": True})


def files(title: str, *documents: Document) -> Block:
    return ("documents", {"title": title, "documents": list(documents)})


def links(title: str, *pairs: tuple[str, Page | str]) -> Block:
    """Words, and the page or the address to which they lead."""
    items = [
        {
            "label": words,
            "page": target if isinstance(target, Page) else None,
            "address": target if isinstance(target, str) else "",
        }
        for words, target in pairs
    ]
    return ("links", {"title": title, "links": items})


def cards(title: str, *pages: Page) -> Block:
    return ("cards", {"title": title, "pages": list(pages)})
