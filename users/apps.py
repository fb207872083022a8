from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(AppConfig):
    default = True
    name = "users"
    verbose_name = _("Users")


class PeopleConfig(WagtailUsersAppConfig):
    """Wagtail's screens of users, with invitations."""

    default = False
    user_viewset = "users.viewsets.UserViewSet"
