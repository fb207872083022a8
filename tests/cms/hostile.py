"""Every field of any page, block or snippet filled with what must never come alive.

Nothing here names a page type, a field or a block of the body: what is added later is
filled by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from taggit.managers import TaggableManager
from wagtail import blocks
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.models import Page

from cms.models import BasePage, Document, Image, Topic, TopicName

from .factories import ImageFactory

SCRIPT = "alert(1)"
# Breaks out of an attribute and of an element, is a template, ends a block of data
# and a comment; then turns the direction of writing and rings a bell.
WORDS = (
    f"\"><script>{SCRIPT}</script>'{{{{7*7}}}}<img src=x onerror={SCRIPT}>]]>--!>"
    "</title></textarea>\u202egnp.\u2066\u200b\x07\x0b!"
)
# What a field or a block may ask for instead, from the most hostile down.
CANDIDATES = (
    WORDS,
    f'https://example.org/"><script>{SCRIPT}</script>',
    f'"<script>{SCRIPT}</script>"@example.org',
    "https://youtu.be/aqz-KE-bpKQ",
    "46.16660, 9.86160",
    "0342 526111",
    "23100",
)
WRITTEN = (
    *(blocks.CharBlock, blocks.TextBlock, blocks.URLBlock),
    *(blocks.EmailBlock, blocks.RegexBlock, blocks.RawHTMLBlock),
)
# Of Wagtail's own columns, those that an editor types freely.
TYPED = ("title", "seo_title", "search_description")


def page_types() -> list[type[BasePage]]:
    return [model for model in apps.get_models() if issubclass(model, BasePage)]


def accepted(clean: Callable[[str], str], longest: int | None) -> str:
    """The most hostile of the candidates that a field or a block takes, or nothing."""
    for words in CANDIDATES:
        try:
            return clean(words[:longest])
        except ValidationError:
            continue
    return ""


def typed_text(address: str = f"javascript:{SCRIPT}") -> str:
    """What the editor of a rich text sends: words that lead to this address."""
    text = {
        "key": "a",
        "type": "unstyled",
        "depth": 0,
        "text": f"Prima {WORDS}",
        "inlineStyleRanges": [{"offset": 0, "length": 2, "style": "BOLD"}],
        "entityRanges": [{"offset": 0, "length": 5, "key": 0}],
    }
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}}
    return json.dumps({"blocks": [text], "entityMap": {"0": link}})


def rich(features: list[str] | None, address: str = f"javascript:{SCRIPT}") -> str:
    """What is kept of it."""
    return ContentstateConverter(features or []).to_database_format(typed_text(address))


class Filler:
    """``here``: the page to which everything leads that must lead to a page."""

    def __init__(self, here: Page) -> None:
        self.here = here
        self.image = self.fill(ImageFactory(focal_point_x=None))
        self.image.save()
        self.image.contextual_alt_text, self.image.decorative = WORDS, False
        self.document = Document.objects.create(
            title=WORDS,
            file=ContentFile(b"%PDF-1.4", name=f"<img src=x onerror={SCRIPT}>.pdf"),
        )

    def fill(self, thing: Any) -> Any:
        for field in thing._meta.get_fields():
            ours = field.model is not Page or field.name in TYPED
            if ours and getattr(field, "editable", False):
                self.fill_field(thing, field)
        return thing

    def fill_field(self, thing: Any, field: Any) -> None:
        if isinstance(field, StreamField):
            block = field.stream_block
            setattr(thing, field.name, block.normalize(self.value(block)))
        elif isinstance(field, RichTextField):
            setattr(thing, field.name, rich(field.features))
        elif isinstance(field, models.CharField | models.TextField):
            # A choice is one of ours, a slug is made of the title.
            if not field.choices and not isinstance(field, models.SlugField):
                words = accepted(
                    lambda words: field.clean(words, thing), field.max_length
                )
                setattr(thing, field.name, words)
        elif isinstance(field, models.ForeignKey) and field.related_model is Image:
            setattr(thing, field.name, self.image)
        elif isinstance(field, models.DateTimeField) and not field.null:
            setattr(thing, field.name, timezone.now())
        elif isinstance(field, TaggableManager) and thing.pk:
            getattr(thing, field.name).add(self.tag(field.related_model))

    def tag(self, model: Any) -> Any:
        tag, _ = model.objects.get_or_create(
            slug="ostile", defaults={"name": WORDS[:100]}
        )
        if isinstance(tag, Topic) and not tag.names.exists():
            tag.names.add(TopicName(language="it", name=WORDS[:100]))
            tag.save()
        return tag

    def value(self, block: blocks.Block) -> Any:
        """One of each block of a stream; as few of a list as it allows."""
        match block:
            case ImageBlock() | ImageChooserBlock():
                return self.image
            case DocumentChooserBlock():
                return self.document if block.required else None
            case blocks.PageChooserBlock():
                return self.here if block.required else None
            case TypedTableBlock():
                return self.table(block)
            case blocks.BaseStructBlock():
                children = block.child_blocks.items()
                return {name: self.value(child) for name, child in children}
            case blocks.BaseStreamBlock():
                children = block.child_blocks.items()
                return [(name, self.value(child)) for name, child in children]
            case blocks.ListBlock():
                least = block.meta.min_num or 1
                values = [self.value(block.child_block) for _ in range(least)]
                # No two of them the same: choices must differ.
                return [
                    f"{value[:-1]}{number}" if number and value in CANDIDATES else value
                    for number, value in enumerate(values)
                ]
            case blocks.RichTextBlock():
                return rich(block.features)
            case blocks.ChoiceBlock():
                return next(key for key, _ in block.field.choices if key)
            case blocks.MultipleChoiceBlock():
                return [key for key, _ in block.field.choices]
            case blocks.DateBlock():
                return timezone.localdate()
            case blocks.TimeBlock():
                # Closing comes after opening.
                return timezone.datetime(
                    2026, 1, 1, 8 + (block.name == "closes")
                ).time()
        if isinstance(block, WRITTEN):
            return accepted(block.clean, getattr(block.field, "max_length", None))
        return block.get_default()

    def table(self, block: TypedTableBlock) -> dict[str, Any]:
        names = list(block.child_blocks)
        cells = [self.value(block.child_blocks[name]) for name in names]
        return {
            "caption": WORDS,
            "columns": [{"type": name, "heading": WORDS} for name in names],
            "rows": [{"values": cells}],
        }


def form_of(block: blocks.Block, value: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    """The fields that the editor's form sends for this value."""
    match block:
        case ImageBlock():
            yield f"{prefix}-image", value.pk
            yield f"{prefix}-alt_text", "Un cortile"
            yield f"{prefix}-decorative", ""
        case TypedTableBlock():
            yield from form_of_table(block, value, prefix)
        case blocks.BaseStructBlock():
            for name, child in block.child_blocks.items():
                yield from form_of(child, value[name], f"{prefix}-{name}")
        case blocks.BaseStreamBlock():
            yield f"{prefix}-count", len(value)
            for number, (name, each) in enumerate(value):
                here = f"{prefix}-{number}"
                yield from ((f"{here}-deleted", ""), (f"{here}-order", number))
                yield from ((f"{here}-type", name), (f"{here}-id", ""))
                yield from form_of(block.child_blocks[name], each, f"{here}-value")
        case blocks.ListBlock():
            yield f"{prefix}-count", len(value)
            for number, each in enumerate(value):
                here = f"{prefix}-{number}"
                yield from ((f"{here}-deleted", ""), (f"{here}-order", number))
                yield f"{here}-id", ""
                yield from form_of(block.child_block, each, f"{here}-value")
        case blocks.RichTextBlock():
            yield prefix, typed_text()
        case _:
            yield prefix, getattr(value, "pk", value) or ""


def form_of_table(block: Any, value: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    yield f"{prefix}-caption", value["caption"]
    yield f"{prefix}-column-count", len(value["columns"])
    yield f"{prefix}-row-count", len(value["rows"])
    for number, column in enumerate(value["columns"]):
        here = f"{prefix}-column-{number}"
        yield from ((f"{here}-type", column["type"]), (f"{here}-deleted", ""))
        yield from ((f"{here}-heading", column["heading"]), (f"{here}-order", number))
    for number, row in enumerate(value["rows"]):
        here = f"{prefix}-row-{number}"
        yield from ((f"{here}-deleted", ""), (f"{here}-order", number))
        for place, cell in enumerate(row["values"]):
            yield f"{prefix}-cell-{number}-{place}", cell


# What a browser makes of it


def came_alive(soup: BeautifulSoup) -> list[Tag]:
    """The elements that our words have made, or have made dangerous."""
    return [element for element in soup.find_all(True) if is_alive(element)]


def is_alive(element: Tag) -> bool:
    return (
        (element.name == "script" and element.text.strip() == SCRIPT)
        or element.get("src") == "x"
        or any(
            (name.startswith("on") and SCRIPT in str(value))
            or leads_to_a_script(str(value))
            for name, value in element.attrs.items()
        )
    )


def leads_to_a_script(value: str) -> bool:
    # As browsers read it: spaces and control characters count for nothing.
    plain = re.sub(r"[\x00-\x20]", "", value).lower()
    return plain.startswith(("javascript:", "vbscript:", "data:text"))


def json_ld(soup: BeautifulSoup) -> list[dict[str, Any]]:
    (block,) = soup.find_all("script", type="application/ld+json")
    return json.loads(block.text)["@graph"]


def words_in(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict | list):
        for each in thing.values() if isinstance(thing, dict) else thing:
            yield from words_in(each)
