"""The team's door is open to the team, and slow for those who guess."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.login import AS_ONE_PERSON, FROM_ONE_ADDRESS, RESETS_TO_ONE

HOME = "198.51.100.7"
TOWN = "203.0.113.20"


@pytest.fixture(autouse=True)
def in_the_middle_of_a_period(time_machine):
    time_machine.move_to(datetime(2026, 5, 20, 10, 5, tzinfo=UTC))


def log_in(name: str, password: str, address: str = TOWN):
    return Client(REMOTE_ADDR=address).post(
        reverse("wagtailadmin_login"), {"username": name, "password": password}
    )


@pytest.fixture
def guessed(editor):
    """Somebody tried as often as one may."""
    for number in range(AS_ONE_PERSON.times):
        log_in("editor", f"password{number}", HOME)


def test_after_too_many_tries_even_the_right_password_waits(guessed):
    answer = log_in("Editor", "editor", HOME)

    assert answer.status_code == 200
    assert "Troppi tentativi in poco tempo" in answer.text


def test_a_stranger_shuts_nobody_out(guessed):
    assert log_in("editor", "editor").status_code == 302


def test_who_knows_the_password_may_come_as_often_as_they_like(editor):
    for _again in range(AS_ONE_PERSON.times + 1):
        assert log_in("editor", "editor").status_code == 302


def test_after_a_quarter_of_an_hour_it_is_open_again(guessed, time_machine):
    time_machine.move_to(timezone.now() + AS_ONE_PERSON.period)

    assert log_in("editor", "editor", HOME).status_code == 302


def test_one_address_does_not_try_one_name_after_the_other(editor):
    for number in range(FROM_ONE_ADDRESS.times):
        log_in(f"person{number}", "password")

    assert log_in("editor", "editor").status_code == 200


def test_nobodys_mailbox_is_filled_by_asking_for_new_passwords(
    client, editor, mailoutbox
):
    address = reverse("wagtailadmin_password_reset")
    for _again in range(RESETS_TO_ONE.times + 1):
        answer = client.post(address, {"email": editor.email})
        assert answer.status_code == 302

    assert len(mailoutbox) == RESETS_TO_ONE.times
