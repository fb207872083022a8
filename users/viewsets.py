"""Wagtail's user screens, with invitations added."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.urls import URLPattern, path
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from .forms import UserCreationForm
from .views import CreateView, InviteView


class UserViewSet(WagtailUserViewSet):
    add_view_class = CreateView

    def get_form_class(self, for_update: bool = False) -> type[BaseForm]:
        if for_update:
            return super().get_form_class(for_update=True)
        return UserCreationForm

    @property
    def invite_view(self) -> Any:
        return self.construct_view(InviteView)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("invite/<int:pk>/", self.invite_view, name="invite"),
        ]
