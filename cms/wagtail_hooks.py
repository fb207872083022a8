from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .feedback.viewsets import ReadersGroup
from .viewsets import SiteWordsGroup

register_snippet(SiteWordsGroup)


@hooks.register("insert_global_admin_js")
def link_calendar_manners() -> str:
    return format_html('<script src="{}"></script>', static("cms/calendar.js"))


@hooks.register("register_admin_viewset")
def register_what_readers_tell() -> Any:
    return ReadersGroup()
