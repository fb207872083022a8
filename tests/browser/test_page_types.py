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

pytestmark = pytest.mark.browser

CHECKER = Path(os.environ.get("HTML_CHECKER", "var/tools/vnu.jar"))
WIDTHS = (360, 1440)
# What no page of Wagtail's answers: search, and readers who are lost.
OTHERS = ("/cerca/", "/cerca/?q=alberi", "/en/cerca/?q=trees", "/nulla/", "/en/nulla/")
TYPES = [model for model in get_page_models() if issubclass(model, BasePage)]


def test_a_page_of_every_type_is_for_everybody(demo_site, browser, faults, subtests):
    """Nothing that axe can find, nothing from another host, no cookie, no error in
    the console, no scroll to the side."""
    pages = fullest_pages()
    assert {model.__name__ for model in TYPES} - {name[0] for name in pages} == set()

    context = browser.new_context(locale="it", reduced_motion="reduce")
    window = context.new_page()
    asked, errors = [], []
    window.on("request", lambda request: asked.append(request.url))
    window.on("pageerror", lambda error: errors.append(str(error)))
    for address in [*pages.values(), *OTHERS]:
        window.goto(demo_site + address)
        for width in WIDTHS:
            with subtests.test(address, width=width):
                window.set_viewport_size({"width": width, "height": 900})

                assert faults(window) == []
                assert window.evaluate(
                    "document.documentElement.scrollWidth <= window.innerWidth"
                )

    assert [url for url in asked if not url.startswith(demo_site)] == []
    assert errors == []
    assert context.cookies() == []
    context.close()


def test_a_page_of_every_type_is_valid(demo_site, tmp_path):
    assert CHECKER.exists(), "make test-browser fetches the Nu HTML checker"
    names = {}
    for number, address in enumerate([*fullest_pages().values(), *OTHERS]):
        answer = requests.get(demo_site + address, timeout=60)
        (tmp_path / f"{number}.html").write_text(answer.text)
        names[f"{number}.html"] = address

    messages = errors_of(tmp_path)

    assert [
        f"{names[Path(each['url']).name]}: {each['message']} {each.get('extract', '')}"
        for each in messages
    ] == []


def fullest_pages() -> dict[tuple[str, str], str]:
    """The address of the page with most in it, by type and language."""
    found: dict[tuple[str, str], BasePage] = {}
    for model in TYPES:
        for page in model.objects.live().public().select_related("locale"):
            name = (model.__name__, page.locale.language_code)
            if name not in found or len(page.body) > len(found[name].body):
                found[name] = page
    return {name: page.relative_url(None) for name, page in found.items()}


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
