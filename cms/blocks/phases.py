"""Where a phase of a project stands, in the same words wherever it is told."""

from django.utils.translation import pgettext_lazy

DONE, DOING, TO_COME = "done", "doing", "to_come"
STATES = {
    DONE: pgettext_lazy("phase", "Done"),
    DOING: pgettext_lazy("phase", "Under way"),
    TO_COME: pgettext_lazy("phase", "To come"),
}
