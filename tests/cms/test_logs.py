"""No log has a link that opens something, or a visitor's address."""

import logging
import subprocess
import sys

import pytest
import requests
from django.conf import settings as django_settings
from django.core.signing import TimestampSigner
from django.urls import reverse

from cms.logs import without_secrets
from tests.journeys.processes import wait_until
from users.invitations import link
from users.models import User


@pytest.mark.django_db
def test_the_link_of_an_invitation_is_cut_out():
    user = User.objects.create_user("lucia", "lucia@example.org")
    path = link(user).removeprefix(django_settings.SITE_URL)
    token = path.rstrip("/").rpartition("/")[2]

    line = without_secrets(f"GET {path} 302 0 0.01")

    assert token not in line
    assert line.startswith("GET /admin/password_reset/confirm/")
    assert line.endswith("/…/ 302 0 0.01")


@pytest.mark.parametrize("path", ["/valuta/dettagli/{}/", "/segnala/grazie/{}/"])
def test_a_signed_address_is_cut_out(path):
    signed = TimestampSigner().sign("17")

    assert signed not in without_secrets(f"GET {path.format(signed)} 200")


@pytest.mark.parametrize(
    "line",
    [
        "GET /notizie/festa-di-primavera-2026-in-piazza-garibaldi/ 200 5120 0.010",
        "GET /static/cms/brand.d41d8cd98f00.css 200 5120 0.010",
        "GET /en/news/the-courtyard-is-open/ 200 5120 0.010",
        "POST /admin/pages/12/edit/ 302 0 0.200",
        "2026-11-26 04:15:11,942 INFO wagtail: Page created: id=14 path=/",
        "Delivery 12: has it gone? Nobody knows.",
    ],
)
def test_what_is_no_secret_stays_readable(line):
    assert without_secrets(line) == line


@pytest.mark.parametrize("address", ["192.0.2.7", "2001:db8::7", ""])
def test_a_visitor_with_a_broken_request_is_not_named(address):
    line = without_secrets(f"Invalid request from ip={address}: Invalid HTTP method")

    assert line == "Invalid request from ip=…: Invalid HTTP method"


def test_the_sites_own_log_is_cleaned_and_other_handlers_see_the_record_as_it_was():
    made = django_settings.LOGGING["formatters"]["line"]
    formatter = logging.config.DictConfigurator({}).configure_formatter(made)
    secret = "/x/0123456789abcdef0123/"
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 1, "Error: %s", (secret,), None
    )

    line = formatter.format(record)

    assert "0123456789abcdef" not in line
    assert record.args == (secret,)


@pytest.fixture
def gunicorn(tmp_path, unused_tcp_port):
    """The web server as in production, with its access log, on the test's settings."""
    log = tmp_path / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "tests.cms.plain_site"),
                *("--bind", f"127.0.0.1:{unused_tcp_port}"),
                *("--access-logfile", "-", "--error-logfile", "-", "--no-sendfile"),
            ],
            cwd=django_settings.BASE_DIR,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{unused_tcp_port}"

    def answers():
        try:
            return requests.get(address, timeout=5)
        except requests.ConnectionError:
            return None

    wait_until(answers)
    yield address, log
    process.terminate()
    process.wait(20)


def test_the_web_servers_logs_have_no_link_no_query_and_no_visitor(gunicorn):
    address, log = gunicorn
    path = reverse(
        "wagtailadmin_password_reset_confirm",
        kwargs={"uidb64": "MQ", "token": "cq5z1p-0123456789abcdef0123456789abcdef"},
    )

    requests.get(f"{address}{path}?cerca=segreto", timeout=5)
    requests.get(f"{address}/broken", timeout=5)
    wait_until(lambda: "/broken" in log.read_text())

    written = log.read_text()
    assert "GET /admin/password_reset/confirm/MQ/…/ 200" in written
    assert "Error handling request" in written
    for secret in ("0123456789abcdef", "segreto", "127.0.0.1 ", "ip=127"):
        assert secret not in written
