"""The team's screens of what readers say."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from .clarity import ClarityViewSet
from .ratings import RatingViewSet
from .reports import ReportViewSet


class ReadersGroup(ModelViewSetGroup):
    menu_label = _("From readers")
    menu_icon = "group"
    menu_order = 260
    items = (ReportViewSet, ClarityViewSet, RatingViewSet)
