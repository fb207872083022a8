"""What browsers are told to load and do: readers' pages, the team's, kept or not."""

import datetime
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from cryptography.fernet import Fernet
from django.conf import settings as django_settings
from django.test import Client
from wagtail.models import Page

from cms import demo
from cms.settings import policy

from .factories import StandardPageFactory


def directives(response) -> dict[str, str]:
    pairs = response["Content-Security-Policy"].split("; ")
    return dict(re.split(r" |$", pair, maxsplit=1) for pair in pairs)


@pytest.fixture
def page(home):
    return StandardPageFactory(parent=home, title="Il quartiere")


def twice(client, address, **options):
    """As it was made, and as it was kept."""
    return [client.get(address, **options) for _ in range(2)]


def test_readers_pages_load_files_of_this_site_and_nothing_else(client, page):
    for response in twice(client, page.url):
        told = directives(response)

        assert told["default-src"] == "'self'"
        assert told["img-src"] == "'self' data:"
        assert "'unsafe" not in response["Content-Security-Policy"]
        assert "script-src" not in told
        assert "style-src" not in told


def test_readers_pages_are_shown_in_no_frame_and_send_forms_nowhere_else(client, page):
    for response in twice(client, page.url):
        told = directives(response)

        assert told["frame-ancestors"] == "'none'"
        assert response["X-Frame-Options"] == "DENY"
        assert told["form-action"] == "'self'"
        assert told["base-uri"] == told["object-src"] == "'none'"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
    ],
)
@pytest.mark.parametrize("address", ["/", "/nulla/", "/cerca/", "/robots.txt"])
def test_every_answer_has_it(client, page, address, name, value):
    for response in twice(client, address):
        assert response[name] == value


@pytest.mark.parametrize("feature", ["camera", "geolocation", "microphone", "payment"])
def test_no_page_may_use(client, page, feature):
    for response in twice(client, page.url):
        assert f"{feature}=()" in response["Permissions-Policy"].split(", ")


def test_the_admin_may_do_what_wagtail_needs(administrator_client, home):
    response = administrator_client.get("/admin/")
    told = directives(response)

    assert told["script-src"] == told["style-src"] == "'self' 'unsafe-inline'"
    assert told["frame-ancestors"] == "'self'"
    assert told["default-src"] == "'self'"


def test_an_editor_sees_the_toolbar_and_previews_in_a_frame(administrator_client, page):
    with_toolbar = administrator_client.get(page.url)
    draft = administrator_client.get(f"/admin/pages/{page.pk}/view_draft/")
    framed = administrator_client.get(f"/admin/pages/{page.pk}/edit/preview/")

    assert "wagtail-userbar" in with_toolbar.text
    assert page.title in draft.text
    for response in (with_toolbar, draft, framed):
        assert directives(response)["script-src"] == "'self' 'unsafe-inline'"
        assert directives(response)["frame-ancestors"] == "'self'"
    assert framed["X-Frame-Options"] == "SAMEORIGIN"


def test_a_reader_never_gets_the_teams_policy_from_the_cache(
    client, administrator_client, page
):
    administrator_client.get(page.url)

    assert "unsafe" not in client.get(page.url)["Content-Security-Policy"]


def test_uploads_in_a_store_are_shown():
    store = "https://uploads.comune.example/media"

    for told in (policy.readers(store, https=True), policy.team(store)):
        assert "https://uploads.comune.example" in told["img-src"]


def production(site_url: str) -> dict[str, str]:
    """Some settings of production at that address."""
    names = ("SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE")
    code = (
        "from django.conf import settings as s; "
        f"print(*(int(getattr(s, name)) for name in {names}), "
        "int(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['upgrade-insecure-requests']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=django_settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "cms.settings.production",
            "ENV_FILE": os.devnull,
            "SITE_URL": site_url,
            "SECRET_KEY": "k",
            "CREDENTIALS_KEYS": Fernet.generate_key().decode(),
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return dict(zip((*names, "upgrade"), done.stdout.split(), strict=True))


def test_a_site_with_https_stays_with_it():
    told = production("https://piastra.example")

    assert int(told.pop("SECURE_HSTS_SECONDS")) >= 31_536_000
    assert set(told.values()) == {"1"}


def test_a_site_without_https_is_still_reached():
    assert set(production("http://localhost:8000").values()) == {"0"}


def test_hsts_is_told_over_https_also_from_the_cache(client, page, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000

    for response in twice(client, page.url, secure=True):
        assert response["Strict-Transport-Security"].startswith("max-age=31536000")


class TestSecurityContact:
    ADDRESS = "/.well-known/security.txt"

    def fields(self, client) -> dict[str, str]:
        response = client.get(self.ADDRESS)
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        return dict(line.split(": ", 1) for line in response.text.splitlines())

    def test_it_says_whom_to_tell_and_in_which_language(self, client, settings):
        settings.SECURITY_CONTACT = "mailto:sicurezza@comune.example"
        settings.SITE_URL = "https://piastra.example"

        told = self.fields(client)

        assert told["Contact"] == "mailto:sicurezza@comune.example"
        assert told["Preferred-Languages"] == "it, en"
        assert told["Canonical"] == f"https://piastra.example{self.ADDRESS}"

    @pytest.mark.parametrize("day", ["2026-02-28", "2027-12-31", "2028-02-29"])
    def test_it_always_ends_within_a_year(self, client, settings, time_machine, day):
        settings.SECURITY_CONTACT = "mailto:sicurezza@comune.example"
        now = datetime.datetime.fromisoformat(f"{day}T12:00:00Z")
        time_machine.move_to(now)

        ends = datetime.datetime.fromisoformat(self.fields(client)["Expires"])

        assert now + datetime.timedelta(days=30) < ends
        assert ends < now + datetime.timedelta(days=365)

    def test_without_a_contact_it_is_not_there(self, client, settings, home):
        settings.SECURITY_CONTACT = ""

        assert client.get(self.ADDRESS).status_code == 404


class Loaded(HTMLParser):
    """What a page makes a browser load, and what is written into it."""

    LOADING_LINKS = {"stylesheet", "preload", "modulepreload", "icon", "manifest"}

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "link" and not self.LOADING_LINKS & set(given["rel"].split()):
            return
        if tag != "a":
            loads = [given.get(name) for name in ("src", "href", "data", "poster")]
            sets = (given.get("srcset") or "").split(",")
            loads += [each.split()[0] for each in sets if each.strip()]
            self.addresses += filter(None, loads)
        data = given.get("type") in ("application/ld+json", "application/json")
        if tag == "script" and "src" not in given and not data:
            self.inline.append("script")
        if tag == "style":
            self.inline.append("style")
        self.inline += [f"{n}={v}" for n, v in attrs if n == "style" or n[:2] == "on"]


@pytest.fixture
def demo_pages(locales, transactional_db, settings):
    settings.SITE_URL = "http://localhost:8123"
    list(demo.load())
    return Page.objects.live().filter(depth__gt=1)


def test_the_demos_pages_ask_no_other_host_and_have_nothing_inline(
    demo_pages, subtests
):
    reader = Client(headers={"host": "localhost:8123"})
    pages = [page.url for page in demo_pages]
    addresses = [*pages, "/cerca/?q=piastra", "/nulla/"]

    for address in addresses:
        with subtests.test(address):
            response = reader.get(address)
            found = Loaded(response.text)

            hosts = {urlsplit(each).netloc for each in found.addresses}
            assert found.addresses
            assert hosts <= {"", "localhost:8123"}
            assert found.inline == []
            assert not response.cookies
            assert not response.has_header("Set-Cookie")
            assert response.has_header("ETag") == (address in pages)


class TestTheTeamsBrowsers:
    def test_ask_wagtail_for_no_update_and_no_news(self, administrator_client, home):
        used = {part.name for part in administrator_client.get("/admin/").templates}

        assert "wagtailadmin/home.html" in used
        assert "wagtailadmin/home/upgrade_notification.html" not in used
        assert "wagtailadmin/home/whats_new_in_wagtail_version.html" not in used

    def test_ask_nobody_for_a_portrait(self, administrator_client, home):
        assert "gravatar" not in administrator_client.get("/admin/").text.lower()

    def test_load_files_of_this_site_only(self, administrator_client, home):
        for address in ("/admin/", f"/admin/pages/{home.pk}/edit/", "/admin/login/"):
            found = Loaded(administrator_client.get(address, follow=True).text)

            hosts = {urlsplit(each).netloc for each in found.addresses}
            assert hosts <= {"", "testserver", "localhost:8000"}
