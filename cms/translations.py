"""Translations that their original has left behind.

What counts are the words. Each publication compares those that wagtail-localize
would have translated with the ones before (``Wording.changed_at``), so that another
picture makes no translation old. A translation is as old as the words that it was
made from: the moment at which wagtail-localize took them, if all of them are
translated, or that of its own publication where it is written by hand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from .models import BasePage, Wording

# A page's translation key and its locale.
Key = tuple[UUID, int]


@transaction.atomic
def note(page: BasePage) -> None:
    """Write down what the publication of this page means for its words' age."""
    wording = Wording.objects.select_for_update().filter(page=page).first()
    wording = wording or Wording(page=page)
    digest = digest_of(page)
    if wording.digest != digest:
        wording.digest = digest
        wording.changed_at = page.last_published_at or timezone.now()
    wording.as_of = age(page, wording.as_of)
    wording.save()


def digest_of(page: BasePage) -> str:
    words = [
        segment.string.data
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue) and segment.path != "slug"
    ]
    return hashlib.sha256("\0".join(words).encode()).hexdigest()


def age(page: BasePage, before: datetime | None) -> datetime | None:
    translation = of_pages([page]).get((page.translation_key, page.locale_id))
    if translation is None:
        return timezone.now()
    wanted, done = translation.get_progress()
    return translation.source.last_updated_at if wanted == done else before


def of_pages(pages: Iterable[Page]) -> dict[Key, Translation]:
    """wagtail-localize's own rows, of those pages that are translated with it."""
    keys = {page.translation_key for page in pages}
    found = Translation.objects.filter(source__object_id__in=keys, enabled=True)
    return {
        (row.source.object_id, row.target_locale_id): row
        for row in found.select_related("source")
    }


def confirm(page: Page) -> None:
    """Somebody who reads both says that the translation still holds."""
    Wording.objects.filter(page=page).update(as_of=timezone.now())
