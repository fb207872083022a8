"""Invite a person by mail to choose a password.

The link is the one of a password reset: it works once, and until
``PASSWORD_RESET_TIMEOUT``. Whoever has never logged in may be invited again.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from wagtail.users.models import UserProfile

from .models import User


def invite(user: User, server: BaseEmailBackend | None = None) -> None:
    """Mail the link, in the person's language.

    With a ``server`` it is sent at once, and OSError is raised if that fails;
    without one it is written down and sent like every other mail.
    """
    context = {
        "user": user,
        "link": link(user),
        "site_name": settings.WAGTAIL_SITE_NAME,
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
    }
    with in_language_of(user):
        subject = render_to_string("users/invitation_subject.txt", context).strip()
        body = render_to_string("users/invitation.txt", context)
    send_mail(subject, body, None, [user.email], connection=server)


def link(user: User) -> str:
    """The address where the person chooses a password."""
    path = reverse(
        "wagtailadmin_password_reset_confirm",
        kwargs={
            "uidb64": urlsafe_base64_encode(force_bytes(user.pk)),
            "token": default_token_generator.make_token(user),
        },
    )
    return settings.WAGTAILADMIN_BASE_URL + path


def set_password_nobody_knows(user: User) -> None:
    """Unlike an unusable one, it lets the person ask for a reset by mail later."""
    user.set_password(secrets.token_urlsafe(32))


@contextmanager
def in_language_of(user: User) -> Iterator[None]:
    """The language that the person chose in the admin, else the town's."""
    profile = UserProfile.objects.filter(user=user).first()
    chosen = profile.preferred_language if profile else ""
    with translation.override(chosen or settings.LANGUAGE_CODE):
        yield
