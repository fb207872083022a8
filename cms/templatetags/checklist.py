"""``{% checklist page as checks %}``: what to look at before publishing."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Page

from cms.checklist import Check, checks

register = template.Library()


@register.simple_tag
def checklist(page: Any) -> list[Check]:
    """Of a page that was saved; of anything else, none."""
    return checks(page) if isinstance(page, Page) and page.pk else []
