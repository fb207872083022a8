"""One-time codes: made once, printed, and kept only as keyed digests.

A code is ten signs of an alphabet of 32, so 50 bits, such as ABCD-EFGH-JK. Whoever
copies the table cannot try codes against it without the key, which is derived from
SECRET_KEY and is not in the database.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from users.models import User

from .models import Code, CodeBatch, Redemption, Survey

# Without 0, O, 1 and I, which look like one another on paper.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 10
GROUP = 4
# What is read for a sign that no code has: the one that looks most like it.
MISREAD = str.maketrans("0O1I", "QQLL")
SALT = "surveys.codes"


class WrongCode(Exception):
    """No response was made with this code; ``words`` tell the person why."""

    words: Promise


class UnknownCode(WrongCode):
    words = _(
        "This code is not one of this survey's. Look at your letter and write it "
        "again; small letters, spaces and hyphens make no difference."
    )


class CodeUsed(WrongCode):
    words = _("A response was already sent with this code: each counts once.")


def draw() -> str:
    """A new code, as it is printed."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(signs[i : i + GROUP] for i in range(0, LENGTH, GROUP))


def read(typed: str) -> str:
    """The signs of what a person typed, or "" if that can be no code."""
    signs = unicodedata.normalize("NFKC", typed).upper()
    signs = re.sub(r"[\W_]", "", signs).translate(MISREAD)
    whole = len(signs) == LENGTH and set(signs) <= set(ALPHABET)
    return signs if whole else ""


def digest(code: str, key: str | bytes | None = None) -> str:
    """Of a code as ``read`` gives it."""
    return salted_hmac(SALT, code, secret=key, algorithm="sha256").hexdigest()


def digests(typed: str) -> list[str]:
    """With today's key and with those before it, so that letters outlive a rotation
    for as long as the old key stays in SECRET_KEY_FALLBACKS."""
    code = read(typed)
    if not code:
        return []
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [digest(code, key) for key in keys]


@transaction.atomic
def make(
    *, survey: Survey, name: str, number: int, by: User | None
) -> tuple[CodeBatch, list[str]]:
    """A batch and its plain codes, which are nowhere kept: print them now."""
    batch = CodeBatch.objects.create(
        survey=survey, name=name, number=number, made_by=by
    )
    plain: set[str] = set()
    while len(plain) < number:
        plain.add(draw())
    # Rows in the order of their digests: a key tells no place in the pile of letters.
    Code.objects.bulk_create(
        (
            Code(batch=batch, digest=value)
            for value in sorted(digest(read(code)) for code in plain)
        ),
        batch_size=500,
    )
    letters = list(plain)
    secrets.SystemRandom().shuffle(letters)
    return batch, letters


def redeem(*, survey: Survey, typed: str) -> None:
    """Use a code up, inside the transaction that writes the response.

    Raises UnknownCode, CodeUsed, or, where two use it at the same moment,
    IntegrityError: the constraint decides, and ``is_used`` tells afterwards.
    """
    code = Code.objects.filter(batch__survey=survey, digest__in=digests(typed)).first()
    if code is None:
        raise UnknownCode
    if Redemption.objects.filter(code=code).exists():
        raise CodeUsed
    Redemption.objects.create(code=code)


def is_used(*, survey: Survey, typed: str) -> bool:
    return Redemption.objects.filter(
        code__batch__survey=survey, code__digest__in=digests(typed)
    ).exists()
