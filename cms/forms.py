"""What the editor's form of every page asks for on top of Wagtail's."""

from __future__ import annotations

from wagtail.admin.forms import WagtailAdminPageForm

from . import rights


class PageForm(WagtailAdminPageForm):
    """Refuses to publish or submit a page whose pictures may not be published; a
    draft may hold them."""

    def _post_clean(self) -> None:
        # Only now the page holds what was typed.
        super()._post_clean()
        if not self.is_deferred_validation:
            for sentence in rights.objections(self.instance):
                self.add_error(None, sentence)
