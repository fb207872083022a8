"""A translation that its original left behind says so, and somebody is told."""

import datetime

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.models import Wording
from tests.reading import read

from .factories import ImageFactory, StandardPageFactory

MARCH = datetime.datetime(2026, 3, 3, 9, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
NOTICE = "The original changed on 4 March 2026"


@pytest.fixture(autouse=True)
def clock(english_home):
    with time_machine.travel(MARCH, tick=False) as clock:
        yield clock


@pytest.fixture
def at_once(django_capture_on_commit_callbacks):
    """What waits for the commit, done when the paragraph ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def page(home, at_once, english_home):
    page = StandardPageFactory(parent=home, title="Contatti")
    with at_once():
        page.save_revision().publish()
    return page


@pytest.fixture
def publish(at_once):
    def publish(page, **changes):
        page.refresh_from_db()
        for name, value in changes.items():
            setattr(page, name, value)
        with at_once():
            page.save_revision().publish()

    return publish


@pytest.fixture
def localized(page, locales, at_once):
    """Translated with wagtail-localize, in full."""
    source, _ = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=locales[1])
    translate_all(translation)
    with at_once():
        translation.save_target(publish=True)
    return translation


def translate_all(translation):
    for segment in translation.source.stringsegment_set.all():
        StringTranslation.objects.get_or_create(
            locale=translation.target_locale,
            translation_of=segment.string,
            context=segment.context,
            defaults={
                "data": f"EN {segment.string.data}",
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            },
        )


class TestReaders:
    def test_a_translation_is_marked_once_its_original_says_something_else(
        self, client, page, localized, publish, clock
    ):
        english = localized.get_target_instance().url
        before = read(client, english)
        clock.shift(DAY)

        publish(page, introduction="Siamo aperti anche il sabato.")

        after = read(client, english)
        assert "The original changed" not in before
        assert NOTICE in after
        assert f'<a href="{page.url}" hreflang="it" lang="it" dir="ltr">' in after
        assert "The original changed" not in read(client, page.url)

    def test_another_picture_makes_no_translation_old(
        self, client, page, localized, publish, clock
    ):
        clock.shift(DAY)

        publish(page, image=ImageFactory(), show_in_menus=True)

        assert NOTICE not in read(client, localized.get_target_instance().url)

    def test_publishing_it_again_without_the_changes_does_not_help(
        self, client, page, localized, publish, clock, at_once
    ):
        clock.shift(DAY)
        publish(page, introduction="Siamo aperti anche il sabato.")
        clock.shift(DAY)

        with at_once():
            localized.save_target(publish=True)

        assert NOTICE in read(client, localized.get_target_instance().url)

    def test_nor_does_taking_them_in_untranslated(
        self, client, page, localized, publish, clock, at_once
    ):
        clock.shift(DAY)
        publish(page, introduction="Siamo aperti anche il sabato.")
        clock.shift(DAY)
        localized.source.update_from_db()

        with at_once():
            localized.save_target(publish=True)

        assert NOTICE in read(client, localized.get_target_instance().url)

    def test_translated_again_it_is_up_to_date(
        self, client, page, localized, publish, clock, at_once
    ):
        clock.shift(DAY)
        publish(page, introduction="Siamo aperti anche il sabato.")
        clock.shift(DAY)
        localized.source.update_from_db()
        translate_all(localized)

        with at_once():
            localized.save_target(publish=True)

        assert NOTICE not in read(client, localized.get_target_instance().url)

    def test_by_hand_it_is_as_old_as_its_own_publication(
        self, client, page, locales, publish, clock
    ):
        translation = page.copy_for_translation(locales[1])
        publish(translation, title="Contacts")
        clock.shift(DAY)
        publish(page, title="Contatti e orari")
        old = read(client, translation.url)
        clock.shift(DAY)
        publish(translation, title="Contacts and hours")

        assert NOTICE in old
        assert NOTICE not in read(client, translation.url)

    def test_an_original_that_went_away_leaves_no_notice(
        self, client, page, localized, publish, clock
    ):
        clock.shift(DAY)
        publish(page, introduction="Siamo aperti anche il sabato.")

        page.unpublish()

        assert NOTICE not in read(client, localized.get_target_instance().url)

    def test_to_know_it_costs_no_query(self, client, page, localized, publish, clock):
        english = localized.get_target_instance().url
        clock.shift(DAY)
        publish(page, introduction="Siamo aperti anche il sabato.")
        read(client, english)
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as marked:
            text = read(client, english)
        Wording.objects.all().delete()
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as unmarked:
            read(client, english)

        assert NOTICE in text
        assert len(marked) == len(unmarked)


def report(client, **query):
    return read(client, reverse("old_translations_report"), query_params=query)


class TestEditors:
    @pytest.fixture
    def behind(self, page, localized, publish, clock):
        clock.shift(DAY)
        publish(page, introduction="Siamo aperti anche il sabato.")
        return localized.get_target_instance()

    def test_the_report_names_the_page_its_language_and_both_dates(
        self, editor_client, behind, localized
    ):
        text = report(editor_client)

        assert behind.title in text
        assert "inglese" in text
        assert "04/03/2026" in text
        assert "03/03/2026" in text
        source = localized.source_id
        update = reverse("wagtail_localize:update_translations", args=[source])
        assert f'href="{update}?next=' in text

    def test_with_the_changes_taken_in_it_leads_to_the_translators_screen(
        self, editor_client, behind, localized, clock
    ):
        clock.shift(DAY)
        localized.source.update_from_db()

        text = report(editor_client)

        edit = reverse("wagtailadmin_pages:edit", args=[behind.pk])
        assert f'<a class="button button-small" href="{edit}">Traduci</a>' in text

    def test_a_small_change_is_confirmed_with_one_button(
        self, client, editor_client, behind
    ):
        confirm = reverse("confirm_translation", args=[behind.pk])

        answer = editor_client.post(confirm, follow=True)

        assert "risulta aggiornata" in answer.text
        assert "Nessuna traduzione è più vecchia del suo originale" in answer.text
        assert NOTICE not in read(client, behind.url)

    def test_a_stranger_neither_reads_it_nor_confirms(self, stranger_client, behind):
        confirm = reverse("confirm_translation", args=[behind.pk])

        stranger_client.post(confirm)
        stranger_client.get(confirm)

        assert behind.title not in report(stranger_client)
        assert Wording.objects.behind().count() == 1

    def test_it_goes_a_page_at_a_time_with_the_same_queries(
        self, editor_client, home, english_home, django_assert_max_num_queries
    ):
        for number in range(51):
            italian = StandardPageFactory(parent=home, title=f"Pagina {number}")
            english = StandardPageFactory(
                parent=english_home,
                locale=english_home.locale,
                translation_key=italian.translation_key,
                title=f"Page {number}",
            )
            Wording.objects.create(page=italian, changed_at=MARCH + DAY)
            Wording.objects.create(page=english, changed_at=MARCH, as_of=MARCH)

        with django_assert_max_num_queries(40):
            first = report(editor_client)

        assert "Page 0" in first
        assert "Page 50" not in first
        assert "Page 50" in report(editor_client, p=2)

    def test_it_can_be_taken_away_as_a_spreadsheet(self, editor_client, behind):
        response = editor_client.get(
            reverse("old_translations_report"), {"export": "csv"}
        )

        rows = b"".join(response.streaming_content).decode().splitlines()
        assert rows[0] == "Pagina,Lingua,Originale cambiato il,Tradotta dal testo del"
        assert rows[1].startswith(f"{behind.title},en,2026-03-04")
