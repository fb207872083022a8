"""``{{ page.cost|euros }}``: an amount as the reader's language writes it."""

from __future__ import annotations

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext

register = template.Library()


@register.filter
def euros(amount: int) -> str:
    """Whole euros: 103.700 € in Italian, €103,700 in English."""
    return gettext("€%(amount)s") % {
        "amount": number_format(amount, decimal_pos=0, force_grouping=True)
    }
