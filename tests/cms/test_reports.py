"""Readers report what does not work, and the team answers in time."""

from __future__ import annotations

import datetime
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms import retention
from cms.models import Report, SiteSettings
from cms.public_forms import Token
from tests.reading import read

ADDRESS = "/segnala/accessibilita/"


def aged_token(purpose="accessibility"):
    return Token.new(started=timezone.now().timestamp() - 60).write(purpose)


@pytest.fixture
def send(client, home, django_capture_on_commit_callbacks):
    """Send the form as a browser does, and follow to the next page."""

    def send(words=None, address=ADDRESS, **more):
        purpose = "disservice" if "disservizio" in address else "accessibility"
        data = {"token": aged_token(purpose), "text": "Il menu non si apre", **more}
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(
                address,
                data | (words or {}),
                headers={"sec-fetch-site": "same-origin"},
                follow=True,
            )

    return send


def test_a_reader_reports_and_is_told_number_and_date(send):
    response = send(page="/notizie/", technology="NVDA", contact="maria@example.org")

    report = Report.objects.get()
    assert report.number in response.text
    assert "Grazie" in response.text
    assert (report.kind, report.page, report.text, report.technology) == (
        "accessibility",
        "/notizie/",
        "Il menu non si apre",
        "NVDA",
    )
    assert report.due_on == timezone.localdate() + datetime.timedelta(days=30)
    assert not response.cookies


def test_the_number_is_mailed_and_nothing_of_what_was_written(send):
    send(contact="maria@example.org", text="Compra ora su spam.example")

    (message,) = mail.outbox
    assert message.to == ["maria@example.org"]
    assert Report.objects.get().number in message.subject
    assert "spam.example" not in message.body


def test_the_office_hears_of_it_in_a_mail_without_its_words(send, site):
    settings = SiteSettings.for_site(site)
    settings.reports_to = "urp@example.org"
    settings.save()

    send(contact="maria@example.org")

    to_office, to_reader = mail.outbox
    assert to_office.to == ["urp@example.org"]
    assert "Il menu non si apre" not in to_office.body
    assert "maria@example.org" not in to_office.body
    assert to_reader.reply_to == ["urp@example.org"]


def test_nobodys_mailbox_is_filled_through_us(send):
    for n in range(5):
        send(contact="maria@example.org", text=f"Messaggio {n}")

    assert Report.objects.count() == 5
    assert len(mail.outbox) == 3


def test_an_english_reader_gets_an_english_mail(send, english_home):
    send(address="/en" + ADDRESS, contact="mary@example.org")

    assert "Your report" in mail.outbox[0].subject
    assert Report.objects.get().language == "en"


def test_without_an_address_no_mail_is_promised(send):
    response = send()

    assert mail.outbox == []
    assert "Non hai lasciato" in response.text


def test_a_mail_server_that_is_away_loses_no_report(send, settings):
    settings.MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    response = send(contact="maria@example.org")

    assert Report.objects.get().number in response.text


def test_a_double_click_is_one_report_and_one_mail(send):
    token = aged_token()

    first = send(token=token, contact="maria@example.org")
    second = send(token=token, contact="maria@example.org")

    assert Report.objects.count() == 1
    assert len(mail.outbox) == 1
    assert Report.objects.get().number in first.text
    assert Report.objects.get().number in second.text


def test_going_back_and_writing_something_else_is_another_report(send):
    token = aged_token()

    send(token=token)
    send(token=token, text="E anche la ricerca")

    assert Report.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_instant_are_one_report(home):
    token = aged_token()

    def click(_):
        try:
            return Client().post(
                ADDRESS,
                {"token": token, "text": "Il menu"},
                headers={"sec-fetch-site": "same-origin"},
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(click, range(4)))

    assert [answer.status_code for answer in answers] == [302] * 4
    assert Report.objects.count() == 1


def test_an_empty_report_stands_there_again_with_what_was_typed(send):
    response = send(text="", technology="NVDA", page="/notizie/")

    text = " ".join(response.text.split())
    assert response.status_code == 200
    assert "Non ancora inviato" in text
    assert 'href="#id_text"' in text
    assert 'aria-invalid="true"' in text
    assert 'value="NVDA"' in text
    assert not Report.objects.exists()


def test_a_report_that_another_site_sends_is_refused_and_kept_by_nobody(client, home):
    response = client.post(
        ADDRESS,
        {"token": aged_token(), "text": "Il menu"},
        headers={"sec-fetch-site": "cross-site"},
    )

    assert response.status_code == 403
    assert "Il menu</textarea>" in response.text
    assert not Report.objects.exists()


def test_the_form_knows_the_page_that_the_reader_comes_from(client, home):
    ours = client.get(ADDRESS, headers={"referer": "http://testserver/notizie/?x=1"})
    other = client.get(ADDRESS, headers={"referer": "https://evil.example/notizie/"})

    assert 'value="/notizie/"' in ours.text
    assert "notizie" not in other.text.partition("<main")[2]


def test_each_reader_gets_a_token_of_their_own(client, home):
    tokens = [
        re.search(r'name="token" value="([^"]+)"', client.get(ADDRESS).text)[1]
        for _ in range(2)
    ]

    assert tokens[0] != tokens[1]


def test_the_form_says_for_how_long_it_is_kept(client, home, settings):
    assert "Dopo 12 mesi" in read(client, ADDRESS)


def test_disservices_are_asked_nothing_of_technology(send, client, home):
    address = "/segnala/disservizio/"
    response = send(address=address, technology="NVDA")

    assert "Tecnologia assistiva" not in client.get(address).text
    assert Report.objects.get().kind == "disservice"
    assert Report.objects.get().technology == ""
    assert "Grazie" in response.text


@pytest.mark.parametrize("signed", ["1", "abc", "MQ:1xW2Rf:a9ghmxn9Q"])
def test_nobody_reads_the_number_of_anothers_report(client, home, signed):
    assert client.get(f"/segnala/grazie/{signed}/").status_code == 404


class TestHostileWords:
    SCRIPT = "<script>alert(1)</script>"

    def test_scripts_in_every_field_are_words(self, send, editor_client):
        send(
            page=self.SCRIPT,
            text=self.SCRIPT,
            technology=self.SCRIPT,
            contact="a@example.org",
        )

        report = Report.objects.get()
        for address in (
            reverse("reports:index"),
            reverse("reports:edit", args=[report.pk]),
        ):
            text = editor_client.get(address).text
            assert self.SCRIPT not in text
            assert "&lt;script&gt;" in text

    @pytest.mark.parametrize("field", ["page", "text", "technology", "contact"])
    @pytest.mark.parametrize("words", ["x" * 1_000_000, "a\0b"])
    def test_what_cannot_be_taken_is_refused_with_a_sentence(self, send, field, words):
        response = send({field: words})

        assert response.status_code == 200
        assert "Non ancora inviato" in response.text
        assert not Report.objects.exists()

    def test_a_file_instead_of_words_is_no_error(self, client, home):
        from django.core.files.uploadedfile import SimpleUploadedFile

        response = client.post(
            ADDRESS,
            {"token": aged_token(), "text": SimpleUploadedFile("a.txt", b"x")},
            headers={"sec-fetch-site": "same-origin"},
        )

        assert response.status_code == 200
        assert not Report.objects.exists()

    def test_mail_headers_cannot_be_smuggled_in(self, send):
        send(contact="a@example.org\nBcc: b@example.org")

        assert mail.outbox == []
        assert not Report.objects.exists()


class TestTheTeam:
    @pytest.fixture
    def report(self, send):
        send(page="/notizie/", contact="=cmd@example.org", text="=1+1\x0b")
        return Report.objects.get()

    def test_lists_what_came_and_finds_it(self, report, editor_client):
        text = editor_client.get(reverse("reports:index"), {"state": "open"}).text
        none = editor_client.get(reverse("reports:index"), {"state": "answered"}).text

        assert report.number in text
        assert report.number not in none

    def test_notes_what_was_done_and_who_did_it(self, report, editor_client, editor):
        address = reverse("reports:edit", args=[report.pk])

        editor_client.post(address, {"state": "answered", "note": "Corretto il menu"})

        report.refresh_from_db()
        assert (report.state, report.note) == ("answered", "Corretto il menu")
        assert report.answered_by == editor
        assert report.text.startswith("=1+1")

    def test_opens_it_again(self, report, editor_client):
        address = reverse("reports:edit", args=[report.pk])
        editor_client.post(address, {"state": "answered", "note": ""})

        editor_client.post(address, {"state": "open", "note": ""})

        report.refresh_from_db()
        assert (report.answered_at, report.answered_by) == (None, None)

    def test_exports_words_and_no_formulas(self, report, editor_client):
        csv = editor_client.get(reverse("reports:index"), {"export": "csv"})
        xlsx = editor_client.get(reverse("reports:index"), {"export": "xlsx"})

        text = b"".join(csv.streaming_content).decode()
        assert ",'=1+1," in text
        assert ",'=cmd@example.org," in text
        assert xlsx.status_code == 200

    def test_writes_none_itself(self, administrator_client, administrator, home):
        administrator.is_superuser = True
        administrator.save()

        assert administrator_client.get(reverse("reports:add")).status_code == 302
        assert (
            reverse("reports:add")
            not in administrator_client.get(reverse("reports:index")).text
        )

    def test_only_administrators_delete(
        self, report, editor_client, administrator_client
    ):
        address = reverse("reports:delete", args=[report.pk])

        editor_client.post(address)
        assert Report.objects.exists()
        administrator_client.post(address)
        assert not Report.objects.exists()

    def test_keeps_it_from_strangers(self, report, stranger_client, client):
        address = reverse("reports:index")

        assert stranger_client.get(address).status_code in (302, 403)
        assert client.get(address).status_code == 302

    def test_the_list_is_paged_and_takes_few_queries(
        self, home, editor_client, django_assert_max_num_queries
    ):
        import uuid

        Report.objects.bulk_create(
            Report(
                entry=uuid.uuid4(),
                kind="accessibility",
                text="x",
                language="it",
                due_on=timezone.localdate(),
            )
            for _ in range(45)
        )
        address = reverse("reports:index")
        editor_client.get(address)

        with django_assert_max_num_queries(20):
            response = editor_client.get(address, {"p": 3})

        assert len(response.context["object_list"]) == 5


class TestErasing:
    def test_words_go_after_a_year_and_the_count_stays(self, send, time_machine):
        time_machine.move_to("2025-11-20 12:00 +01:00")
        send(contact="maria@example.org")
        old = Report.objects.get()
        time_machine.move_to("2026-02-01 12:00 +01:00")
        send(text="Recente")
        time_machine.move_to("2026-11-26 12:00 +01:00")

        erased = retention.erase()

        old.refresh_from_db()
        assert erased["reports"] == 1
        assert (old.text, old.contact, old.page) == ("", "", "")
        assert (old.kind, old.state) == ("accessibility", "open")
        assert Report.objects.filter(text="Recente").exists()
        assert retention.erase()["reports"] == 0

    @pytest.mark.parametrize(
        ("day", "months", "before"),
        [
            ("2026-11-26", 12, "2025-11-26"),
            ("2026-03-31", 1, "2026-02-28"),
            ("2024-02-29", 12, "2023-02-28"),
            ("2026-01-15", 2, "2025-11-15"),
            ("2026-12-31", 24, "2024-12-31"),
        ],
    )
    def test_a_month_before_is_the_same_day_or_the_last(self, day, months, before):
        moment = datetime.datetime.fromisoformat(f"{day} 12:00+00:00")

        found = retention.months_before(moment, months)

        assert found.date().isoformat() == before

    def test_one_that_fails_does_not_stop_the_others(self, db, monkeypatch):
        def fail(moment):
            raise RuntimeError

        broken = retention.Kept("broken", "", "", 1, fail)
        monkeypatch.setattr(retention, "kept", {"broken": broken, **retention.kept})

        erased = retention.erase()

        assert "broken" not in erased
        assert erased["reports"] == 0


class TestLinksOfEveryPage:
    def test_disservices_lead_to_the_form(self, client, home):
        text = read(client, home.url)

        assert (
            '<a href="/segnala/disservizio/" data-element="report-inefficiency">'
            "Segnala un disservizio</a>" in text
        )

    def test_or_to_the_towns_own_service(self, client, home, site):
        settings = SiteSettings.for_site(site)
        settings.disservice_url = "https://comune.example/segnala"
        settings.declaration = "https://form.agid.gov.it/view/abc"
        settings.save()

        text = read(client, home.url)

        assert 'href="https://comune.example/segnala" data-element=' in text
        assert (
            'href="https://form.agid.gov.it/view/abc" data-element="accessibility-link"'
            in text
        )
        assert "/segnala/disservizio/" not in text
