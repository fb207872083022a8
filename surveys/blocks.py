"""What editors build a survey of: sections, questions, rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from cms.blocks.refusing import Fault, refuse

from .definition import Kind, Test

CHOICES = _("With choices")
NUMBERS = _("Numbers and dates")
WORDS = _("In words")

TESTS = {
    Test.ONE_OF: _("is one of"),
    Test.NONE_OF: _("is none of"),
    Test.AT_LEAST: _("is at least"),
    Test.AT_MOST: _("is at most"),
    Test.ANSWERED: _("was answered"),
}
LONGEST_SCALE = 11


def short_name(label: Any, help_text: Any) -> blocks.RegexBlock:
    """By which rules call a question. No text block: it is not translated."""
    return blocks.RegexBlock(
        regex=r"\A[a-z][a-z0-9-]*\Z",
        label=label,
        required=False,
        default="",
        max_length=30,
        help_text=help_text,
        error_messages={
            "invalid": _(
                "Short names have small letters, digits and hyphens, a letter first."
            )
        },
    )


class RuleBlock(blocks.StructBlock):
    """Empty: shown to everybody."""

    question = short_name(
        _("Only if the question"),
        help_text=_("The short name of an earlier question. Empty: always shown."),
    )
    test = blocks.ChoiceBlock(
        [(test.value, words) for test, words in TESTS.items()],
        default=Test.ONE_OF.value,
        label=_("and its answer"),
    )
    values = blocks.TextBlock(
        label=_("Answers"),
        required=False,
        default="",
        rows=2,
        help_text=_(
            "The choices, as they are written there, each on a line of its own; "
            "or a whole number."
        ),
    )

    class Meta:
        icon = "arrow-right"
        label = _("Rule")
        collapsed = True


class QuestionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Question"), max_length=300)
    name = short_name(
        _("Short name"),
        help_text=_("One word, such as: age. Only rules and files of results show it."),
    )
    help = blocks.TextBlock(
        label=_("Help"), required=False, default="", rows=2, max_length=500
    )
    required = blocks.BooleanBlock(label=_("An answer is needed"), required=False)
    image = ImageBlock(label=_("Image"), required=False)
    public = blocks.BooleanBlock(
        label=_("Its results are public"),
        required=False,
        default=True,
        help_text=_("When those of the survey are."),
    )
    rule = RuleBlock(label=_("When it is asked"), required=False)

    class Meta:
        icon = "help"


def choices(label: Any, least: int = 2) -> blocks.ListBlock:
    return blocks.ListBlock(
        blocks.CharBlock(label=_("Choice"), max_length=200),
        label=label,
        min_num=least,
        max_num=50,
    )


def other() -> blocks.BooleanBlock:
    return blocks.BooleanBlock(
        label=_("“Other”, with words of one's own"), required=False
    )


def number(label: Any, **kwargs: Any) -> blocks.IntegerBlock:
    return blocks.IntegerBlock(label=label, required=False, **kwargs)


class SingleBlock(QuestionBlock):
    choices = choices(_("Choices"))
    other = other()

    class Meta:
        icon = "circle-check"
        group = CHOICES
        label = _("One choice")
        description = _("One of several choices.")


class SeveralBlock(QuestionBlock):
    choices = choices(_("Choices"))
    other = other()
    least = number(_("At least"), min_value=1)
    most = number(_("At most"), min_value=1)

    class Meta:
        icon = "list-ul"
        group = CHOICES
        label = _("Several choices")
        description = _("As many choices as one likes, or within bounds.")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        refuse(wrong_bounds(cleaned))
        return cleaned


def wrong_bounds(question: Any) -> Iterator[Fault]:
    least, most = question["least"], question["most"]
    offered = len(question["choices"]) + bool(question["other"])
    if least and most and most < least:
        yield "most", _("This is less than the least.")
    if least and least > offered:
        yield "least", _("There are not so many choices.")


class YesNoBlock(QuestionBlock):
    class Meta:
        icon = "check"
        group = CHOICES
        label = _("Yes or no")
        description = _("A question that yes or no answers.")


class RankingBlock(QuestionBlock):
    choices = choices(_("Choices"))
    most = number(_("How many places"), min_value=1)

    class Meta:
        icon = "order"
        group = CHOICES
        label = _("Ranking")
        description = _("Choices to put in order, all or only the first ones.")


class MatrixBlock(QuestionBlock):
    rows = choices(_("Lines"), least=1)
    choices = choices(_("Columns"))

    class Meta:
        icon = "table"
        group = CHOICES
        label = _("Table")
        description = _("The same choices for each of several lines.")


class SteppedBlock(QuestionBlock):
    low_words = blocks.CharBlock(
        label=_("What the lowest means"), required=False, default="", max_length=60
    )
    high_words = blocks.CharBlock(
        label=_("What the highest means"), required=False, default="", max_length=60
    )


class ScaleBlock(SteppedBlock):
    low = blocks.IntegerBlock(label=_("From"), default=1, min_value=-10, max_value=10)
    high = blocks.IntegerBlock(label=_("To"), default=5, min_value=-10, max_value=10)

    class Meta:
        icon = "minus"
        group = NUMBERS
        label = _("Scale")
        description = _("A number between two ends, such as 1 to 5.")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        refuse(wrong_scale(cleaned))
        return cleaned


def wrong_scale(question: Any) -> Iterator[Fault]:
    low, high = question["low"], question["high"]
    if high <= low:
        yield "high", _("The end must be greater than the beginning.")
    elif high - low >= LONGEST_SCALE:
        yield "high", _("At most eleven steps: more do not fit on a phone.")


class RatingBlock(SteppedBlock):
    high = blocks.IntegerBlock(
        label=_("Stars"), default=5, min_value=3, max_value=LONGEST_SCALE - 1
    )

    class Meta:
        icon = "pick"
        group = NUMBERS
        label = _("Rating")
        description = _("Stars, from one to as many as you say.")


class NumberBlock(QuestionBlock):
    low = number(_("Not less than"))
    high = number(_("Not more than"))
    decimals = blocks.IntegerBlock(
        label=_("Digits after the comma"), default=0, min_value=0, max_value=4
    )

    class Meta:
        icon = "placeholder"
        group = NUMBERS
        label = _("Number")
        description = _("Any number, or one within bounds.")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        low, high = cleaned["low"], cleaned["high"]
        if low is not None and high is not None and high < low:
            refuse([("high", _("This is less than the least."))])
        return cleaned


class DateBlock(QuestionBlock):
    class Meta:
        icon = "date"
        group = NUMBERS
        label = _("Date")
        description = _("A day.")


class ShortTextBlock(QuestionBlock):
    class Meta:
        icon = "pilcrow"
        group = WORDS
        label = _("Short text")
        description = _("A few words, on one line.")


class LongTextBlock(QuestionBlock):
    class Meta:
        icon = "doc-full"
        group = WORDS
        label = _("Long text")
        description = _("As many words as one likes, up to 2,000 characters.")


QUESTIONS = {
    Kind.SINGLE: SingleBlock,
    Kind.SEVERAL: SeveralBlock,
    Kind.YES_NO: YesNoBlock,
    Kind.RANKING: RankingBlock,
    Kind.MATRIX: MatrixBlock,
    Kind.SCALE: ScaleBlock,
    Kind.RATING: RatingBlock,
    Kind.NUMBER: NumberBlock,
    Kind.DATE: DateBlock,
    Kind.SHORT_TEXT: ShortTextBlock,
    Kind.LONG_TEXT: LongTextBlock,
}


class SectionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    introduction = blocks.TextBlock(
        label=_("Introduction"), required=False, default="", rows=2, max_length=1000
    )
    rule = RuleBlock(label=_("When it is shown"), required=False)
    questions = blocks.StreamBlock(
        [(kind.value, block()) for kind, block in QUESTIONS.items()],
        label=_("Questions"),
        min_num=1,
        max_num=40,
    )

    class Meta:
        icon = "form"
        label = _("Section")
        description = _("Questions that stand on one page.")


class DecisionBlock(blocks.StructBlock):
    """One thing that was said, and what came of it."""

    said = blocks.CharBlock(label=_("You said"), max_length=300)
    did = blocks.TextBlock(label=_("We did"), max_length=1000, rows=3)
    page = blocks.PageChooserBlock(label=_("The page that tells it"), required=False)

    class Meta:
        icon = "success"
        label = _("Decision")
