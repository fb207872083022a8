from __future__ import annotations

from campaigns.networks.facebook import Facebook
from simulator.accounts import PAGES

from .contract import RemoteContract


class TestFacebook(RemoteContract):
    network = Facebook
    account = PAGES[0].id
    credentials = PAGES[0].credentials
    asking, uploading, publishing = "page", "photo", "feed"
    looking, deleting = "posts", "delete"
