"""The demonstration's survey, answered as people answer it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser

SURVEY = {
    "it": "/questionari/bisogni-e-risorse/",
    "en": "/en/surveys/needs-and-resources/",
}
BEGIN = {"it": "Rispondi al questionario", "en": "Answer the survey"}
GO_ON = {"it": "Continua", "en": "Go on"}
SEND = {"it": "Invia le risposte", "en": "Send the answers"}
THANKS = {"it": "Grazie", "en": "Thank you"}


def walk(page: Page, language: str, look: Callable[[Page], None]) -> None:
    """From the first section to the thanks; ``look`` is called on each page."""
    page.get_by_role("button", name=BEGIN[language]).click()
    look(page)
    page.get_by_role("button", name=GO_ON[language], exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    look(page)
    while "controlla" not in page.url:
        answer(page)
        before = page.url
        page.get_by_role("button", name=GO_ON[language], exact=True).click()
        page.wait_for_load_state()
        assert page.url != before or page.get_by_role("alert").count() == 0
        look(page)
    send(page, language)
    expect(page.get_by_role("heading", level=1)).to_contain_text(THANKS[language])
    look(page)


def answer(page: Page) -> None:
    """The first of each question's choices."""
    for group in page.locator("form.survey-form fieldset").all():
        choices = group.locator("input[type=radio], input[type=checkbox]")
        if choices.count() and not group.locator("input:checked").count():
            name = choices.first.get_attribute("id")
            page.locator(f'label[for="{name}"]').click()
    for place, select in enumerate(page.locator("form.survey-form select").all()[:3]):
        select.select_option(str(place + 1))


def send(page: Page, language: str) -> None:
    """A program would send at once; whoever reads first takes some seconds."""
    page.wait_for_timeout(3200)
    page.get_by_role("button", name=SEND[language]).click()


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_step_is_for_everybody(
    demo_site, window, faults, subtests, language, size
):
    page = window(size)

    def look(page: Page) -> None:
        with subtests.test(page.url):
            assert faults(page) == []
            assert page.evaluate(
                "document.documentElement.scrollWidth <= window.innerWidth"
            )

    page.goto(demo_site + SURVEY[language])
    walk(page, language, look)

    assert [cookie["name"] for cookie in page.context.cookies()] == ["risposta-inviata"]


def test_a_survey_is_answered_where_javascript_is_off(demo_site, phone_without_scripts):
    phone_without_scripts.goto(demo_site + SURVEY["it"])

    walk(phone_without_scripts, "it", lambda page: None)


def test_a_survey_is_answered_by_keyboard_alone(demo_site, page):
    page.goto(demo_site + SURVEY["it"])
    page.get_by_role("button", name=BEGIN["it"]).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/1/")
    page.get_by_label("Alla Piastra").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Altrove a Sondrio")).to_be_checked()

    reach(page, GO_ON["it"])
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Che cosa manca")


def reach(page: Page, button: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText").strip() == button:
            return
    raise AssertionError(f"Tab does not lead to {button}")


def test_answers_save_themselves(demo_site, page):
    page.goto(demo_site + SURVEY["it"])
    page.get_by_role("button", name=BEGIN["it"]).click()
    page.get_by_text("Fuori Sondrio").click()
    expect(page.get_by_role("status")).to_have_text("Salvato")

    page.reload()

    expect(page.get_by_label("Fuori Sondrio")).to_be_checked()


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_results_are_for_everybody(demo_site, window, faults, language, size):
    page = window(size)

    page.goto(f"{demo_site}{SURVEY[language]}risultati/")

    expect(page.locator("svg .part").first).to_be_attached()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
