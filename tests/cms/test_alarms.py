"""Mail to the administrators: that something broke and where, never with what."""

import logging

import pytest
import time_machine
from django.test import RequestFactory
from django.urls import ResolverMatch

from cms.alarms import Alarm


@pytest.fixture
def logger(settings, tmp_path, mailoutbox):
    settings.ADMINS = [("a", "a@piastra.example")]
    settings.VAR_DIR = tmp_path
    logger = logging.getLogger("piastra.test")
    handler = Alarm()
    logger.addHandler(handler)
    yield logger
    logger.removeHandler(handler)


def request():
    request = RequestFactory().post(
        "/iscrizioni/secret-token?x=secret",
        {"name": "secret"},
        REMOTE_ADDR="192.0.2.7",
        HTTP_COOKIE="sessionid=secret",
    )
    request.resolver_match = ResolverMatch(
        print, (), {}, route="iscrizioni/<str:token>"
    )
    return request


def test_an_error_is_mailed_with_the_place_and_without_any_value(logger, mailoutbox):
    try:
        raise ValueError("secret")
    except ValueError:
        logger.exception(
            "Internal Server Error: %s", "/secret", extra={"request": request()}
        )

    (mail,) = mailoutbox
    text = mail.subject + mail.body + "".join(str(part) for part in mail.alternatives)
    assert mail.subject == "[Django] ERROR: Internal Server Error: …"
    assert "Address: /iscrizioni/<str:token>" in mail.body
    assert "Error: ValueError" in mail.body
    assert "test_alarms.py:" in mail.body
    assert "secret" not in text
    assert "192.0.2.7" not in text


def test_the_same_error_is_mailed_once_an_hour(logger, mailoutbox):
    with time_machine.travel("2026-11-23 10:00Z", tick=False) as clock:
        for _ in range(1000):
            logger.error("The database is away")
        clock.shift(3601)
        logger.error("The database is away")

    assert len(mailoutbox) == 2


def test_many_different_errors_are_at_most_ten_mails_an_hour(logger, mailoutbox):
    with time_machine.travel("2026-11-23 10:00Z", tick=False) as clock:
        for number in range(30):
            logger.error(f"Error {number}")  # noqa: G004 (thirty templates)
        clock.shift(3600)
        logger.error("Another")

    assert len(mailoutbox) == 11


def test_a_full_disk_does_not_break_what_was_being_done(
    logger, mailoutbox, settings, capsys
):
    settings.VAR_DIR = "/dev/null"

    logger.error("Something broke")

    assert mailoutbox == []
