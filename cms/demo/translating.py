"""Translate through wagtail-localize, as a translator at its screen would."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

from django.contrib.auth import get_user_model
from wagtail.models import Locale, TranslatableMixin
from wagtail_localize.models import (
    SegmentOverride,
    StringTranslation,
    Translation,
    TranslationSource,
)


def translate(
    things: Iterable[TranslatableMixin],
    language: str,
    say: Callable[[str], str],
    in_their_place: Mapping[int, int] | None = None,
) -> int:
    """Pages and snippets, parents first; returns how many.

    ``say`` gives each of their strings in the language, ``in_their_place`` the
    documents by which others are replaced.
    """
    locale = Locale.objects.get(language_code=language)
    translator = get_user_model().objects.get(username="approver")
    submitted = list(things)
    for thing in submitted:
        source, _ = TranslationSource.get_or_create_from_instance(thing)
        translation = Translation.objects.create(source=source, target_locale=locale)
        for segment in source.stringsegment_set.select_related("string", "context"):
            StringTranslation.objects.update_or_create(
                locale=locale,
                translation_of=segment.string,
                context=segment.context,
                defaults={
                    "data": say(segment.string.data),
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                    "last_translated_by": translator,
                },
            )
        for segment in source.overridablesegment_set.select_related("context"):
            if other := (in_their_place or {}).get(segment.data):
                SegmentOverride.objects.create(
                    locale=locale,
                    context=segment.context,
                    last_translated_by=translator,
                    data_json=json.dumps(other),
                )
        translation.save_target(user=translator, publish=True)
    return len(submitted)
