"""News for feed readers, and for the town's own site."""

from __future__ import annotations

import datetime
import mimetypes
from typing import TYPE_CHECKING, Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed

from .crops import look_ahead
from .lists import narrow, query_of

if TYPE_CHECKING:
    from .models import NewsIndexPage, NewsPage


# XML has no place for them; they come along with what is pasted.
UNWRITABLE = {code: None for code in range(32) if chr(code) not in "\t\n\r"}


def plain(text: str) -> str:
    return text.translate(UNWRITABLE)


class NewsFeed(Feed):
    """The twenty newest pieces of news of one language (RSS 2.0).

    ``?topic=`` leaves those of one topic, which must have some. Dates are the news'
    own day at midnight in the site's time zone.
    """

    feed_type = Rss201rev2Feed
    LIMIT = 20

    def get_object(self, request: HttpRequest, page: NewsIndexPage) -> NewsIndexPage:
        self.request = request
        self.language = page.locale.language_code
        self.news = page.listed()
        self.facets = page.facets(request, self.news)
        return page

    def title(self, page: NewsIndexPage) -> str:
        chosen = [str(facet.chosen.label) for facet in self.facets if facet.chosen]
        return plain(" · ".join([page.title, *chosen, page.get_site().site_name]))

    def link(self, page: NewsIndexPage) -> str:
        return page.get_url(self.request) + self.query

    def feed_url(self, page: NewsIndexPage) -> str:
        feed = page.reverse_subpage("feed")
        return page.get_url(self.request) + feed + self.query

    @property
    def query(self) -> str:
        query = query_of(self.facets).rstrip("&")
        return f"?{query}" if query else ""

    def description(self, page: NewsIndexPage) -> str:
        return plain(page.introduction)

    def items(self, page: NewsIndexPage) -> list[NewsPage]:
        listed = narrow(self.news, self.facets).select_related("image")
        news = list(listed[: self.LIMIT])
        look_ahead([item.image for item in news], "share")
        return news

    def item_title(self, item: NewsPage) -> str:
        return plain(item.title)

    def item_description(self, item: NewsPage) -> str:
        return plain(item.introduction)

    def item_link(self, item: NewsPage) -> str:
        return item.get_url(self.request)

    def item_guid(self, item: NewsPage) -> str:
        return item.get_full_url(self.request)

    def item_pubdate(self, item: NewsPage) -> datetime.datetime:
        midnight = datetime.datetime.combine(item.date, datetime.time())
        return timezone.make_aware(midnight)

    def item_updateddate(self, item: NewsPage) -> datetime.datetime | None:
        return item.last_published_at

    def item_enclosures(self, item: NewsPage) -> list[Any]:
        picture = item.share_picture
        if not picture:
            return []
        kind = mimetypes.guess_type(picture.file.name)[0] or "image/jpeg"
        address = self.request.build_absolute_uri(picture.url)
        return [Enclosure(address, str(picture.file.size), kind)]
