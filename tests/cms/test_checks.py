"""Wrong settings stop the start with one plain sentence each."""

import os
import subprocess
import sys
from datetime import date

import pytest
import time_machine
from cryptography.fernet import Fernet
from django.conf import settings as django_settings
from django.core import checks

from cms.checks import TAG, sentence

TOWN = {
    "PRODUCTION": True,
    "DEMO": False,
    "SITE_URL": "https://piastra.example",
    "SECRET_KEY": "k" * 20 + "0123456789" * 4,
    "MAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST": "mail.piastra.example",
    "ADMINS": [("a", "a@piastra.example")],
    "DEFAULT_FROM_EMAIL": "Qt Piastra <noreply@piastra.example>",
    "SECURITY_CONTACT": "mailto:security@piastra.example",
    "NETWORKS": {"x": {"address": "https://api.x.com"}},
}


@pytest.fixture
def town(settings, db):
    """A town's settings, all right; a test spoils one."""
    for name, value in TOWN.items():
        setattr(settings, name, value)
    return settings


def found():
    messages = checks.run_checks(tags=[TAG], include_deployment_checks=True)
    return [sentence(message) for message in messages]


def test_right_settings_are_silent(town):
    assert found() == []


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET_KEY", "", "SECRET_KEY is missing. Set it to"),
        ("SECRET_KEY", "short", "SECRET_KEY is too short. Set it to"),
        ("CREDENTIALS_KEYS", [], "CREDENTIALS_KEYS is missing"),
        ("CREDENTIALS_KEYS", [Fernet.generate_key().decode(), "x"], "Key 2 of"),
        ("EMAIL_HOST", None, "EMAIL_URL names no host"),
        (
            "MAIL_BACKEND",
            "django.core.mail.backends.console.EmailBackend",
            "No mail would leave",
        ),
        ("ADMINS", [], "ADMINS is empty"),
        ("DEFAULT_FROM_EMAIL", "noreply@localhost", "DEFAULT_FROM_EMAIL is at"),
        ("SECURITY_CONTACT", "", "SECURITY_CONTACT is empty. Set it"),
        ("SECURITY_CONTACT", "a@b.example", "SECURITY_CONTACT is not an address"),
        ("NETWORKS", {"x": {"address": "http://127.0.0.1:8001"}}, "X_ADDRESS leads to"),
        ("NETWORKS", {"x": {"address": "http://localhost"}}, "X_ADDRESS leads to"),
        ("NETWORKS", {"x": {"address": "http://[::1]:1"}}, "X_ADDRESS leads to"),
        *(
            ("NETWORKS", {"x": {"address": f"http://{host}:1"}}, "X_ADDRESS leads to")
            for host in (
                "0.0.0.0",  # noqa: S104
                "localhost.",
                "127.1",
                "2130706433",
                "[::ffff:127.0.0.1]",
            )
        ),
        ("NETWORKS", {"x": {"address": "api.x.com"}}, "X_ADDRESS is not an address"),
        ("NETWORKS", {"x": {"address": "http://[x"}}, "X_ADDRESS is not an address"),
        (
            "NETWORKS",
            {"x": {"address": "https://api.x.com", "read_timeout": 100}},
            "The timeouts of x are too long",
        ),
        ("GRAPH_VERSION", "26", "GRAPH_VERSION is 26, which Piastra does not know"),
    ],
)
def test_each_wrong_setting_is_told_in_one_sentence(town, name, value, words):
    setattr(town, name, value)

    (told,) = found()

    assert words in told
    assert "\n" not in told


def test_the_demo_may_lead_to_its_simulator(town):
    town.NETWORKS = {"x": {"address": "http://127.0.0.1:8001"}}
    town.DEMO = True

    assert found() == []


@time_machine.travel(date(2027, 1, 2))
def test_a_version_of_the_graph_api_is_warned_of_in_its_last_90_days(town):
    town.GRAPH_VERSION = "v21.0"

    (told,) = found()

    assert "ends on 21 January 2027" in told


@pytest.mark.parametrize("name", ["VAR_DIR", "MEDIA_ROOT", "BROKER_DIR"])
def test_a_folder_that_cannot_be_written_to_is_told(town, name, tmp_path):
    (tmp_path / "file").touch()
    town.CELERY_BROKER_URL = "filesystem://localhost"
    setattr(town, name, tmp_path / "file" / "folder")

    (told,) = found()

    assert "cannot be written to" in told
    assert str(tmp_path) in told


def start(module, **environment):
    """Start a process of Piastra as a town does."""
    return subprocess.run(
        [sys.executable, "-m", *module.split()],
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "cms.settings.production",
            "ENV_FILE": os.devnull,
            "SECRET_KEY": TOWN["SECRET_KEY"],
            "CREDENTIALS_KEYS": Fernet.generate_key().decode(),
            **environment,
        },
        cwd=django_settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


GUNICORN = "gunicorn cms.wsgi --bind 127.0.0.1:0"
WORKER = "celery -A cms --quiet worker --pool solo"
BEAT = "celery -A cms --quiet beat"


@pytest.mark.parametrize("module", [GUNICORN, WORKER, BEAT])
def test_no_process_starts_with_a_wrong_setting(module, tmp_path):
    ended = start(module, VAR_DIR=str(tmp_path), SECRET_KEY="short")

    assert ended.returncode != 0
    assert "SECRET_KEY is too short. Set it to 50 random" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DATABASE_URL", "postgres://u:secret@127.0.0.1:1/n", "The database does not"),
        ("CELERY_BROKER_URL", "redis://u:secret@127.0.0.1:1/0", "The broker does not"),
        ("CELERY_BROKER_URL", "amqp://u:secret@127.0.0.1:1//", "The broker does not"),
        ("CELERY_BROKER_URL", "nonsense://secret", "The broker does not answer"),
    ],
)
def test_a_service_that_is_away_is_told_without_its_password(
    name, value, words, tmp_path
):
    ended = start("cms.wsgi", **{"VAR_DIR": str(tmp_path), name: value})

    assert ended.returncode == 1
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "secret" not in ended.stderr


@pytest.mark.services
@pytest.mark.parametrize(
    "address",
    ["amqp://guest:secret@127.0.0.1:5672//", "redis://u:secret@127.0.0.1:6379/0"],
)
def test_a_broker_that_refuses_the_password_is_told(address, tmp_path):
    ended = start("cms.wsgi", VAR_DIR=str(tmp_path), CELERY_BROKER_URL=address)

    assert ended.returncode == 1
    assert ended.stderr.startswith("The broker does not answer: ")
    assert "secret" not in ended.stderr
