from wagtail.snippets.models import register_snippet

from .viewsets import SiteWordsGroup

register_snippet(SiteWordsGroup)
