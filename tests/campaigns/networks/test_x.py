from __future__ import annotations

from campaigns.networks.x import X
from simulator.accounts import X_ACCOUNTS

from .contract import RemoteContract


class TestX(RemoteContract):
    network = X
    account = X_ACCOUNTS[0].id
    credentials = X_ACCOUNTS[0].credentials
    asking, uploading, publishing = "me", "upload", "create"
    looking, deleting = "timeline", "delete"
