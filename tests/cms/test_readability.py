"""The Gulpease index, and the checklist beside the editor."""

import pytest
from django.urls import reverse

from cms import checklist
from cms.readability import gulpease, school

from .factories import ImageFactory, StandardPageFactory

EASY = "Il gatto dorme. Il sole scalda. Noi andiamo al mare. " * 4
HARD = (
    "Conformemente alle disposizioni regolamentari precedentemente richiamate "
    "l'amministrazione provvederà tempestivamente alla predisposizione della "
    "documentazione necessaria all'espletamento delle procedure amministrative "
    "concernenti l'affidamento."
)


@pytest.mark.parametrize(
    ("text", "score"),
    [
        # 40 words, 12 sentences, 164 letters
        (EASY, 100),
        # 10 letters in each of 20 words, one sentence: 89 + (300 - 2000) / 20
        ("abcdefghij " * 20, 4),
        # 5 letters in each of 20 words, two sentences: 89 + (600 - 1000) / 20
        ("Abcde " + "abcde " * 9 + ". " + "Abcde " + "abcde " * 9 + ".", 69),
        # a line ends a sentence
        ("abcde " * 10 + "\n" + "abcde " * 10, 69),
        # numbers and abbreviations end none: 89 + (300 - 930) / 22
        ("abcde " * 18 + "art. 9 3.500", 60),
        ("Troppo breve.", None),
        ("", None),
        ("\0 ... !!! \n\n", None),
    ],
)
def test_the_index_is_that_of_its_formula(text, score):
    assert gulpease(text) == score


def test_bureaucratese_is_hard():
    assert gulpease(HARD) < 40


@pytest.mark.parametrize(
    ("score", "after"),
    [
        (100, "elementary"),
        (80, "elementary"),
        (79, "middle"),
        (60, "middle"),
        (59, "high"),
        (40, "high"),
        (39, ""),
        (0, ""),
    ],
)
def test_a_score_is_told_by_the_school_after_which_it_is_easy(score, after):
    assert school(score) == after


@pytest.mark.parametrize(
    ("levels", "well"),
    [
        ([], None),
        ([2, 3, 4, 2], True),
        ([3], False),
        ([2, 4], False),
        ([2, 3, 2], True),
    ],
)
def test_headings_go_down_one_level_at_a_time(levels, well):
    assert checklist.headings(levels).well is well


@pytest.mark.parametrize(
    ("text", "well"),
    [
        ("clicca qui", False),
        ("Clicca qui.", False),
        ("qui", False),
        ("leggi di più", False),
        ("Read more", False),
        ("", False),
        ("il bando per le botteghe", True),
        ("Leggi il bando", True),
        ("<b>clicca</b> qui", False),
    ],
)
def test_links_say_where_they_lead(text, well):
    assert checklist.links([f'<p><a href="/x/">{text}</a></p>']).well is well


@pytest.mark.parametrize(("length", "well"), [(60, True), (61, False)])
def test_titles_fit_on_a_line_of_a_search_engine(length, well):
    assert checklist.title("x" * length).well is well


@pytest.mark.parametrize(("length", "well"), [(0, False), (160, True), (161, False)])
def test_introductions_are_there_and_short(length, well):
    assert checklist.introduced("x" * length).well is well


def test_pictures_say_what_they_show(home):
    spoken, mute = ImageFactory(), ImageFactory(alt_text="")

    assert checklist.pictures([]).well is None
    assert checklist.pictures([spoken]).well is True
    assert checklist.pictures([spoken, mute]).well is False


def test_the_checklist_stands_beside_the_editor(home, editor_client):
    page = StandardPageFactory(
        parent=home,
        body=[
            ("heading", {"text": "Dettaglio", "level": "4"}),
            ("text", f'<p>{HARD} <a href="https://example.org/">clicca qui</a></p>'),
        ],
    )

    text = editor_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text

    assert "Prima di pubblicare" in text
    assert "“clicca qui”" in text
    assert "Gulpease" in text
    assert "Un livello è saltato" in text


def test_other_languages_have_no_gulpease(home, english_home):
    names = [check.name for check in checklist.checks(english_home)]

    assert not any("Gulpease" in name for name in names)
    assert len(names) == 5
