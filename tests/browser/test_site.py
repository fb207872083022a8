"""The site as a person meets it: on a phone, at a desk, by keyboard, without scripts."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ADDRESSES = [
    "/",
    "/notizie/",
    "/notizie/?topic=ambiente",
    "/notizie/nuova-mappa-del-percorso-botanico/",
    "/notizie/botteghe-incontro-per-chi-vuole-aprire/",
    "/programmi/",
    "/programmi/coworking-tematico/",
    "/il-quartiere/",
    "/contatti/",
    "/cerca/",
    "/cerca/?q=alberi",
    "/cerca/?q=astronavi",
    "/nulla/",
    "/en/",
    "/en/news/",
    "/en/il-quartiere/",
    "/en/nulla/",
]


def test_nobody_is_left_out_and_nobody_is_followed(
    demo_site, page, phone, faults, subtests
):
    """No fault that axe can find, no request to another host, no cookie, no scroll
    to the side, and no error in the console."""
    for window in (page, phone):
        asked, errors = [], []
        window.on("request", lambda request, asked=asked: asked.append(request.url))
        window.on("pageerror", lambda error, errors=errors: errors.append(str(error)))
        for address in ADDRESSES:
            with subtests.test(address, width=window.viewport_size["width"]):
                window.goto(demo_site + address)

                assert faults(window) == []
                assert window.evaluate(
                    "document.documentElement.scrollWidth <= window.innerWidth"
                )
        assert [url for url in asked if not url.startswith(demo_site)] == []
        assert errors == []
        assert window.context.cookies() == []


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(demo_site, phone, faults):
    phone.goto(demo_site)
    opener = phone.get_by_role("button", name="Mostra il menu")
    menu = phone.get_by_role("link", name="Programmi", exact=True).first

    opener.focus()
    phone.keyboard.press("Enter")
    expect(menu).to_be_in_viewport()
    assert faults(phone) == []

    phone.keyboard.press("Escape")
    expect(menu).not_to_be_in_viewport()

    phone.keyboard.press("Enter")
    expect(menu).to_be_in_viewport()
    menu.press("Enter")
    expect(phone).to_have_url(re.compile("/programmi/$"))


def test_the_first_key_leads_past_the_header(demo_site, page):
    page.goto(demo_site)

    page.keyboard.press("Tab")
    expect(page.get_by_text("Vai al contenuto")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    focused = page.evaluate("document.activeElement.closest('main') !== null")
    assert focused


def test_the_language_changes_in_place(demo_site, page):
    page.goto(f"{demo_site}/programmi/coworking-tematico/")

    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Themed coworking")

    page.get_by_role("link", name="Italiano").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Coworking tematico")


def test_without_scripts_the_menu_stands_open_and_the_search_works(
    demo_site, phone_without_scripts
):
    phone = phone_without_scripts
    phone.goto(demo_site)

    expect(
        phone.get_by_role("link", name="Programmi", exact=True).first
    ).to_be_visible()
    expect(phone.get_by_role("button", name="Mostra il menu")).to_be_hidden()

    phone.get_by_role("link", name="Cerca nel sito").click()
    phone.get_by_label("Parole da cercare").fill("biciclette")
    phone.get_by_role("button", name="Cerca").click()
    expect(phone.get_by_role("status")).to_contain_text("trovat")


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
