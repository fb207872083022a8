"""The site as a person meets it: its look, and by keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

EVERY_BLOCK = "/programmi/marketing-sociale/come-si-racconta-il-quartiere/"
WITH_A_VIDEO_OF_ANOTHER_SITE = "/notizie/cinema-all-aperto/"


# A star's own field is one pixel wide, under its label, so of no ratio in a window.
IN_SIGHT = """element => {
  const box = element.getBoundingClientRect();
  return box.top < window.innerHeight && box.bottom > 0
    && box.left < window.innerWidth && box.right > 0;
}"""


def tab_to(page: Page, wanted: Locator, *, most: int = 120) -> None:
    """Press Tab until the focus is there, as somebody without a mouse does, and see
    where it is on the way."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate(
            "element => element.getRootNode().activeElement === element"
        ):
            assert wanted.evaluate(IN_SIGHT)
            return
    raise AssertionError(f"{most} tabs do not lead to {wanted}")


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(demo_site, phone, faults):
    phone.goto(demo_site)
    opener = phone.get_by_role("button", name="Mostra il menu")
    menu = phone.get_by_role("link", name="Programmi", exact=True).first

    tab_to(phone, opener)
    phone.keyboard.press("Enter")
    expect(menu).to_be_in_viewport()
    assert faults(phone) == []

    phone.keyboard.press("Escape")
    expect(menu).not_to_be_in_viewport()
    expect(opener).to_be_focused()

    phone.keyboard.press("Enter")
    expect(menu).to_be_in_viewport()
    tab_to(phone, menu)
    phone.keyboard.press("Enter")
    expect(phone).to_have_url(re.compile("/programmi/$"))


def test_the_menu_of_a_desk_is_walked_by_keyboard(demo_site, page):
    page.goto(demo_site)

    tab_to(page, page.get_by_role("link", name="Luoghi", exact=True).first)
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/luoghi/$"))


def test_the_first_key_leads_past_the_header(demo_site, page):
    page.goto(demo_site)

    page.keyboard.press("Tab")
    expect(page.get_by_text("Vai al contenuto")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    focused = page.evaluate("document.activeElement.closest('main') !== null")
    assert focused


def test_the_language_changes_in_place_by_keyboard(demo_site, page):
    page.goto(f"{demo_site}/programmi/coworking-tematico/")

    tab_to(page, page.locator(".languages summary"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="English"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Themed coworking")

    tab_to(page, page.locator(".languages summary"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Italiano", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Coworking tematico")


def test_the_languages_to_choose_from_are_readable(demo_site, page, faults):
    page.goto(f"{demo_site}/")

    page.locator(".languages summary").click()

    assert faults(page) == []


def test_a_problem_is_reported_by_keyboard(demo_site, page):
    page.goto(f"{demo_site}/accessibilita/")
    tab_to(page, page.get_by_role("link", name="Segnala un problema di accessibilità"))
    page.keyboard.press("Enter")

    tab_to(page, page.get_by_label("Che cosa è successo"))
    page.keyboard.type("Il menu non si apre con la barra spaziatrice.")
    # Whoever sends within three seconds is a program.
    page.wait_for_timeout(3200)
    tab_to(page, page.get_by_role("button", name="Invia la segnalazione"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Grazie")


def test_a_page_is_rated_by_keyboard(demo_site, page):
    page.goto(f"{demo_site}/accessibilita/")

    tab_to(page, page.locator("#rate-1"))
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#rate-4")).to_be_checked()
    liked = page.get_by_role("radio", name="Le indicazioni erano chiare")
    tab_to(page, liked)
    page.keyboard.press("Space")
    expect(liked).to_be_checked()
    tab_to(page, page.get_by_role("button", name="Invia il parere"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Grazie")


def test_blocks_are_opened_by_keyboard(demo_site, page):
    page.goto(demo_site + EVERY_BLOCK)
    accordion = page.locator("details.accordion-item").first

    tab_to(page, accordion.locator("summary"))
    page.keyboard.press("Enter")
    expect(accordion.locator(".accordion-body")).to_be_visible()

    page.goto(demo_site + EVERY_BLOCK)
    tab_to(page, page.locator(".gallery a").first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/media/.*\.webp$"))


@pytest.mark.parametrize(
    ("address", "block", "name"),
    [
        (EVERY_BLOCK, ".map", "Mostra qui la mappa"),
        (WITH_A_VIDEO_OF_ANOTHER_SITE, ".video", "Guarda qui"),
    ],
)
def test_what_other_sites_hold_comes_at_a_key_and_not_before(
    demo_site, page, address, block, name
):
    asked = []
    page.route("**/*", lambda route: asked.append(route.request.url) or route.abort())
    page.route(f"{demo_site}/**", lambda route: route.continue_())
    page.goto(demo_site + address)
    button = page.locator(block).get_by_role("button", name=name)

    tab_to(page, button)
    assert asked == []
    page.keyboard.press("Enter")

    expect(page.locator(f"{block} iframe")).to_be_focused()
    assert len(asked) == 1


def test_the_colours_and_letters_are_those_of_public_sites(demo_site, page):
    page.goto(demo_site)

    version = page.evaluate(
        "getComputedStyle(document.documentElement)"
        ".getPropertyValue('--bootstrap-italia-version')"
    )
    letters = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, p')]"
        ".map(element => getComputedStyle(element).fontFamily)"
    )

    assert version.strip("\" '").startswith("2.")
    assert all(family.startswith('"Titillium Web"') for family in letters)
