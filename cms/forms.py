"""What the editor's form of every page asks for on top of Wagtail's."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from . import rights
from .addresses import refuse_taken


class PageForm(WagtailAdminPageForm):
    """Refuses to publish or submit a page whose pictures may not be published; a
    draft may hold them."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        try:
            # A new page does not know yet under which one it will stand.
            refuse_taken(self.parent_page, cleaned.get("slug", ""))
        except ValidationError as error:
            self.add_error(None, error)
        return cleaned

    def _post_clean(self) -> None:
        # Only now the page holds what was typed.
        super()._post_clean()
        if not self.is_deferred_validation:
            for sentence in rights.objections(self.instance):
                self.add_error(None, sentence)
