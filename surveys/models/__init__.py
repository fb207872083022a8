from .codes import Code, CodeBatch, Redemption
from .erasures import Erasure
from .packs import Pack
from .pages import SurveyPage, SurveysPage, sources
from .responses import Answer, Draft, Receipt, Response, Text
from .snapshots import PublishedTwoWay, Snapshot
from .survey import Access, Item, Publication, State, Survey, SurveyVersion

__all__ = [
    "Access",
    "Answer",
    "Code",
    "CodeBatch",
    "Draft",
    "Erasure",
    "Item",
    "Pack",
    "Publication",
    "PublishedTwoWay",
    "Receipt",
    "Redemption",
    "Response",
    "Snapshot",
    "State",
    "Survey",
    "SurveyPage",
    "SurveyVersion",
    "SurveysPage",
    "Text",
    "sources",
]
