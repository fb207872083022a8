"""What search engines are told of a page: schema.org things in one block of JSON-LD.

Every page tells whose site it is and the way from the home page to it; its type adds
things of its own (``BasePage.structured_data``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from .models import BasePage
    from .navigation import Frame

Thing = dict[str, Any]

# Nothing in a text may end the script element, or begin a comment in it.
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


def owner_id() -> Thing:
    """A reference to whose site it is, for publishers and organisers."""
    return {"@id": f"{settings.SITE_URL}/#owner"}


def block(page: BasePage, frame: Frame) -> SafeString:
    """The script element, a block of data that no browser runs."""
    things = [_told(thing) for thing in graph(page, frame)]
    data = {"@context": "https://schema.org", "@graph": things}
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)
    escaped = text.translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{escaped}</script>')  # noqa: S308


def _told(thing: Thing) -> Thing:
    return {name: value for name, value in thing.items() if value}


def graph(page: BasePage, frame: Frame) -> Iterator[Thing]:
    if frame.settings and frame.settings.owner:
        yield {
            "@type": "GovernmentOrganization",
            **owner_id(),
            "name": frame.settings.owner,
            "url": frame.settings.owner_url,
        }
    if page.trail:
        yield way(page, frame)
    else:
        yield website(page, frame)
    yield from page.structured_data()


def website(page: BasePage, frame: Frame) -> Thing:
    search = frame.request.build_absolute_uri(reverse("search"))
    return {
        "@type": "WebSite",
        "@id": f"{page.full_url}#site",
        "url": page.full_url,
        "name": frame.header and frame.header.title,
        "description": frame.header and frame.header.tagline,
        "inLanguage": frame.language.tag,
        "publisher": owner_id(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{search}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def way(page: BasePage, frame: Frame) -> Thing:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": step.title,
                "item": step.get_full_url(frame.request),
            }
            for position, step in enumerate([*page.trail, page], start=1)
        ],
    }
