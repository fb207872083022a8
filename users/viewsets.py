"""Wagtail's screens of users and groups: invitations, and roles in one's language."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ModelMultipleChoiceField
from wagtail.admin.ui.tables import TitleColumn
from wagtail.users.views import groups, users

from .forms import RolesField, UserCreationForm, UserEditForm
from .roles import label_of
from .views import CreateView, InviteView


class FilterRolesField(RolesField, ModelMultipleChoiceField):
    """What the filter needs of its own field, with our labels."""


class UserFilterSet(users.UserFilterSet):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["group"].field_class = FilterRolesField


class UserViewSet(users.UserViewSet):
    filterset_class = UserFilterSet
    add_view_class = CreateView

    def get_form_class(self, for_update: bool = False) -> type[BaseForm]:
        return UserEditForm if for_update else UserCreationForm

    @property
    def invite_view(self) -> Any:
        return self.construct_view(InviteView)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("invite/<int:pk>/", self.invite_view, name="invite"),
        ]


class GroupIndexView(groups.IndexView):
    columns = [
        TitleColumn(
            "name",
            label=_("Name"),
            accessor=label_of,
            sort_key="name",
            url_name="wagtailusers_groups:edit",
        ),
    ]


class GroupEditView(groups.EditView):
    def get_page_subtitle(self) -> str:
        return label_of(self.object)


class GroupViewSet(groups.GroupViewSet):
    index_view_class = GroupIndexView
    edit_view_class = GroupEditView
