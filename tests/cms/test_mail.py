"""A mail is a row, written with what causes it, and sent once from there."""

import logging
import smtplib
import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import connection, connections, transaction
from django.urls import reverse
from django.utils import timezone

from cms import mail, sending, smtp
from cms.alarms import Alarm
from cms.models import Mail
from cms.tasks import erase

pytestmark = pytest.mark.django_db
for_real = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def ledger(simulated, settings):
    """Mails are written down, and sent to the simulator's mailbox."""
    settings.EMAIL_BACKEND = "cms.mail.Ledger"
    settings.MAIL_BACKEND = "cms.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", simulated.smtp_port
    settings.EMAIL_TIMEOUT = 2


def write(to="lucia@example.org", subject="Iscrizione", body="A sabato.", **more):
    mail.write([EmailMessage(subject, body, None, [to])], **more)
    return Mail.objects.get(recipient=to, subject=subject)


@pytest.fixture
def after(time_machine):
    """One round so many minutes later, if any."""

    def after(minutes=0):
        time_machine.move_to(timezone.now() + timedelta(minutes=minutes))
        return sending.send_due()

    return after


def state(row):
    row.refresh_from_db()
    return row.state


# Written with what causes it


def test_a_mail_is_written_at_once_and_sent_by_a_round(simulated):
    send_mail("Oggetto", "Perché no", None, ["lucia@example.org"])
    before = simulated.accepted("mail")

    sending.send_due()

    [row] = Mail.objects.all()
    [taken] = simulated.accepted("mail")
    assert before == []
    assert (taken["to"], taken["subject"]) == ("lucia@example.org", "Oggetto")
    assert taken["text"] == "Perché no"
    assert f"<{taken['id']}>" == row.message_id
    assert row.state == Mail.State.SENT


def test_what_is_rolled_back_is_not_told():
    with transaction.atomic():
        send_mail("Oggetto", "Testo", None, ["lucia@example.org"])
        transaction.set_rollback(True)

    assert not Mail.objects.exists()


def test_each_recipient_is_a_row_and_gets_the_whole_mail_once(simulated):
    message = EmailMessage(
        "Riunione",
        "Alle 18.",
        to=["Anna Rossi <anna@example.org>", "bruno@example.org"],
        cc=["carla@example.org"],
        bcc=["dario@example.org", "anna@example.org"],
    )

    message.send()
    sending.send_due()

    taken = simulated.accepted("mail")
    assert Counter(row["to"] for row in taken) == Counter(
        f"{name}@example.org" for name in ("anna", "bruno", "carla", "dario")
    )
    assert {row["text"] for row in taken} == {"Alle 18."}


def test_a_mail_goes_out_as_it_was_written(simulated):
    message = EmailMultiAlternatives(
        "Città è più", ".\n..punti\nPerché " + "è lunga " * 200, to=["a@example.org"]
    )
    message.attach_alternative("<p>Ciao</p>", "text/html")
    message.attach("date.ics", "BEGIN:VCALENDAR\n", "text/calendar")

    message.send()
    [row] = Mail.objects.all()
    written = bytes(row.message)
    sending.send_due()

    [taken] = simulated.accepted("mail")
    assert taken["text"].splitlines() == message.body.strip().splitlines()
    assert taken["subject"] == "Città è più"
    assert b"text/html" in written
    assert b"date.ics" in written


def test_the_same_notice_is_written_to_the_same_person_once():
    for _ in range(2):
        write("anna@example.org", purpose="promemoria:7")
    write("bruno@example.org", purpose="promemoria:7")
    write("anna@example.org", subject="Altro", purpose="promemoria:8")
    write("anna@example.org", subject="Senza scopo")

    assert Mail.objects.count() == 4


def test_a_purpose_has_its_message_id_even_when_its_row_is_lost():
    first = write(purpose="promemoria:7").message_id
    Mail.objects.all().delete()

    assert write(purpose="promemoria:7").message_id == first
    assert write(subject="Altro").message_id != write(subject="Altro ancora").message_id


@for_real
def test_what_is_written_twice_at_once_is_written_once():
    def write_it():
        try:
            mail.write([EmailMessage("S", "T", to=["a@example.org"])], purpose="una")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: write_it(), range(4)))

    assert Mail.objects.count() == 1


def test_a_sent_mail_keeps_no_word_of_its_body(client, administrator):
    client.post(reverse("wagtailadmin_password_reset"), {"email": administrator.email})
    [row] = Mail.objects.all()
    assert b"/admin/password_reset/confirm/" in bytes(row.message)

    sending.send_due()

    row.refresh_from_db()
    assert bytes(row.message) == b""


def test_an_old_mail_is_forgotten_unless_it_is_kept_longer(time_machine):
    write("anna@example.org")
    kept = write("bruno@example.org", purpose="p", keep=timedelta(days=100))

    time_machine.move_to(timezone.now() + timedelta(days=32))
    erase()

    assert list(Mail.objects.all()) == [kept]


# Certainly not sent


def test_a_server_that_is_away_keeps_nobody_and_loses_nothing(
    settings, simulated, after
):
    settings.EMAIL_PORT = 1
    tried, untried = write("anna@example.org"), write("bruno@example.org")
    after()

    assert (state(tried), tried.attempts) == (Mail.State.WAITING, 1)
    assert "refused" in tried.error
    assert tried.next_try > timezone.now()
    assert (state(untried), untried.attempts) == (Mail.State.WAITING, 0)

    settings.EMAIL_PORT = simulated.smtp_port
    after(1)

    assert len(simulated.accepted("mail")) == 2


@pytest.mark.parametrize(
    ("route", "effect"),
    [("rcpt", "error_before"), ("rcpt", "drop_before"), ("data", "error_before")],
)
def test_what_breaks_before_the_dot_or_is_put_off_is_tried_again(
    simulated, after, route, effect
):
    row = write()
    simulated.fault("mail", route, effect)
    after()

    assert (state(row), row.doubts) == (Mail.State.WAITING, 0)

    after(1)

    assert state(row) == Mail.State.SENT
    assert len(simulated.accepted("mail")) == 1


@pytest.mark.parametrize("route", ["rcpt", "data"])
def test_what_is_refused_for_good_has_failed_with_the_servers_words(
    simulated, after, route
):
    refused, other = write("nessuno@example.org"), write("anna@example.org")
    simulated.fault("mail", route, "refuse", account="nessuno@example.org")

    after()
    after(600)

    assert state(refused) == Mail.State.FAILED
    assert refused.error.startswith("550 ")
    assert refused.attempts == 1
    assert state(other) == Mail.State.SENT


def test_waits_grow_and_after_three_days_it_is_given_up(settings, time_machine):
    settings.EMAIL_PORT = 1
    row = write()
    written = timezone.now()

    while state(row) == Mail.State.WAITING:
        time_machine.move_to(row.next_try)
        sending.send_due()

    assert row.state == Mail.State.FAILED
    assert timedelta(days=2) < timezone.now() - written < timedelta(days=5)


# In doubt


def test_silence_after_the_dot_is_a_doubt_and_sent_once_more_with_the_same_id(
    simulated, after
):
    row = write()
    simulated.fault("mail", "data", "accept_then_drop")
    after()
    assert (state(row), row.doubts) == (Mail.State.IN_DOUBT, 1)
    after(1)
    assert row.next_try > timezone.now()

    after(5)

    first, second = simulated.accepted("mail")
    assert state(row) == Mail.State.SENT
    assert first["id"] == second["id"]


def test_what_stays_in_doubt_is_left_for_a_person(simulated, after):
    row = write()
    simulated.fault("mail", "data", "accept_then_drop", count=5)

    for _ in range(5):
        after(10)

    assert (state(row), row.next_try) == (Mail.State.IN_DOUBT, None)
    assert len(simulated.accepted("mail")) == 2
    assert row in Mail.objects.for_a_person()


def test_a_refusal_after_a_doubt_does_not_make_certain(simulated, after):
    row = write()
    simulated.fault("mail", "data", "accept_then_drop")
    after()
    simulated.fault("mail", "rcpt", "error_before")
    after(6)
    assert (state(row), row.doubts) == (Mail.State.IN_DOUBT, 1)
    simulated.fault("mail", "rcpt", "refuse")

    after(6)

    assert (state(row), row.next_try) == (Mail.State.IN_DOUBT, None)


def test_a_server_that_takes_it_and_says_nothing_is_a_doubt(
    simulated, after, monkeypatch
):
    monkeypatch.setattr(smtp, "ANSWER", 0.3)
    row, other = write("anna@example.org"), write("bruno@example.org")
    simulated.fault("mail", "data", "accept_then_hang", account="anna@example.org")

    after()

    assert state(row) == Mail.State.IN_DOUBT
    assert state(other) == Mail.State.SENT


# Many workers, and dead ones


@for_real
def test_many_workers_send_each_mail_once(simulated):
    for number in range(12):
        write(f"{number}@example.org")
    ready = threading.Barrier(4)

    def work():
        try:
            ready.wait(10)
            sending.send_due()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        for done in [threads.submit(work) for _ in range(4)]:
            done.result()

    assert Counter(row["to"] for row in simulated.accepted("mail")) == Counter(
        f"{number}@example.org" for number in range(12)
    )


def test_a_worker_that_lost_its_row_sends_nothing(simulated, monkeypatch):
    row = write()
    real = smtplib.SMTP.putcmd

    def taken_meanwhile(self, cmd, args=""):
        if cmd == "data":
            Mail.objects.filter(pk=row.pk).update(lease_token=uuid.uuid4())
        return real(self, cmd, args)

    monkeypatch.setattr(smtplib.SMTP, "putcmd", taken_meanwhile)
    sending.send_due()

    assert simulated.accepted("mail") == []
    assert state(row) == Mail.State.SENDING


@pytest.mark.parametrize(
    ("at_the_dot", "found"),
    [(False, Mail.State.WAITING), (True, Mail.State.IN_DOUBT)],
)
def test_the_row_of_a_dead_worker_is_in_doubt_only_past_the_dot(
    simulated, after, at_the_dot, found
):
    row = write()
    sending.claim(row.pk)
    Mail.objects.update(at_the_dot=at_the_dot)

    after(0.5)
    assert state(row) == Mail.State.SENDING
    sending.recover(timezone.now() + timedelta(minutes=10))
    assert state(row) == found
    after(20)

    assert state(row) == Mail.State.SENT


def test_an_answer_that_comes_after_the_row_was_doubted_counts(simulated):
    row = write()
    claimed = sending.claim(row.pk)
    Mail.objects.update(at_the_dot=True)
    sending.recover(timezone.now() + timedelta(minutes=10))

    sending._sent(claimed)

    assert state(row) == Mail.State.SENT


# Errors of the site


@pytest.fixture
def logger(settings, tmp_path):
    settings.ADMINS = [("a", "a@piastra.example")]
    settings.VAR_DIR = tmp_path
    logger = logging.getLogger("piastra.test")
    handler = Alarm()
    logger.addHandler(handler)
    yield logger
    logger.removeHandler(handler)


@for_real
def test_an_alarm_goes_by_the_ledger(logger, simulated):
    logger.error("Something broke")

    assert simulated.accepted("mail") == []
    assert Mail.objects.get().recipient == "a@piastra.example"


@for_real
def test_an_alarm_inside_a_transaction_does_not_roll_back_with_it(logger, simulated):
    with transaction.atomic():
        logger.error("Something broke")
        transaction.set_rollback(True)

    assert len(simulated.accepted("mail")) == 1


@for_real
def test_an_alarm_leaves_at_once_when_the_database_is_what_broke(logger, simulated):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cms_mail RENAME TO cms_mail_away")
    try:
        logger.error("The database broke")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE cms_mail_away RENAME TO cms_mail")

    assert len(simulated.accepted("mail")) == 1


def test_what_breaks_while_an_alarm_is_raised_raises_no_other(logger, monkeypatch):
    told = []

    def broken(subject, body):
        told.append(subject)
        logger.error("The alarm broke")

    monkeypatch.setattr("cms.alarms.tell", broken)
    logger.error("Something broke")

    assert len(told) == 1
