"""Translate through wagtail-localize, as a translator at its screen would."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.contrib.auth import get_user_model
from wagtail.models import Locale, TranslatableMixin
from wagtail_localize.models import StringTranslation, Translation, TranslationSource


def translate(
    things: Iterable[TranslatableMixin], language: str, say: Callable[[str], str]
) -> int:
    """Pages and snippets, parents first; returns how many.

    ``say`` gives each of their strings in the language.
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
        translation.save_target(user=translator, publish=True)
    return len(submitted)
