"""Left and right exchanged where that is certain, and nothing else touched."""

from pathlib import Path

import pytest
import tinycss2
from django.conf import settings
from django.contrib.staticfiles import finders

from cms.right_to_left import mirrored
from cms.static_files import SheetFinder


@pytest.mark.parametrize(
    ("rule", "other"),
    [
        ("margin-left:1px", "margin-right:1px"),
        ("border-top-right-radius:2px", "border-top-left-radius:2px"),
        ("float:left", "float:right"),
        ("text-align:right!important", "text-align:left!important"),
        ("padding:1px 2px 3px 4px", "padding:1px 4px 3px 2px"),
        ("padding:1px 2px 3px", "padding:1px 2px 3px"),
        (
            "border-color:red blue red transparent",
            "border-color:red transparent red blue",
        ),
        ("border-radius:1px 2px 3px 4px", "border-radius:2px 1px 4px 3px"),
        ("border-radius:1px 2px 3px", "border-radius:2px 1px 2px 3px"),
        ("border-radius:1px 2px", "border-radius:2px 1px 2px 1px"),
        ("border-radius:50%", "border-radius:50%"),
        ("transform:translateX(-100%)", "transform:translateX(100%)"),
        (
            "transform:translate(4px,9px) scale(2)",
            "transform:translate(-4px,9px) scale(2)",
        ),
        ("transform:rotate(45deg)", "transform:rotate(-45deg)"),
        ("transform:translateY(2px)", "transform:translateY(2px)"),
        ("transform-origin:0 0", "transform-origin:100% 0"),
        ("transform-origin:20% top", "transform-origin:80% top"),
        (
            "background-position:right 1rem center",
            "background-position:left 1rem center",
        ),
        ("background-position:20px 12px", "background-position:right 20px top 12px"),
        ("transition:left .3s,top 1s", "transition:right .3s,top 1s"),
        ("--bs-side:left", "--bs-side:left"),
        ('content:"left"', 'content:"left"'),
        ("background:url(left.png)", "background:url(left.png)"),
        ("animation:fadeleft 1s", "animation:fadeleft 1s"),
    ],
)
def test_what_is_mirrored(rule, other):
    assert mirrored(f".a>b{{{rule}}}").endswith(f".a>b{{{other}}}")


def test_rules_within_rules_are_mirrored_too():
    sheet = "@media (min-width:1px){.a{left:0}}@keyframes k{from{right:1px}}"

    assert "{.a{right:0}}" in mirrored(sheet)
    assert "from{left:1px}" in mirrored(sheet)


def test_of_the_design_system_only_the_player_of_videos_is_left_out():
    before = Path(finders.find(SheetFinder.SOURCE)).read_text(encoding="utf-8-sig")
    after = Path(finders.find(SheetFinder.LEFT_TO_RIGHT)).read_text()

    def selectors(text):
        rules = tinycss2.parse_stylesheet(text, skip_comments=True)
        return {
            tinycss2.serialize(rule.prelude)
            for rule in rules
            if rule.type == "qualified-rule"
        }

    left_out = selectors(before) - selectors(after)
    assert left_out
    assert all(".vjs-" in each or ".video-js" in each for each in left_out)
    assert "data:application/font" not in after


def test_the_sheet_of_the_design_system_keeps_all_its_rules():
    sheet = finders.find(SheetFinder.LEFT_TO_RIGHT)
    other = finders.find(SheetFinder.RIGHT_TO_LEFT)

    def selectors(path):
        text = Path(path).read_text(encoding="utf-8-sig")
        rules = tinycss2.parse_stylesheet(text, skip_comments=True)
        return [
            tinycss2.serialize(rule.prelude).replace("/**/", "")
            for rule in rules
            if rule.type == "qualified-rule"
        ]

    assert other.startswith(str(settings.VAR_DIR))
    assert selectors(other) == selectors(sheet)
    assert len(selectors(other)) > 3500
