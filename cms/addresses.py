"""Addresses that the site itself answers: a page there would never be seen."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import resolve
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

from .prefixes import language_of, prefix
from .settings.languages import KNOWN

PAGES = "wagtail_serve"


def refuse_taken(parent: Page | None, slug: str) -> None:
    """Raise ValidationError if no page can stand under ``parent`` with this slug."""
    if parent and is_taken(parent.specific, slug):
        raise ValidationError(
            {"slug": _("The site itself answers at this address: choose another slug.")}
        )


def is_taken(parent: Page, slug: str) -> bool:
    parts = parent.get_url_parts()
    if not (slug and parts and parts[2]):
        return False
    path = f"{parts[2]}{slug}/"
    return (
        path.strip("/") in map(prefix, KNOWN)
        or path.startswith((settings.STATIC_URL, settings.MEDIA_URL))
        or is_no_page(path)
        or shows_itself(parent, slug)
    )


def is_no_page(path: str) -> bool:
    """Whether another view answers here, or at the addresses of the pages below."""
    with override(language_of(path)):
        names = {resolve(each).url_name for each in (path, f"{path}x/")}
    return names != {PAGES}


def shows_itself(parent: Page, slug: str) -> bool:
    """Whether the parent answers there in another shape, such as a year of its news."""
    if not isinstance(parent, RoutablePageMixin):
        return False
    try:
        parent.resolve_subpage(f"/{slug}/")
    except Http404:
        return False
    return True
