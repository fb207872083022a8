"""What somebody who is logged in has on top: the bar on a page of the site, and the
checklist beside the editor."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, of_ours
from tests.browser.test_site import EVERY_BLOCK, tab_to

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def keys(demonstration, browser) -> dict:
    """What a browser keeps of somebody who has logged in."""
    context = browser.new_context(locale="it")
    page = context.new_page()
    page.goto(f"{demonstration.address}/admin/login/")
    page.get_by_label("Nome utente").fill("editor")
    page.locator("#id_password").fill(demonstration.passwords["editor"])
    page.get_by_role("button", name="Accedi").click()
    page.wait_for_url("**/admin/")
    state = context.storage_state()
    context.close()
    return state


def open_for_editing(page: Page, demo_site: str) -> None:
    page.goto(demo_site + EVERY_BLOCK)
    page.locator("wagtail-userbar").get_by_role("button").first.click()
    page.locator("wagtail-userbar").get_by_role("menuitem", name="Modifica").click()
    page.wait_for_url("**/edit/**")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_bar_of_editors_adds_no_barrier(demo_site, window, keys, faults, size):
    page = window(size, storage_state=keys)
    page.goto(demo_site + EVERY_BLOCK)
    bar = page.locator("wagtail-userbar").get_by_role("button").first

    assert faults(page) == []
    tab_to(page, bar)
    page.keyboard.press("Enter")
    expect(page.locator("wagtail-userbar").get_by_role("menu")).to_be_visible()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_editor_and_its_checklist_are_for_everybody(
    demo_site, window, keys, faults, size
):
    page = window(size, storage_state=keys)
    open_for_editing(page, demo_site)
    assert of_ours(faults(page)) == []

    page.locator("[data-side-panel-toggle=checks]").click()
    expect(page.get_by_role("heading", name="Prima di pubblicare")).to_be_visible()

    assert of_ours(faults(page)) == []
