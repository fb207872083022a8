"""One page of every type in every language of the demonstration, met as people meet
it: by axe's rules, at two widths, and valid by the W3C's own checker."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
import requests
from wagtail.models import get_page_models

from cms.models import BasePage
from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser

CHECKER = Path(os.environ.get("HTML_CHECKER", "var/tools/vnu.jar"))
SIZES = {"phone": PHONE, "desk": DESK}
TYPES = {model.__name__ for model in get_page_models() if issubclass(model, BasePage)}
# What no page of Wagtail's answers, in Italian and in English.
OTHERS = [
    prefix + address
    for prefix in ("/", "/en/")
    for address in (
        "cerca/",
        "cerca/?q=Piastra",
        "cerca/?q=xyzzy",
        "mappa/",
        "segnala/accessibilita/",
        "segnala/disservizio/",
        "valutazioni/",
        "nulla/",
    )
]
# A list that is narrowed, and a page that is not in the reader's language.
FURTHER = ["/notizie/?topic=ambiente", "/en/il-quartiere/"]
ARABIC = [
    "/ar/cerca/",
    "/ar/cerca/?q=الحي",
    "/ar/mappa/",
    "/ar/segnala/accessibilita/",
    "/ar/nulla/",
]


# What stands in Latin letters alone, and of which nothing says that it is no Arabic.
LATIN = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode.data.trim();
    const element = walker.currentNode.parentElement;
    if (/\\p{Script=Latin}/u.test(words) && !/\\p{Script=Arabic}/u.test(words)
        && element.closest("[lang]").lang === "ar" && element.checkVisibility())
      found.push(words);
  }
  return found;
}"""
NAMES = {"Qt Piastra", "Comune di Sondrio"}


@pytest.fixture(scope="session")
def addresses(demonstration) -> list[str]:
    """A page of every type in Italian and English and of what there is in the other
    languages; what is no page; Arabic, from right to left."""
    for language in ("it", "en"):
        found = {kind for kind, spoken in demonstration.pages if spoken == language}
        assert found == TYPES
    all_of_them = [*demonstration.pages.values(), *OTHERS, *FURTHER, *ARABIC]
    return list(dict.fromkeys(all_of_them))


@pytest.mark.parametrize("size", SIZES)
def test_a_page_of_every_type_is_for_everybody(
    demo_site, addresses, window, faults, subtests, size
):
    """Nothing that axe can find, nothing from another host, no cookie, no error in
    the console, no scroll to the side."""
    page = window(SIZES[size])
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    for address in addresses:
        with subtests.test(address):
            page.goto(demo_site + address)

            assert faults(page) == []
            assert page.evaluate(
                "document.documentElement.scrollWidth <= window.innerWidth"
            )

    assert [url for url in asked if not url.startswith(demo_site)] == []
    assert errors == []
    assert page.context.cookies() == []


def test_ten_key_pages_are_in_arabic_from_right_to_left(demonstration, page, subtests):
    arabic = [
        address
        for (_, language), address in demonstration.pages.items()
        if language == "ar"
    ]
    assert len(arabic) >= 10
    for address in arabic:
        with subtests.test(address):
            page.goto(demonstration.address + address)

            html = page.locator("html")
            assert html.get_attribute("lang") == "ar"
            assert html.get_attribute("dir") == "rtl"
            latin = {word for word in page.evaluate(LATIN) if "@" not in word}
            assert latin <= NAMES


def test_a_page_of_every_type_is_valid(demo_site, addresses, tmp_path):
    assert CHECKER.exists(), "make test-browser fetches the Nu HTML checker"
    names = {}
    for number, address in enumerate(addresses):
        answer = requests.get(demo_site + address, timeout=60)
        (tmp_path / f"{number}.html").write_text(answer.text)
        names[f"{number}.html"] = address

    messages = errors_of(tmp_path)

    assert [
        f"{names[Path(each['url']).name]}: {each['message']} {each.get('extract', '')}"
        for each in messages
    ] == []


def errors_of(folder: Path) -> list[dict]:
    """What the Nu HTML checker says of the files in ``folder``."""
    files = [str(file) for file in sorted(folder.iterdir())]
    command = ["java", "-jar", str(CHECKER.absolute()), "--errors-only"]
    done = subprocess.run(
        [*command, "--format", "json", *files],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    return json.loads(done.stderr)["messages"]
