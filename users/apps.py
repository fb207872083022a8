from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(AppConfig):
    default = True
    name = "users"
    verbose_name = _("Users")


class PeopleConfig(WagtailUsersAppConfig):
    """Wagtail's screens of users and groups, with invitations and our roles."""

    default = False
    user_viewset = "users.viewsets.UserViewSet"
    group_viewset = "users.viewsets.GroupViewSet"
