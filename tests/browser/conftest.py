"""A real Chromium (Debian's), and the demonstration's site on a free port."""

from __future__ import annotations

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from cms import demo

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


@pytest.fixture(scope="session")
def browser() -> Browser:
    # Playwright runs a loop in this thread; Django would refuse the database in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser) -> Page:
    """A desk's window."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="it")
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser) -> Page:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="it")
    yield context.new_page()
    context.close()


@pytest.fixture
def phone_without_scripts(browser) -> Page:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def demo_site(live_server, locales, settings) -> str:
    """The address of the demonstration's site, with its pages and people."""
    settings.DEMO = True
    settings.DEMO_PASSWORDS = dict.fromkeys(("admin", "editor", "approver"), "segreta")
    settings.SITE_URL = live_server.url
    list(demo.load())
    return live_server.url


@pytest.fixture
def faults():
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
