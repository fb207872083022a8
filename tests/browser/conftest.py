"""A real Chromium (Debian's), and the demonstration as ``make demo`` serves it.

One browser and one demonstration for the whole run: production's settings, files
compressed and named by their content, in a folder that goes away.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from campaigns import approvals
from scripts import demo, demo_settings
from tests.campaigns.factories import (
    CampaignFactory,
    ChannelFactory,
    PostFactory,
    picture,
)
from tests.conftest import logged_in
from tests.ports import three_free_ports

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}

# What axe finds in these parts of Wagtail's editor is Wagtail's to mend: the widget for
# tags, rich text inside blocks, the cells of a typed table, the minimap of the page.
WAGTAILS_OWN = (
    ".ui-autocomplete-input",
    'div[aria-describedby="placeholder-',
    "-table-cell-",
    ".w-minimap__list",
)


def of_ours(faults: list[str]) -> list[str]:
    return [
        fault for fault in faults if not any(part in fault for part in WAGTAILS_OWN)
    ]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright runs a loop in this thread; Django would refuse the database in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture
def window(browser) -> Iterator[Callable[..., Page]]:
    """Open a window with nothing remembered, as wide as is asked."""
    contexts: list[BrowserContext] = []

    def window(viewport: dict[str, int] = DESK, **more) -> Page:
        contexts.append(
            browser.new_context(
                viewport=viewport, locale="it", reduced_motion="reduce", **more
            )
        )
        contexts[-1].set_default_timeout(15_000)
        return contexts[-1].new_page()

    yield window
    for context in contexts:
        context.close()


@pytest.fixture
def page(window) -> Page:
    """A desk's window."""
    return window()


@pytest.fixture
def phone(window) -> Page:
    return window(PHONE)


@pytest.fixture
def phone_without_scripts(window) -> Page:
    return window(PHONE, java_script_enabled=False)


# The screens of the staff


@pytest.fixture
def open_as(browser, live_server):
    """Open pages of the admin as somebody who is logged in."""
    contexts = []

    def open_as(user, path: str, width: int = 1280) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, base_url=live_server.url
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        [session] = logged_in(user).cookies.values()
        context.add_cookies(
            [{"name": session.key, "value": session.value, "url": live_server.url}]
        )
        page = context.new_page()
        page.goto(path)
        return page

    yield open_as
    for context in contexts:
        context.close()


@pytest.fixture
def x(db):
    return ChannelFactory()


@pytest.fixture
def waiting(editor, x):
    post = PostFactory(
        author=editor,
        channels=[x],
        images=[picture()],
        link_url="https://example.org/orti",
        campaign=CampaignFactory(),
    )
    post.get_workflow().start(post, editor)
    return post


@pytest.fixture
def approved(waiting, approver):
    approvals.approve(
        post_id=waiting.pk, revision_id=waiting.latest_revision_id, by=approver
    )
    waiting.refresh_from_db()
    return waiting


# The demonstration


@dataclass(frozen=True)
class Demo:
    """``pages``: the address of the page with most on it, by type and language."""

    address: str
    passwords: dict[str, str]
    pages: dict[tuple[str, str], str]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory) -> Iterator[Demo]:
    """In all four languages that it speaks."""
    folder = tmp_path_factory.mktemp("demo")
    demo_settings.write(folder / "demo.env", {"LANGUAGES": "it,en,it-simple,ar"})
    port = three_free_ports()
    # Databases and queues are its own, whatever this run uses.
    environment = {
        name: value for name, value in os.environ.items() if not name.endswith("_URL")
    } | {"VAR_DIR": str(folder)}
    log = folder / "demo.log"
    with (
        log.open("w") as out,
        subprocess.Popen(
            [sys.executable, "-m", "scripts.demo", "--port", str(port)],
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            wait_until_it_runs(process, log)
            values = demo_settings.read(folder / "demo.env")
            yield Demo(
                address=values["SITE_URL"],
                passwords={
                    name: values[f"DEMO_PASSWORD_{name.upper()}"]
                    for name in ("admin", "editor", "approver")
                },
                pages=fullest_pages(
                    environment | demo.programs(folder, port)["site"].environment
                ),
            )
        finally:
            process.send_signal(signal.SIGINT)


@pytest.fixture(scope="session")
def demo_site(demonstration) -> str:
    return demonstration.address


def wait_until_it_runs(process: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + 600
    while time.monotonic() < until and process.poll() is None:
        if "Piastra is running" in log.read_text():
            return
        time.sleep(0.2)
    raise AssertionError(log.read_text())


def fullest_pages(environment: dict[str, str]) -> dict[tuple[str, str], str]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.pages_of_every_type"],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
        timeout=120,
    )
    return {
        (kind, language): address for kind, language, address in json.loads(done.stdout)
    }


@pytest.fixture
def faults() -> Callable[[Page], list[str]]:
    """What axe finds wrong on a page, in a line each."""

    def faults(page: Page) -> list[str]:
        # Wagtail's own button in the editor is 20 pixels high.
        around = {"exclude": [["#w-minimap-toggle"]]}
        results = Axe().run(page, around, {"runOnly": WCAG}).response
        return [
            f"{fault['id']}: {fault['help']} ({node['target']})"
            for fault in results["violations"]
            for node in fault["nodes"]
        ]

    return faults
