"""Facts in rows: figures, and the phases of a project."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .groups import FACTS
from .phases import DOING, DONE, STATES, TO_COME
from .rich_text import LINE_FEATURES, PassageBlock


class FigureBlock(blocks.StructBlock):
    number = blocks.CharBlock(label=_("Number"), max_length=30)
    label = blocks.CharBlock(label=_("What it counts"), max_length=100)


class FiguresBlock(blocks.StructBlock):
    figures = blocks.ListBlock(FigureBlock(), min_num=1, max_num=4, label=_("Figures"))

    class Meta:
        icon = "order"
        label = _("Figures")
        group = FACTS
        description = _("Up to four numbers that tell the matter at a glance.")
        template = "cms/blocks/figures.html"
        preview_value = {
            "figures": [
                {"number": "295", "label": "alberi"},
                {"number": "60", "label": "specie"},
            ]
        }


class PhaseValue(blocks.StructValue):
    @property
    def state_name(self) -> str:
        return str(STATES[self["state"]])


class PhaseBlock(blocks.StructBlock):
    when = blocks.CharBlock(
        label=_("When"),
        max_length=60,
        help_text=_("In words, such as “spring 2027”."),
    )
    title = blocks.CharBlock(label=_("Title"), max_length=100)
    state = blocks.ChoiceBlock(
        list(STATES.items()),
        default=TO_COME,
        label=_("State"),
    )
    text = PassageBlock(label=_("Text"), required=False, features=LINE_FEATURES)

    class Meta:
        icon = "history"
        label = _("Phase")
        value_class = PhaseValue


class TimelineBlock(blocks.StructBlock):
    phases = blocks.ListBlock(PhaseBlock(), min_num=2, label=_("Phases"))

    class Meta:
        icon = "history"
        label = _("Timeline")
        group = FACTS
        description = _("The phases of a project: done, under way, to come.")
        template = "cms/blocks/timeline.html"
        preview_value = {
            "phases": [
                {
                    "when": "Primavera",
                    "title": "Si ascolta il quartiere",
                    "state": DONE,
                    "text": "<p>Sei incontri, uno per caseggiato.</p>",
                },
                {
                    "when": "Estate",
                    "title": "Si lavora in cortile",
                    "state": DOING,
                    "text": "",
                },
                {"when": "Autunno", "title": "Si apre", "state": TO_COME, "text": ""},
            ]
        }
