"""Which questions are met, and which rules no editor may save."""

import pytest

from surveys import branching
from surveys.branching import faults, on_the_way, path
from surveys.building import definition_of
from surveys.definition import in_words_of, read, skeleton, write
from tests.surveys.factories import SECTIONS, key, question, rule, section


def survey(*sections):
    return definition_of(sections)


def asked(definition, answers):
    met = path(definition, {key(name): answer for name, answer in answers.items()})
    return [each.name for each in met.questions]


COLOURS = question("single", "colour", choices=["Red", "Green", "Blue"])


@pytest.mark.parametrize(
    ("how", "answers", "met"),
    [
        (rule("colour", "one_of", "Red"), {"colour": key("colour/Red")}, True),
        (rule("colour", "one_of", "red\nBLUE"), {"colour": key("colour/Blue")}, True),
        (rule("colour", "one_of", "Red"), {"colour": key("colour/Blue")}, False),
        (rule("colour", "one_of", "Red"), {}, False),
        (rule("colour", "none_of", "Red"), {"colour": key("colour/Blue")}, True),
        (rule("colour", "none_of", "Red"), {"colour": key("colour/Red")}, False),
        (rule("colour", "none_of", "Red"), {}, True),
        (rule("colour", "answered"), {"colour": key("colour/Red")}, True),
        (rule("colour", "answered"), {}, False),
        (rule("age", "at_least", "18"), {"age": "18"}, True),
        (rule("age", "at_least", "18"), {"age": "17.5"}, False),
        (rule("age", "at_most", "17"), {"age": "17"}, True),
        (rule("age", "at_most", "17"), {}, False),
        (rule("home", "one_of", "sì"), {"home": "yes"}, True),
        (
            rule("several", "one_of", "A"),
            {"several": [key("several/A"), "other"]},
            True,
        ),
        (rule("several", "one_of", "altro"), {"several": ["other"]}, True),
    ],
)
def test_a_rule_looks_at_an_earlier_answer(how, answers, met):
    definition = survey(
        section(
            "One",
            COLOURS,
            question("number", "age"),
            question("yes_no", "home"),
            question("several", "several", choices=["A", "B"], other=True),
        ),
        section("Two", question("date", "day"), rule=how),
    )

    assert list(faults(definition)) == []
    assert ("day" in asked(definition, answers)) is met


def test_an_answer_that_was_left_behind_no_longer_leads_anywhere():
    definition = survey(
        section(
            "One",
            COLOURS,
            question("yes_no", "home", rule=rule("colour", "one_of", "Red")),
            question("date", "day", rule=rule("home", "one_of", "sì")),
        )
    )
    answers = {"colour": key("colour/Blue"), "home": "yes", "day": "2026-01-01"}

    assert asked(definition, answers) == ["colour"]
    kept = on_the_way(definition, {key(name): each for name, each in answers.items()})
    assert kept == {key("colour"): key("colour/Blue")}


def test_a_section_without_questions_left_is_passed_over():
    definition = survey(
        section("One", COLOURS),
        section("Two", question("date", "day", rule=rule("colour", "one_of", "Red"))),
        section("Three", question("date", "end")),
    )

    met = path(definition, {key("colour"): key("colour/Blue")})

    assert [each.title for each in met.sections] == ["One", "Three"]


@pytest.mark.parametrize(
    ("how", "why"),
    [
        (rule("nobody", "answered"), branching.UNKNOWN),
        (rule("day", "answered"), branching.LATER),
        (rule("later", "answered"), branching.LATER),
        (rule("age", "one_of", "18"), branching.NOT_CHOICES),
        (rule("colour", "one_of", ""), branching.NO_CHOICES),
        (rule("colour", "one_of", "Pink"), branching.NO_SUCH_CHOICE),
        (rule("colour", "at_least", "3"), branching.NOT_A_NUMBER),
        (rule("age", "at_least", "many"), branching.NO_BOUND),
        (rule("stars", "at_least", "6"), branching.NEVER),
    ],
)
def test_a_rule_that_cannot_work_is_told(how, why):
    definition = survey(
        section(
            "One",
            COLOURS,
            question("number", "age"),
            question("rating", "stars", high=5),
            question("date", "day", rule=how),
            question("date", "later"),
        )
    )

    (fault,) = faults(definition)

    assert (fault.at, fault.why) == (key("day"), why)


@pytest.mark.parametrize(
    ("section_rule", "question_rule"),
    [
        (rule("colour", "one_of", "Red"), rule("colour", "one_of", "Blue")),
        (rule("colour", "one_of", "Red"), rule("colour", "none_of", "Red")),
        (rule("age", "at_least", "18"), rule("age", "at_most", "17")),
        (rule("colour", "one_of", "Red"), rule("minor", "answered")),
    ],
)
def test_a_question_that_nobody_can_reach_is_told(section_rule, question_rule):
    definition = survey(
        section(
            "One",
            COLOURS,
            question("number", "age"),
            question("yes_no", "minor", rule=rule("colour", "one_of", "Blue")),
        ),
        section("Two", question("date", "day", rule=question_rule), rule=section_rule),
    )

    assert [fault.why for fault in faults(definition)] == [branching.NEVER]


def test_one_of_two_choices_of_several_may_both_be_wanted():
    definition = survey(
        section("One", question("several", "likes", choices=["A", "B"])),
        section(
            "Two",
            question("date", "day", rule=rule("likes", "one_of", "A")),
            rule=rule("likes", "one_of", "B"),
        ),
    )

    assert list(faults(definition)) == []


def test_what_was_written_is_read_back():
    definition = definition_of(SECTIONS)

    assert read(write(definition)) == definition


def test_words_are_lent_by_key_and_the_rest_is_the_originals():
    original = survey(
        section("Uno", question("single", "q", "Chi?", choices=["A", "B"]))
    )
    english = survey(
        section("Uno", question("single", "q", "Who?", choices=["A", "B"]))
    )
    english_longer = survey(
        section(
            "Uno",
            question("single", "q", "Who?", choices=["A", "B", "C"], required=True),
            question("date", "new"),
        )
    )

    said = in_words_of(original, english_longer)

    assert said == in_words_of(original, english)
    assert [each.text for each in said.questions] == ["Who?"]
    assert skeleton(said) == skeleton(original)


def test_what_a_translation_lacks_is_said_as_in_the_original():
    original = survey(
        section("Uno", question("date", "q", "Quando?", help="Il giorno"))
    )

    said = in_words_of(original, survey())

    assert said == original


@pytest.mark.parametrize(
    "changed",
    [
        question("single", "q", "Chi?", choices=["A", "B", "C"]),
        question("single", "q", "Chi?", choices=["B", "A"]),
        question("several", "q", "Chi?", choices=["A", "B"]),
        question("single", "q", "Chi?", choices=["A", "B"], other=True),
        question("single", "q", "Chi?", choices=["A", "B"], required=True),
    ],
)
def test_whatever_gives_a_figure_its_meaning_is_in_the_skeleton(changed):
    one = survey(section("Uno", question("single", "q", "Chi?", choices=["A", "B"])))
    spelled = survey(
        section("Due", question("single", "q", "Chi è?", choices=["A", "B"]))
    )
    spelled_section = spelled.sections[0]

    assert skeleton(one) != skeleton(survey(section("Uno", changed)))
    assert (
        skeleton(one).get("sections")[0]["questions"]
        == skeleton(spelled)["sections"][0]["questions"]
    )
    assert spelled_section.title == "Due"
