"""The end of the Graph API's version is mailed once at each threshold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from campaigns import graph_alarm
from cms.models import Mail
from cms.tasks import erase

pytestmark = pytest.mark.django_db

END = date(2027, 1, 21)


@pytest.fixture(autouse=True)
def pinned(settings):
    settings.GRAPH_VERSION = "v21.0"
    settings.ADMINS = [("a", "a@example.org"), ("b", "b@example.org")]


def purposes(recipient="a@example.org"):
    return [
        mail.purpose.rpartition(":")[2]
        for mail in Mail.objects.filter(recipient=recipient).order_by("pk")
    ]


def test_each_threshold_is_told_once_whatever_is_erased_meanwhile(time_machine):
    for left in range(100, -30, -1):
        day = END - timedelta(days=left)
        time_machine.move_to(day)
        graph_alarm.warn(timezone.localdate())
        graph_alarm.warn(timezone.localdate())
        erase()

    assert purposes() == purposes("b@example.org") == ["90", "30", "7"]


@pytest.mark.parametrize(
    ("left", "told"),
    [(91, []), (90, ["90"]), (31, ["90"]), (20, ["30"]), (0, ["7"]), (-5, ["7"])],
)
def test_of_thresholds_that_are_past_only_the_nearest_to_the_end_is_told(left, told):
    graph_alarm.warn(END - timedelta(days=left))

    assert purposes() == told


def test_a_version_without_an_end_is_no_news(settings):
    settings.GRAPH_VERSION = "v26.0"

    graph_alarm.warn(date(2030, 1, 1))

    assert not Mail.objects.exists()


def test_the_mail_says_when_and_what_to_do():
    graph_alarm.warn(END - timedelta(days=20))

    mail = Mail.objects.first()
    assert mail.subject == "L'interfaccia di Facebook, versione v21.0"
    assert b"GRAPH_VERSION" in bytes(mail.message)
