"""Forms of Wagtail's, with an invitation instead of a password told by voice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import PasswordResetForm as WagtailPasswordResetForm
from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm

from .invitations import in_language_of, set_password_nobody_knows
from .models import User
from .roles import label_of


class RolesField(forms.ModelMultipleChoiceField):
    """Groups to tick; the roles are named in the reader's language."""

    def label_from_instance(self, obj: Group) -> str:
        return label_of(obj)


class UserCreationForm(WagtailUserCreationForm):
    """A password may be given; without one the person is invited to choose it."""

    password_required = False

    class Meta(WagtailUserCreationForm.Meta):
        field_classes = {"groups": RolesField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _(
            "Leave empty to invite the person by mail to choose a password."
        )

    @property
    def invites(self) -> bool:
        return not self.cleaned_data.get("password1")

    def save(self, commit: bool = True) -> User:
        if self.invites:
            set_password_nobody_knows(self.instance)
        return super().save(commit=commit)


class UserEditForm(WagtailUserEditForm):
    class Meta(WagtailUserEditForm.Meta):
        field_classes = {"groups": RolesField}


class PasswordResetForm(WagtailPasswordResetForm):
    """The mail comes in the person's own language."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        context = kwargs["context"] if "context" in kwargs else args[2]
        with in_language_of(context["user"]):
            super().send_mail(*args, **kwargs)
