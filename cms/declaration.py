"""The accessibility declaration: published, and reviewed by 23 September of each year.

L. 4/2004, and AgID's guidelines on the accessibility of IT tools, § 4.2.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Site

from .models import SiteSettings

DEADLINE = (9, 23)


def is_out_of_date(reviewed_on: datetime.date | None, today: datetime.date) -> bool:
    """Whether the review that the last 23 September wanted was never made."""
    if reviewed_on is None:
        return True
    past = (today.month, today.day) > DEADLINE
    return reviewed_on.year < (today.year if past else today.year - 1)


class DeclarationPanel(Component):
    """On the admin's home, for as long as something is missing."""

    name = "declaration"
    template_name = "cms/declaration.html"
    order = 140

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        site = Site.objects.filter(is_default_site=True).first()
        settings = SiteSettings.for_site(site) if site else None
        if settings is None:
            return {}
        missing = not settings.declaration
        late = is_out_of_date(settings.declaration_reviewed_on, timezone.localdate())
        return {"site": site, "missing": missing, "late": late and not missing}


def warn(request: Any, panels: list[Component]) -> None:
    if request.user.has_perm("cms.change_sitesettings"):
        panels.append(DeclarationPanel())
