"""OAuth 1.0a as X checks it: key, token, HMAC-SHA1 signature, time, nonce.

A nonce is refused a second time for as long as its timestamp is good (600 s);
the list is in memory only, a restart forgets it.
"""

from __future__ import annotations

import threading
import time

from oauthlib.oauth1 import RequestValidator, ResourceEndpoint

from simulator.accounts import X_ACCOUNTS, XAccount
from simulator.web import Request

Nonce = tuple[str, str, str]


class Keys(RequestValidator):
    """The question-answerer that oauthlib's endpoint asks."""

    enforce_ssl = False
    allowed_signature_methods = ("HMAC-SHA1",)
    dummy_client = "dummy"
    dummy_access_token = "dummy"  # noqa: S105  not a secret, the opposite of one

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._seen: dict[Nonce, float] = {}

    def check_client_key(self, client_key: str) -> bool:
        return bool(client_key)

    def check_access_token(self, request_token: str) -> bool:
        return bool(request_token)

    def check_nonce(self, nonce: str) -> bool:
        return bool(nonce)

    def validate_timestamp_and_nonce(
        self,
        client_key,
        timestamp,
        nonce,
        request,
        request_token=None,
        access_token=None,
    ) -> bool:
        now = time.time()
        with self._lock:
            oldest = now - self.timestamp_lifetime
            self._seen = {key: at for key, at in self._seen.items() if at > oldest}
            key = (client_key, access_token, nonce)
            fresh = key not in self._seen
            self._seen[key] = now
            return fresh

    def validate_client_key(self, client_key, request) -> bool:
        return any(x.consumer_key == client_key for x in X_ACCOUNTS)

    def validate_access_token(self, client_key, token, request) -> bool:
        account = owner(token)
        return account is not None and account.consumer_key == client_key

    def validate_realms(self, *args, **kwargs) -> bool:
        return True

    def get_client_secret(self, client_key, request) -> str:
        secrets = {x.consumer_key: x.consumer_secret for x in X_ACCOUNTS}
        return secrets.get(client_key, "dummy")

    def get_access_token_secret(self, client_key, token, request) -> str:
        account = owner(token)
        return account.access_token_secret if account else "dummy"


def owner(token: str) -> XAccount | None:
    return next((x for x in X_ACCOUNTS if x.access_token == token), None)


class Signatures:
    def __init__(self) -> None:
        self._endpoint = ResourceEndpoint(Keys())

    def signer(self, request: Request) -> XAccount | None:
        """The account that signed this request, or None where it did not."""
        valid, signed = self._endpoint.validate_protected_resource_request(
            request.url,
            request.method,
            request.body.decode(errors="replace"),
            dict(request.headers.items()),
        )
        return owner(signed.resource_owner_key) if valid else None
