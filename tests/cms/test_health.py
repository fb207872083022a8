"""What a monitor learns, and a stranger does not."""

import logging
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from campaigns import pulse
from cms import health, mail, mail_health
from cms.alarms import Alarm
from cms.models import Mail

from .factories import MailFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_components(monkeypatch):
    """The site's own; what apps add has tests of its own."""
    components = {name: health.components[name] for name in ("database", "broker")}
    monkeypatch.setattr(health, "components", components)


def test_a_site_that_can_work_says_so_and_is_not_cached(client):
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "components": {"database": "ok", "broker": "ok"},
    }
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def broken():
    raise RuntimeError("password=secret")


def test_a_component_that_is_unwell_is_named_without_the_reason(client, monkeypatch):
    monkeypatch.setitem(health.components, "worker", broken)

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["components"]["worker"] == "unwell"
    assert b"secret" not in answer.content


def test_a_monitor_on_the_machine_is_not_sent_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^healthz$"]

    assert client.get("/healthz").status_code == 200
    assert client.get("/admin/").status_code == 301


def test_posts_that_nobody_sends_are_an_illness_a_minute_after_the_start(
    client, monkeypatch, time_machine
):
    monkeypatch.undo()
    monkeypatch.setattr(pulse, "STARTED", timezone.now())
    time_machine.move_to(timezone.now() + timedelta(seconds=50), tick=False)

    at_once = client.get("/healthz").json()["components"]["dispatcher"]
    time_machine.shift(15)
    later = client.get("/healthz").json()["components"]["dispatcher"]

    assert (at_once, later) == ("ok", "unwell")


def test_what_a_monitor_is_answered_is_no_alarm(
    client, monkeypatch, settings, tmp_path, mailoutbox
):
    settings.ADMINS = [("a", "a@piastra.example")]
    settings.VAR_DIR = tmp_path
    log, alarm = logging.getLogger("django.request"), Alarm(logging.ERROR)
    log.addHandler(alarm)
    monkeypatch.setitem(health.components, "worker", broken)

    answer = client.get("/healthz")
    log.removeHandler(alarm)

    assert answer.status_code == 503
    assert not mailoutbox
    assert not Mail.objects.exists()


def test_the_broker_is_not_asked_at_every_call(client, monkeypatch):
    assert isinstance(health.components["broker"], health.Remembered)
    asked = []

    def probe():
        asked.append(1)
        raise OSError

    clock = [0.0]
    monkeypatch.setattr(health, "monotonic", lambda: clock[0])
    monkeypatch.setitem(health.components, "broker", health.Remembered(probe))

    answers = [client.get("/healthz").json()["components"]["broker"] for _ in range(3)]
    clock[0] += health.MEMORY
    client.get("/healthz")

    assert answers == ["unwell"] * 3
    assert len(asked) == 2


def test_mails_that_nobody_sends_are_an_illness(client, monkeypatch, time_machine):
    monkeypatch.setitem(health.components, "mail", mail_health.mails_leave)
    mail.write([EmailMessage("Oggetto", "Testo", to=["a@example.org"])])
    before = client.get("/healthz").json()["components"]["mail"]

    time_machine.move_to(timezone.now() + timedelta(minutes=20))

    assert before == "ok"
    assert client.get("/healthz").json()["components"]["mail"] == "unwell"


@pytest.mark.parametrize(("failed", "sent", "well"), [(2, 0, 1), (3, 0, 0), (9, 1, 1)])
def test_a_wrong_address_is_no_illness_a_server_that_refuses_all_is(
    client, monkeypatch, failed, sent, well
):
    monkeypatch.setitem(health.components, "mail", mail_health.mails_leave)
    MailFactory.create_batch(failed, failed=True)
    MailFactory.create_batch(sent, sent=True)

    found = client.get("/healthz").json()["components"]["mail"]

    assert (found == "ok") == bool(well)
