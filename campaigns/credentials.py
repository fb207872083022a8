"""Credentials of channels, encrypted at rest with keys that can be rotated.

``CREDENTIALS_KEYS`` lists Fernet keys, newest first: all decrypt, the first
encrypts. After adding a key, ``manage.py rotate_credentials`` writes every row
anew; then the old key can go.
"""

from __future__ import annotations

import json

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(Exception):
    """No key of CREDENTIALS_KEYS decrypts what is stored."""


def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.CREDENTIALS_KEYS])


def seal(values: dict[str, str]) -> str:
    """Encrypt credential values for storage."""
    return _fernet().encrypt(json.dumps(values).encode()).decode()


def unseal(sealed: str) -> dict[str, str]:
    """Decrypt what ``seal`` made; ``""`` gives no values. Raises Unreadable."""
    if not sealed:
        return {}
    try:
        return json.loads(_fernet().decrypt(sealed.encode()))
    except InvalidToken as error:
        raise Unreadable from error


def reseal(sealed: str) -> str:
    """Encrypt anew with the newest key. Raises Unreadable."""
    return seal(unseal(sealed))
