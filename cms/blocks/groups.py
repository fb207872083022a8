"""The headings under which the chooser shows the blocks to editors."""

from django.utils.translation import gettext_lazy as _

WORDS = _("Words")
PICTURES = _("Pictures, videos and maps")
FACTS = _("Facts and figures")
PAGES = _("Pages, files and links")
