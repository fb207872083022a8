"""What a page says of itself to whoever links to it."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from cms import structured_data as structured
from cms.models import BasePage

register = template.Library()


@register.simple_tag(takes_context=True)
def structured_data(context: Context, page: BasePage) -> SafeString:
    return structured.block(page, context["frame"])
