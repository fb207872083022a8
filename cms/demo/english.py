"""Translate through wagtail-localize, as a translator at its screen would."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from wagtail.models import Locale, TranslatableMixin
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from .writing import ENGLISH


def translate(things: Iterable[TranslatableMixin]) -> int:
    """Pages and snippets, parents first; returns how many.

    Every one of their strings must have its English (KeyError otherwise).
    """
    english = Locale.objects.get(language_code="en")
    translator = get_user_model().objects.get(username="approver")
    submitted = list(things)
    for thing in submitted:
        source, _ = TranslationSource.get_or_create_from_instance(thing)
        translation = Translation.objects.create(source=source, target_locale=english)
        for segment in source.stringsegment_set.select_related("string", "context"):
            StringTranslation.objects.update_or_create(
                locale=english,
                translation_of=segment.string,
                context=segment.context,
                defaults={
                    "data": ENGLISH[segment.string.data],
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                    "last_translated_by": translator,
                },
            )
        translation.save_target(user=translator, publish=True)
    return len(submitted)
