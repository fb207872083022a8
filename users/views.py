"""Staff screens about people: create one, invite again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView
from wagtail.admin.views.generic import (
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
)
from wagtail.log_actions import log
from wagtail.users.views.users import CreateView as WagtailCreateView

from .forms import UserCreationForm
from .invitations import invite
from .models import User


@transaction.atomic
def send_invitation(user: User) -> None:
    invite(user)
    log(instance=user, action="users.invite")


def tell(request: HttpRequest, user: User) -> None:
    messages.success(
        request,
        _("An invitation is on its way to %(email)s.") % {"email": user.email},
    )


class CreateView(WagtailCreateView):
    def save_instance(self) -> User:
        """In Wagtail's transaction: the person and the invitation, or neither."""
        user = super().save_instance()
        if self.form.invites:
            send_invitation(user)
        return user

    def form_valid(self, form: UserCreationForm) -> HttpResponse:
        response = super().form_valid(form)
        if form.invites:
            tell(self.request, self.object)
        return response


class InviteView(PermissionCheckedMixin, WagtailAdminTemplateMixin, DetailView):
    """Ask first, then send; only to whoever has never logged in."""

    permission_required = "change"
    index_url_name = ""
    template_name = "users/invite.html"
    page_title = gettext_lazy("Invite again")
    header_icon = "mail"
    context_object_name = "invited"

    def get_queryset(self) -> QuerySet[User]:
        return User.objects.filter(last_login=None, is_active=True)

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = self.get_object()
        send_invitation(user)
        tell(request, user)
        return redirect(self.index_url_name)
