"""The words of the interface: in full in Italian and English, the frame in the rest."""

from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation

from cms.settings import languages
from scripts import messages

ROOT = Path(settings.BASE_DIR)
APPS = messages.apps(ROOT)
IN_PART = sorted(set(languages.KNOWN) - {"it", "en", "it-simple"})
ON_EVERY_PAGE = [
    "Skip to the content",
    "Skip to the footer",
    "Main menu",
    "Show the menu",
    "Search",
    "Search the site",
    "Language",
    "You are here",
    "Contacts",
    "Useful links",
    "Last updated",
    "Page not found",
    "Back to the home page",
    "This page is only in %(language)s",
    "This page is in other languages",
    "The original changed on %(changed_on)s, and this translation does not have the changes yet.",
]


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_every_word_has_its_translation_with_all_its_placeholders(app):
    assert list(messages.mistakes(app)) == []


def test_no_app_says_another_apps_word_otherwise():
    """Django has one catalogue for all apps: the last of two would win everywhere."""
    said = {}
    for app in APPS:
        for entry in polib.pofile(str(app / messages.CATALOGUE)):
            said.setdefault(messages.key(entry), set()).add(
                (entry.msgstr, *entry.msgstr_plural.values())
            )

    assert [word for word, ways in said.items() if len(ways) > 1] == []


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_english_is_what_the_code_says(app):
    catalogue = app / messages.CATALOGUE
    entries = polib.pofile(str(catalogue)) if catalogue.exists() else []
    assert not (app / "locale" / "en").exists()

    with translation.override("en"):
        for entry in entries:
            said = (
                translation.pgettext(entry.msgctxt, entry.msgid)
                if entry.msgctxt
                else translation.gettext(entry.msgid)
            )
            assert said == entry.msgid


@pytest.mark.parametrize("language", IN_PART)
def test_what_readers_meet_on_every_page_is_in_their_language(language):
    spoken = polib.pofile(str(ROOT / f"cms/locale/{language}/LC_MESSAGES/django.po"))

    assert [words for words in ON_EVERY_PAGE if not spoken.find(words)] == []


@pytest.mark.parametrize("language", [*IN_PART, "it-simple"])
def test_what_is_not_translated_is_in_italian(language):
    with translation.override(language):
        assert translation.gettext("Read this page in full") == (
            "Leggi questa pagina per intero"
        )


def test_what_left_the_code_leaves_the_other_languages_too(tmp_path):
    for language, texts in {"it": ["One"], "ar": ["One", "Two"]}.items():
        folder = tmp_path / "locale" / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        catalogue = polib.POFile()
        catalogue.extend(polib.POEntry(msgid=text, msgstr="x") for text in texts)
        catalogue.save(str(folder / "django.po"))

    messages.prune(tmp_path)

    (arabic,) = messages.others(tmp_path)
    assert messages.words(arabic) == {(None, "One")}
