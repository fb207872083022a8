"""``{% rating page %}``: the question of clarity at the foot of a page."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Page

from cms.feedback.forms import RatingForm
from cms.models.ratings import QUESTIONS, STARS

register = template.Library()


@register.inclusion_tag("components/rating.html")
def rating(page: Page, form: RatingForm | None = None) -> dict[str, Any]:
    """Without a form, as it stands on pages: nothing chosen, the same for all."""
    typed = form.typed if form else {}
    return {
        "rated_page": page,
        "form": form,
        "stars": STARS,
        "questions": QUESTIONS,
        "chosen_stars": typed.get("stars", ""),
        "chosen_answer": typed.get("answer", ""),
        "text": typed.get("text", ""),
    }
