from .amendment import Amendment
from .approval import PostApproval
from .campaign import Campaign, CampaignTag
from .channel import Channel
from .delivery import Attempt, Delivery, Hold, State
from .post import Post, PostImage, Variant
from .settings import PostSettings
from .share import PageShare
from .sighting import Sighting
from .stop import Release, Stop

__all__ = [
    "Amendment",
    "Attempt",
    "Campaign",
    "CampaignTag",
    "Channel",
    "Delivery",
    "Hold",
    "PageShare",
    "Post",
    "PostApproval",
    "PostImage",
    "PostSettings",
    "Release",
    "Sighting",
    "State",
    "Stop",
    "Variant",
]
