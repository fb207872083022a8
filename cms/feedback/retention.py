"""What readers tell us, and how long it is kept."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms.models import Rating, Report
from cms.retention import Kept, register

register(
    Kept(
        name="reports",
        what=_(
            "Reports of readers: what they wrote and, if they gave it, their e-mail"
        ),
        why=_("to put right what was reported, and to answer"),
        months=settings.REPORTS_KEPT_MONTHS,
        erase=Report.objects.erase_before,
    )
)

register(
    Kept(
        name="ratings",
        what=_("What readers add to the stars they give a page, without a name"),
        why=_("to make the page clearer"),
        months=settings.RATINGS_KEPT_MONTHS,
        erase=Rating.objects.erase_before,
    )
)
