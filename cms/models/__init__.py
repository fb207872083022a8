from .associations import AssociationPage, AssociationsPage, AssociationTopic
from .base import BasePage
from .mail import Mail
from .media import Document, Image, Rendition
from .news import NewsIndexPage, NewsPage, NewsTopic
from .pages import HomePage, SectionPage, StandardPage
from .places import PlacePage, PlacesPage
from .programmes import PartOfProgramme, ProgrammePage
from .ratings import Rating
from .reads import PageReads, Referrals
from .reports import Report
from .service import (
    AccessibilityPage,
    ContactsPage,
    FaqPage,
    LegalNotesPage,
    PrivacyPage,
)
from .site import Footer, Header, SiteSettings
from .statistics import StatisticsPage
from .topics import Topic, TopicName
from .wording import Wording
from .works import WorkPage, WorksPage

__all__ = [
    "AccessibilityPage",
    "AssociationPage",
    "AssociationTopic",
    "AssociationsPage",
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
    "PageReads",
    "PartOfProgramme",
    "PlacePage",
    "PlacesPage",
    "PrivacyPage",
    "ProgrammePage",
    "Rating",
    "Referrals",
    "Rendition",
    "Report",
    "SectionPage",
    "SiteSettings",
    "StandardPage",
    "StatisticsPage",
    "Topic",
    "TopicName",
    "Wording",
    "WorkPage",
    "WorksPage",
]
