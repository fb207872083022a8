from .base import BasePage
from .mail import Mail
from .media import Document, Image, Rendition
from .news import NewsIndexPage, NewsPage, NewsTopic, Topic, TopicName
from .pages import HomePage, SectionPage, StandardPage
from .ratings import Rating
from .reports import Report
from .site import Footer, Header, SiteSettings
from .wording import Wording

__all__ = [
    "BasePage",
    "Document",
    "Footer",
    "Header",
    "HomePage",
    "Image",
    "Mail",
    "NewsIndexPage",
    "NewsPage",
    "NewsTopic",
    "Rating",
    "Rendition",
    "Report",
    "SectionPage",
    "SiteSettings",
    "StandardPage",
    "Topic",
    "TopicName",
    "Wording",
]
