"""The site where JavaScript is off: everything read, every form used, on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_site import EVERY_BLOCK, WITH_A_VIDEO_OF_ANOTHER_SITE

pytestmark = pytest.mark.browser

# Words that stand in the page and that nothing shows. What a reader opens (details,
# the questions that the stars ask), or a finger needs (.geo), is not among them.
HIDDEN = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim()) continue;
    if (element.closest("script, noscript, svg, details, select, .follow-up, .form-trap, "
      + ".geo, .d-none, .close-div, progress, video")) continue;
    if (!element.checkVisibility({opacityProperty: true, visibilityProperty: true}))
      found.push(walker.currentNode.data.trim());
  }
  return found;
}"""


@pytest.fixture
def phone(phone_without_scripts):
    return phone_without_scripts


def test_everything_can_be_read(demonstration, phone, subtests):
    for (kind, language), address in demonstration.pages.items():
        if language in ("it", "ar"):
            with subtests.test(kind, language=language):
                phone.goto(demonstration.address + address)

                assert phone.evaluate(HIDDEN) == []
                assert phone.evaluate(
                    "document.documentElement.scrollWidth <= window.innerWidth"
                )


def test_the_menu_stands_open_and_the_search_works(demo_site, phone):
    phone.goto(demo_site)

    expect(
        phone.get_by_role("link", name="Programmi", exact=True).first
    ).to_be_visible()
    expect(phone.get_by_role("button", name="Mostra il menu")).to_be_hidden()

    phone.get_by_role("link", name="Cerca nel sito").click()
    phone.get_by_label("Parole da cercare").fill("biciclette")
    phone.get_by_role("button", name="Cerca").click()
    expect(phone.get_by_role("status")).to_contain_text("trovat")


def test_the_language_changes(demo_site, phone):
    phone.goto(f"{demo_site}/contatti/")

    phone.locator(".languages summary").click()
    phone.get_by_role("link", name="العربيّة").click()

    expect(phone).to_have_url(re.compile("/ar/contatti/$"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("معلومات الاتصال")


def test_a_problem_is_reported_and_nothing_typed_is_lost(demo_site, phone):
    phone.goto(f"{demo_site}/segnala/accessibilita/")
    phone.get_by_label("Che cosa è successo").fill("Il contrasto è basso.")
    phone.get_by_role("button", name="Invia la segnalazione").click()
    # It was sent too quickly for a person.
    expect(phone.get_by_label("Che cosa è successo")).to_have_value(
        "Il contrasto è basso."
    )

    phone.wait_for_timeout(3200)
    phone.get_by_role("button", name="Invia la segnalazione").click()

    expect(phone.get_by_role("heading", level=1)).to_contain_text("Grazie")


def test_a_page_is_rated(demo_site, phone):
    phone.goto(f"{demo_site}/privacy/")

    phone.locator("label[for=rate-2]").click()
    phone.get_by_text("Ho avuto problemi tecnici", exact=True).click()
    phone.get_by_label("Vuoi aggiungere altri dettagli?").fill("Il PDF non si apre.")
    phone.get_by_role("button", name="Invia il parere").click()

    expect(phone.get_by_role("heading", level=1)).to_contain_text("Grazie")
    assert phone.context.cookies() == []


def test_lists_are_narrowed(demo_site, phone):
    phone.goto(f"{demo_site}/associazioni/")
    everybody = phone.locator(".cards > li").count()

    phone.locator("select[name=topic]").select_option("scuola")
    phone.get_by_role("button", name="Mostra", exact=True).click()

    assert 0 < phone.locator(".cards > li").count() < everybody

    phone.goto(f"{demo_site}/notizie/")
    phone.get_by_role("link", name=re.compile("^Ambiente")).click()
    expect(phone).to_have_url(re.compile(r"\?topic=ambiente$"))


def test_blocks_open_and_lead_on(demo_site, phone):
    phone.goto(demo_site + EVERY_BLOCK)
    accordion = phone.locator("details.accordion-item").first

    accordion.locator("summary").click()
    expect(accordion.locator(".accordion-body")).to_be_visible()

    expect(phone.locator(".map .embed a")).to_have_attribute(
        "href", re.compile(r"^https://www.openstreetmap.org/")
    )
    notice = phone.locator(".map .embed-notice").inner_text()
    assert "Il collegamento apre il sito di OpenStreetMap" in notice

    phone.locator(".gallery a").first.click()
    expect(phone).to_have_url(re.compile(r"/media/.*\.webp$"))

    phone.goto(demo_site + WITH_A_VIDEO_OF_ANOTHER_SITE)
    expect(phone.locator(".video .embed a")).to_have_attribute(
        "href", re.compile("^https://www.youtube.com/|^https://vimeo.com/")
    )
