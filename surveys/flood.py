"""What stands in the way of a program that sends hundreds of responses.

While more are sent in a minute than a neighbourhood sends, each browser must find a
number that takes it about a second (a proof of work, as in Hashcash): nothing to a
person, much to a program. Ordinary visitors never meet it, it is ours alone, and it
keeps nothing of who sends.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from datetime import timedelta

from django.core import signing
from django.core.cache import cache

# More in a minute than this is a flood, and counts as one for so long.
MANY = 120
LASTS = timedelta(minutes=10)
# So many zeros must begin the hash: some 65,000 tries.
BITS = 16
LIFETIME = timedelta(hours=1)
SALT = "surveys.flood"


def note(survey: int) -> None:
    """One more is sent. A cache that is away counts nothing and sees no flood."""
    key = f"survey-sent:{survey}:{int(time.time() // 60)}"
    cache.add(key, 0, timeout=120)
    if cache.incr(key) > MANY:
        lasts = LASTS.total_seconds()
        cache.set(f"survey-flood:{survey}", time.time() + lasts, timeout=lasts)


def is_on(survey: int) -> bool:
    until: float = cache.get(f"survey-flood:{survey}", 0)
    return until > time.time()


def riddle() -> str:
    return signing.dumps(secrets.token_hex(8), salt=SALT)


def is_solved(riddle: str, number: str) -> bool:
    """Whether this number solves a riddle of ours, for the first time."""
    try:
        signing.loads(riddle, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return False
    if not begins_with_zeros(riddle, number):
        return False
    name = hashlib.sha256(riddle.encode()).hexdigest()
    return bool(
        cache.add(f"survey-riddle:{name}", True, timeout=LIFETIME.total_seconds())
    )


def begins_with_zeros(riddle: str, number: str) -> bool:
    digest = hashlib.sha256(f"{riddle}:{number}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - BITS) == 0
