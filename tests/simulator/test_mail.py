"""The mailbox, as smtplib meets it."""

from __future__ import annotations

import smtplib
import time
from email.message import EmailMessage

import pytest


def mail(subject: str = "Prova", to: str = "b@example.org") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", to, subject
    message["Message-ID"] = "<prova@example.org>"
    message.set_content("Vedi https://example.org/x è là")
    message.add_alternative("<p>Vedi</p>", subtype="html")
    return message


@pytest.fixture
def send(simulator):
    def send(message: EmailMessage, timeout: float = 5) -> None:
        with smtplib.SMTP("127.0.0.1", simulator.smtp_port, timeout=timeout) as smtp:
            smtp.send_message(message)

    return send


def test_a_mail_is_kept_with_its_headers_and_text(send, desk):
    send(mail("Perché", to="b@example.org, c@example.org"))

    row = desk.accepted()[0]
    assert (row["network"], row["account"], row["subject"]) == (
        "mail",
        "b@example.org",
        "Perché",
    )
    assert (row["from"], row["to"]) == ("a@example.org", "b@example.org, c@example.org")
    assert (row["id"], row["link"]) == ("prova@example.org", "https://example.org/x")
    assert row["text"] == "Vedi https://example.org/x è là"
    assert "Perché" in desk.get(row["url"].removeprefix(desk.url)).text


def test_any_login_is_welcome(simulator, desk):
    with smtplib.SMTP("127.0.0.1", simulator.smtp_port, timeout=5) as smtp:
        smtp.login("anyone", "anything")
        smtp.send_message(mail())

    assert len(desk.accepted()) == 1


def test_the_same_mail_twice_has_two_addresses(send, desk):
    send(mail())
    send(mail())

    first, second = desk.accepted()
    assert first["id"] == second["id"]
    assert first["url"] != second["url"]


def test_an_address_is_not_given_again_after_a_reset(send, desk):
    send(mail())
    before = desk.accepted()[0]["url"]
    desk.post("/reset")
    send(mail())

    assert desk.accepted()[0]["url"] != before


@pytest.mark.parametrize(
    ("effect", "code", "taken"),
    [("refuse", 550, 0), ("error_before", 451, 0), ("error_after", 451, 1)],
)
def test_a_mail_is_turned_away(send, desk, effect, code, taken):
    desk.order("mail", "data", effect)

    with pytest.raises(smtplib.SMTPDataError) as error:
        send(mail())

    assert error.value.smtp_code == code
    assert len(desk.accepted()) == taken


@pytest.mark.parametrize(
    ("effect", "taken"), [("drop_before", 0), ("accept_then_drop", 1)]
)
def test_the_connection_drops_before_or_after_a_mail_is_taken(
    send, desk, effect, taken
):
    desk.order("mail", "data", effect)

    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(mail())

    assert len(desk.accepted()) == taken
    send(mail())
    assert len(desk.accepted()) == taken + 1


def test_a_mail_is_taken_and_nothing_is_answered(send, desk):
    desk.order("mail", "data", "accept_then_hang")

    with pytest.raises(smtplib.SMTPServerDisconnected, match="timed out"):
        send(mail(), timeout=0.3)

    assert len(desk.accepted()) == 1


def test_a_mail_is_taken_after_the_client_has_gone(send, desk):
    desk.order("mail", "data", "accept_late", seconds=1)

    with pytest.raises(smtplib.SMTPServerDisconnected, match="timed out"):
        send(mail(), timeout=0.2)

    assert desk.accepted() == []
    end = time.monotonic() + 3
    while not desk.accepted() and time.monotonic() < end:
        time.sleep(0.02)
    assert len(desk.accepted()) == 1


def test_an_answer_comes_slowly(send, desk):
    desk.order("mail", "data", "slow", seconds=0.1)

    send(mail())

    assert len(desk.accepted()) == 1
