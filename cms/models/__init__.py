from .base import BasePage
from .mail import Mail
from .media import Document, Image, Rendition
from .news import NewsIndexPage, NewsPage, NewsTopic, Topic, TopicName
from .pages import HomePage, SectionPage, StandardPage
from .ratings import Rating
from .reports import Report
from .service import (
    AccessibilityPage,
    ContactsPage,
    FaqPage,
    LegalNotesPage,
    PrivacyPage,
)
from .site import Footer, Header, SiteSettings
from .wording import Wording

__all__ = [
    "AccessibilityPage",
    "BasePage",
    "ContactsPage",
    "Document",
    "FaqPage",
    "Footer",
    "Header",
    "HomePage",
    "Image",
    "LegalNotesPage",
    "Mail",
    "NewsIndexPage",
    "NewsPage",
    "NewsTopic",
    "PrivacyPage",
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
