"""What a page weighs on its way to a reader, and whether its pictures fit."""

from __future__ import annotations

import pytest
import requests
from playwright.sync_api import Request

from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser

# Bytes on the wire, as WhiteNoise compresses them with gzip.
MOST = {"stylesheet": 100_000, "script": 60_000}
# A phone has two pixels where a style sheet counts one, at least.
SIZES = {"phone": (PHONE, 2), "desk": (DESK, 1)}
# How much wider than it is shown a picture may be: a step of its srcset.
STEP = 1.25

# Of each picture: its file, the file's own width, the width at which all of it would
# be shown (object-fit cuts a part away), and what the markup says.
PICTURES = """async () => {
  const seen = [];
  for (const image of document.images) {
    const lazy = image.loading;
    image.loading = "eager";
    await image.decode();
    const file = new Image();
    file.src = image.currentSrc;
    await file.decode();
    const box = image.getBoundingClientRect();
    seen.push({
      file: image.currentSrc,
      width: file.naturalWidth,
      shown: Math.max(box.width, box.height * file.naturalWidth / file.naturalHeight),
      sized: image.hasAttribute("width") && image.hasAttribute("height"),
      lazy: lazy === "lazy",
      first: image.fetchPriority === "high" || image.closest(".brand-mark") !== null,
    });
  }
  return seen;
}"""


@pytest.fixture
def italian(demonstration) -> dict[str, str]:
    """The address of a page of every type."""
    return {
        kind: demonstration.address + address
        for (kind, language), address in demonstration.pages.items()
        if language == "it"
    }


def test_style_sheets_and_scripts_stay_small(italian, window, subtests):
    """With gzip, which is more than what browsers get that know Brotli."""
    page = window()
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    sizes: dict[str, int] = {}
    for kind, address in italian.items():
        asked.clear()
        page.goto(address)
        for resource, most in MOST.items():
            urls = {each.url for each in asked if each.resource_type == resource}
            for url in urls - sizes.keys():
                sizes[url] = compressed(url)
            with subtests.test(kind, resource=resource):
                assert urls
                assert sum(sizes[url] for url in urls) <= most


@pytest.mark.parametrize("size", SIZES)
def test_pictures_are_sized_modern_and_no_wider_than_shown(
    italian, window, subtests, size
):
    viewport, density = SIZES[size]
    for kind, address in italian.items():
        # A browser that has a wider file at hand takes that: so each page a new one.
        page = window(viewport, device_scale_factor=density)
        page.goto(address)
        pictures = page.evaluate(PICTURES)
        with subtests.test(kind):
            assert [each["file"] for each in pictures if not each["sized"]] == []
            assert [
                each["file"]
                for each in pictures
                if not each["lazy"] and not each["first"]
            ] == []
            drawn = [each for each in pictures if not each["file"].endswith(".svg")]
            assert {each["file"].rpartition(".")[2] for each in drawn} <= {"webp"}
            assert [
                (each["file"], each["width"], each["shown"])
                for each in drawn
                if each["width"] > each["shown"] * density * STEP
            ] == []
        page.close()


def compressed(url: str) -> int:
    answer = requests.get(
        url, headers={"Accept-Encoding": "gzip"}, stream=True, timeout=60
    )
    assert answer.headers["Content-Encoding"] == "gzip"
    return len(answer.raw.read())
