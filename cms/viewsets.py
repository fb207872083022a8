"""Staff screens for the words around the pages, and for topics."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Footer, Header, Topic


class HeaderViewSet(SnippetViewSet):
    model = Header
    icon = "arrow-up-big"
    list_display = ["name", "locale"]


class FooterViewSet(SnippetViewSet):
    model = Footer
    icon = "arrow-down-big"
    list_display = ["name", "locale"]


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    list_display = ["name", "slug"]
    search_fields = ["name"]


class SiteWordsGroup(SnippetViewSetGroup):
    menu_label = _("Around the pages")
    menu_icon = "site"
    items = (HeaderViewSet, FooterViewSet, TopicViewSet)
