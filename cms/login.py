"""The team's door: how often somebody may try a password, or ask for a new one.

Counted as public forms are (``cms.public_forms``): nothing is kept that leads back
to an address.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm

from users.forms import PasswordResetForm as UsersPasswordResetForm

from .public_forms import Limit, address_of

# A whole office may share one address.
FROM_ONE_ADDRESS = Limit(100, timedelta(hours=1))
# From one address, so that a stranger shuts nobody out of their own account.
AS_ONE_PERSON = Limit(10, timedelta(minutes=15))
RESETS_TO_ONE = Limit(5, timedelta(hours=1))


class LoginForm(WagtailLoginForm):
    """Beyond the limits no password is looked at, so that a guesser learns nothing."""

    def clean(self) -> dict[str, Any]:
        who = address_of(self.request)
        purpose = f"login as {self.cleaned_data.get('username', '').lower()}"
        if not (
            FROM_ONE_ADDRESS.allows("login", who) and AS_ONE_PERSON.allows(purpose, who)
        ):
            raise ValidationError(
                _("Too many tries in a short time. Wait a quarter of an hour."),
                code="too_many",
            )
        cleaned = super().clean()
        AS_ONE_PERSON.forget(purpose, who)
        return cleaned


class PasswordResetForm(UsersPasswordResetForm):
    """Nobody's mailbox is filled by strangers; the page says the same either way."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        to = kwargs["to_email"] if "to_email" in kwargs else args[4]
        if RESETS_TO_ONE.allows("password reset", to.lower()):
            super().send_mail(*args, **kwargs)
