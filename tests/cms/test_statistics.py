"""How often pages are read: what is counted, what is stored, what is published."""

import csv
import datetime
import logging
import threading
import uuid
from io import StringIO

import pytest
import time_machine
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms import counting, retention
from cms.models import PageReads, PrivacyPage, Referrals, StatisticsPage
from cms.models.reads import OTHER_SITES, SITES_A_DAY
from tests.reading import read

from .factories import NewsPageFactory, PageFactory, StandardPageFactory

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CUBOT = (
    "Mozilla/5.0 (Linux; Android 9; CUBOT_X18) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/120.0 Mobile Safari/537.36"
)
PROGRAMS = [
    "",
    "curl/8.5.0",
    "python-requests/2.32",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (Macintosh) AppleWebKit/537.36 (compatible; bingbot/2.0)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2)",
    "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0.0.0 Safari/537.36",
    "WhatsApp/2.23.20",
]
NOON = datetime.datetime(2026, 5, 20, 10, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def counter(monkeypatch):
    """A process that has not counted anything yet."""
    counter = counting.ReadCounter()
    monkeypatch.setattr(counting, "counter", counter)
    yield counter
    # Its process ends with the run, when the database of the tests is gone.
    counter.reads.clear()


@pytest.fixture
def reader():
    return Client(headers={"user-agent": FIREFOX})


@pytest.fixture
def page(home):
    return StandardPageFactory(parent=home, title="Il quartiere")


@pytest.fixture
def statistics(home):
    class Factory(PageFactory):
        class Meta:
            model = StatisticsPage

    return Factory(parent=home, title="Statistiche")


@pytest.fixture
def counted(counter):
    """What the totals of all days say, once all is written: by page and language."""

    def counted():
        counter.write()
        rows = PageReads.objects.values_list("page_key", "language", "reads")
        return {(key, language): reads for key, language, reads in rows}

    return counted


@pytest.fixture
def sites(counter):
    def sites():
        counter.write()
        return dict(Referrals.objects.values_list("host", "reads"))

    return sites


def key(page, language="it"):
    return (page.translation_key, language)


def days_ago(number):
    return timezone.localdate() - datetime.timedelta(days=number)


def had(page, reads, days=1, language="it"):
    """So many reads of the page, some days ago."""
    PageReads.objects.add({(days_ago(days), page.translation_key, language): reads})


class TestWhatIsCounted:
    def test_a_page_for_each_time_it_is_read_also_from_the_cache(
        self, reader, page, counted
    ):
        first = reader.get(page.url)
        kept = reader.get(page.url)
        known = reader.get(page.url, headers={"if-none-match": kept["ETag"]})

        assert (first.status_code, kept.status_code, known.status_code) == (
            200,
            200,
            304,
        )
        assert counted() == {key(page): 3}

    def test_a_page_that_the_cache_does_not_keep(
        self, reader, page, counted, monkeypatch
    ):
        monkeypatch.setattr("cms.cache.may_be_kept", lambda *_: False)

        reader.get(page.url)
        reader.get(page.url)

        assert counted() == {key(page): 2}

    def test_each_language_by_itself(self, reader, home, english_home, counted):
        reader.get("/")
        reader.get("/en/")
        reader.get("/en/")

        assert counted() == {key(home): 1, key(home, "en"): 2}

    def test_parameters_and_parts_of_an_index_are_the_same_page(
        self, reader, news, counted
    ):
        NewsPageFactory(parent=news, date=datetime.date(2026, 1, 2))

        for address in ("", "?fbclid=x", "?page=1", "2026/"):
            assert reader.get(news.url + address).status_code == 200

        assert counted() == {key(news): 4}

    def test_no_feed_file_search_redirect_or_missing_page(
        self, reader, home, news, statistics, counted
    ):
        for address in (
            f"{news.url}feed/",
            f"{statistics.url}csv/",
            "/cerca/",
            "/robots.txt",
            "/sitemap.xml",
            "/segnala/disservizio/",
            "/nulla/",
            news.url.rstrip("/"),
            f"{news.url}?page=99",
        ):
            reader.get(address)

        assert counted() == {}

    def test_no_page_that_is_shown_to_be_in_another_language_only(
        self, reader, english_home, page, counted
    ):
        response = reader.get(f"/en{page.url}")

        assert response.status_code == 200
        assert counted() == {}

    def test_no_head_and_no_post(self, reader, page, counted):
        reader.head(page.url)
        reader.get(page.url)
        reader.head(page.url)
        reader.post(page.url)

        assert counted() == {key(page): 1}

    @pytest.mark.parametrize("name", PROGRAMS)
    def test_no_program(self, client, page, counted, name):
        for _ in range(2):
            client.get(page.url, headers={"user-agent": name})

        assert counted() == {}

    def test_no_request_that_does_not_say_what_asks(self, client, page, counted):
        client.get(page.url)

        assert counted() == {}

    def test_a_telephone_whose_maker_sounds_like_a_program(self, client, page, counted):
        client.get(page.url, headers={"user-agent": CUBOT})

        assert counted() == {key(page): 1}

    @pytest.mark.parametrize(
        "told",
        [
            {"sec-purpose": "prefetch"},
            {"sec-purpose": "prefetch;prerender"},
            {"purpose": "prefetch"},
            {"x-moz": "prefetch"},
        ],
    )
    def test_nothing_that_a_browser_fetches_in_case_it_is_wanted(
        self, reader, page, counted, told
    ):
        reader.get(page.url, headers=told)

        assert counted() == {}

    def test_nobody_who_is_logged_in(self, editor_client, page, counted):
        editor_client.get(page.url, headers={"user-agent": FIREFOX})

        assert counted() == {}

    def test_no_preview(self, page, counted, rf):
        page.make_preview_request(rf.get("/", headers={"user-agent": FIREFOX}))

        assert counted() == {}

    def test_no_form_that_asks_for_the_password_of_a_page(self, reader, page, counted):
        PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.PASSWORD, password="x"
        )

        assert reader.get(page.url).status_code == 200
        assert counted() == {}


class TestWhereReadersComeFrom:
    @pytest.mark.parametrize(
        ("address", "site"),
        [
            ("https://www.comune.sondrio.it/cerca?q=segreto#x", "comune.sondrio.it"),
            ("https://Example.ORG:8080/", "example.org"),
            ("http://xn--caff-8oa.example/", "xn--caff-8oa.example"),
        ],
    )
    def test_the_name_of_the_site_and_no_more(self, reader, page, sites, address, site):
        reader.get(page.url, headers={"referer": address})

        assert sites() == {site: 1}

    @pytest.mark.parametrize(
        "address",
        [
            "",
            "http://testserver/notizie/",
            "https://www.testserver/",
            "http://localhost:8000/",
            "http://192.168.1.7/",
            "http://[::1]/",
            "http://[/",
            "http://macchina-di-maria/",
            "android-app://com.example.posta/",
            "http://<b>.example.org/",
            "https://" + "a." * 60 + "example.org/",
            "\x00",
        ],
    )
    def test_nothing_for_our_own_and_for_what_is_no_public_name(
        self, reader, page, sites, counted, address
    ):
        reader.get(page.url, headers={"referer": address})

        assert sites() == {}
        assert counted() == {key(page): 1}

    @pytest.mark.parametrize("host", ["qt.example", "www.qt.example:8000"])
    def test_nothing_for_a_link_on_the_site_itself(
        self, reader, page, sites, counted, host
    ):
        referer = "https://www.qt.example/notizie/"
        reader.get(page.url, headers={"host": host, "referer": referer})

        assert sites() == {}
        assert counted() == {key(page): 1}

    def test_who_invents_names_fills_neither_the_memory_nor_the_table(
        self, reader, page, sites, counter
    ):
        reader.get(page.url, headers={"referer": "https://example.org/"})
        counter.write()

        for number in range(700):
            reader.get(page.url, headers={"referer": f"https://s{number}.example/"})
        in_memory = len(counter.referrals)
        told = sites()

        assert in_memory <= counting.SITES_AT_ONCE + 1
        assert len(told) <= SITES_A_DAY + 1
        assert told["example.org"] == 1
        assert sum(told.values()) == 701

        reader.get(page.url, headers={"referer": "https://late.example/"})
        reader.get(page.url, headers={"referer": "https://example.org/"})
        later = sites()

        assert "late.example" not in later
        assert later["example.org"] == 2
        assert later[OTHER_SITES] == told[OTHER_SITES] + 1

    def test_who_invents_addresses_makes_no_row(self, reader, home, counted):
        for number in range(50):
            reader.get(f"/inventata-{number}/")
            reader.get(f"/?inventata={number}")

        assert counted() == {key(home): 50}


class TestDays:
    def test_a_day_ends_at_midnight_in_the_town(self, reader, page, counter):
        before = datetime.datetime(2026, 6, 30, 21, 59, tzinfo=datetime.UTC)
        after = datetime.datetime(2026, 6, 30, 22, 1, tzinfo=datetime.UTC)

        for moment in (before, after, after):
            with time_machine.travel(moment, tick=False):
                reader.get(page.url)
        counter.write()

        assert list(PageReads.objects.order_by("day").values_list("day", "reads")) == [
            (datetime.date(2026, 6, 30), 1),
            (datetime.date(2026, 7, 1), 2),
        ]

    def test_a_page_that_moves_goes_on_and_one_that_is_deleted_stays_counted(
        self, reader, page, counted
    ):
        reader.get(page.url)
        page.slug = "altrove"
        page.save_revision().publish()
        page.refresh_from_db()
        reader.get(page.url)
        page.delete()

        assert counted() == {key(page): 2}


class TestWriting:
    def test_what_several_processes_count_adds_up(self, page):
        processes = [counting.ReadCounter() for _ in range(3)]
        for process in processes:
            for _ in range(2):
                process.count(key(page), "example.org")

        for process in processes:
            process.write()
            process.write()

        assert PageReads.objects.get().reads == 6
        assert Referrals.objects.get().reads == 6

    def test_a_broken_database_breaks_no_page_and_loses_no_count(
        self, reader, page, counted, sites, counter, monkeypatch, caplog
    ):
        def broken(*args):
            raise DatabaseError("away")

        caplog.set_level(logging.WARNING)
        with monkeypatch.context() as patch:
            patch.setattr(counting, "write", broken)
            for _ in range(2):
                referer = {"referer": "https://example.org/"}
                assert reader.get(page.url, headers=referer).status_code == 200
                counter.write()

        assert (
            caplog.messages == ["Reads wait to be written: DatabaseError('away')"] * 2
        )
        assert counted() == {key(page): 2}
        assert sites() == {"example.org": 2}

    def test_a_reader_never_waits_for_the_database_to_count(
        self, reader, page, django_assert_num_queries
    ):
        reader.get(page.url)

        with django_assert_num_queries(0):
            reader.get(page.url)

    @pytest.mark.django_db(transaction=True)
    def test_a_process_writes_by_itself(self, reader, page, settings):
        settings.READS_WRITTEN_EVERY = datetime.timedelta(milliseconds=50)
        written = threading.Event()

        reader.get(page.url)
        for _ in range(100):
            if PageReads.objects.exists():
                break
            written.wait(0.1)

        assert PageReads.objects.get().reads == 1

    def test_a_row_is_a_sum_and_nothing_that_leads_to_a_person(self):
        columns = {
            model: [field.name for field in model._meta.get_fields()]
            for model in (PageReads, Referrals)
        }

        assert columns == {
            PageReads: ["id", "day", "page_key", "language", "reads"],
            Referrals: ["id", "day", "host", "reads"],
        }


class TestKept:
    def test_the_daily_task_erases_what_is_older_than_25_months(self, page):
        with time_machine.travel(NOON, tick=False):
            for day in (datetime.date(2024, 4, 19), datetime.date(2024, 4, 20)):
                PageReads.objects.add({(day, page.translation_key, "it"): 1})
                Referrals.objects.add({(day, "example.org"): 1})

            assert retention.erase()["reads"] == 2

        assert PageReads.objects.get().day == datetime.date(2024, 4, 20)
        assert Referrals.objects.get().day == datetime.date(2024, 4, 20)

    def test_the_privacy_notice_says_so(self, client, home):
        page = type(
            "Factory", (PageFactory,), {"Meta": type("M", (), {"model": PrivacyPage})}
        )(parent=home, title="Privacy")

        text = read(client, page.url)

        assert "Quante volte al giorno si apre ogni pagina" in text
        assert "25 mesi" in text


class TestPage:
    @pytest.fixture(autouse=True)
    def on_a_day_in_may(self):
        with time_machine.travel(NOON, tick=False):
            yield

    def test_without_figures_it_says_so(self, client, statistics):
        text = read(client, statistics.url)

        assert "Non c'è ancora nulla da mostrare" in text.replace("&#x27;", "'")
        assert "Come contiamo" in text
        assert "<table" not in text

    def test_months_from_the_first_that_has_any_newest_first(
        self, client, statistics, page
    ):
        had(page, 1234, days=1)
        had(page, 66, days=70)
        had(page, 999, days=400)

        text = read(client, statistics.url)

        assert "1.300" in text
        assert "11 marzo 2026</time>" in text
        assert "19 maggio 2026" in text
        months = [
            text.index(f"<span >{m} 2026</span>") for m in ("Maggio", "Aprile", "Marzo")
        ]
        assert months == sorted(months)
        assert "febbraio 2026" not in text.lower()
        assert "2025" not in text

    def test_today_is_not_published_yet(self, client, statistics, page):
        had(page, 7777, days=0)
        had(page, 5, days=1)

        assert "7.777" not in read(client, statistics.url)

    def test_pages_in_the_readers_language_and_only_those_that_all_may_read(
        self, client, home, english_home, statistics, page, locales
    ):
        english = page.copy_for_translation(locales[1])
        english.title = "The neighbourhood"
        english.slug = "the-neighbourhood"
        english.save_revision().publish()
        draft = StandardPageFactory(parent=home, title="Bozza", live=False)
        closed = StandardPageFactory(parent=home, title="Riservata")
        PageViewRestriction.objects.create(
            page=closed, restriction_type=PageViewRestriction.PASSWORD, password="x"
        )
        translation = statistics.copy_for_translation(locales[1])
        translation.save_revision().publish()
        translation.refresh_from_db()
        had(page, 30)
        had(page, 12, language="en")
        for hidden in (draft, closed):
            had(hidden, 50)

        italian = read(client, statistics.url)
        in_english = read(client, translation.url)

        assert f'<a href="{page.url}" >Il quartiere</a>' in italian.replace('"> ', '">')
        assert "The neighbourhood</a>" in in_english
        for text in (italian, in_english):
            assert ">42</span>" in text
            assert "Bozza" not in text
            assert "Riservata" not in text

    def test_sites_with_few_reads_or_that_the_team_hides_are_not_named(
        self, client, statistics, page
    ):
        statistics.hidden_sites = "https://www.spam.example/\nfew.example"
        statistics.save()
        had(page, 100)
        day = days_ago(1)
        Referrals.objects.add(
            {
                (day, "five.example"): 5,
                (day, "four.example"): 4,
                (day, "spam.example"): 70,
                (day, OTHER_SITES): 6,
            }
        )
        Referrals.objects.add({(days_ago(2), "four.example"): 0})

        text = read(client, statistics.url)

        assert "five.example" in text
        assert "four.example" not in text
        assert "spam.example" not in text
        others = text.partition("Altri siti")[2]
        assert ">80</span>" in others

    def test_an_invented_site_is_no_link(self, client, statistics, page):
        had(page, 100)
        Referrals.objects.add({(days_ago(1), "five.example"): 5})

        assert 'href="http://five.example' not in read(client, statistics.url)

    def test_it_is_a_handful_of_queries(
        self, client, home, statistics, django_assert_max_num_queries
    ):
        def queries():
            caches["pages"].clear()
            with django_assert_max_num_queries(40) as captured:
                client.get(statistics.url)
            return len(captured)

        queries()
        empty = queries()
        for number in range(12):
            page = StandardPageFactory(parent=home, title=f"Numero {number}")
            had(page, 10, days=number + 1)
            Referrals.objects.add({(days_ago(number + 1), f"s{number}.example"): 9})

        assert queries() <= empty + 5

    def test_the_data_are_every_days_reads_without_the_names_of_hidden_pages(
        self, client, home, statistics, page
    ):
        draft = StandardPageFactory(parent=home, title="Bozza", live=False)
        had(page, 3, days=2)
        had(page, 4, days=1)
        had(draft, 5, days=1)
        PageReads.objects.add({(days_ago(1), uuid.uuid4(), "it"): 6})

        response = client.get(f"{statistics.url}csv/")

        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert "attachment" in response["Content-Disposition"]
        assert list(csv.reader(StringIO(response.text))) == [
            ["giorno", "lingua", "pagina", "visualizzazioni"],
            ["2026-05-18", "it", page.url, "3"],
            ["2026-05-19", "it", "", "11"],
            ["2026-05-19", "it", page.url, "4"],
        ]
        assert f'href="{statistics.url}csv/"' in read(client, statistics.url)

    def test_it_can_be_edited(self, administrator_client, statistics):
        address = reverse("wagtailadmin_pages:edit", args=[statistics.pk])

        assert administrator_client.get(address).status_code == 200


def test_one_statement_adds_on_every_database(page):
    day = datetime.date(2026, 5, 1)

    PageReads.objects.add({(day, page.translation_key, "it"): 2})
    PageReads.objects.add({(day, page.translation_key, "it"): 3})

    assert PageReads.objects.get().reads == 5
    assert connection.vendor in {"sqlite", "postgresql"}
