"""Staff screens about people: create one, invite again."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib import messages
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

logger = logging.getLogger(__name__)


def invite_and_tell(request: HttpRequest, user: User) -> None:
    """A mail server that is away must not lose the person just created."""
    try:
        invite(user)
    except OSError as error:
        logger.warning("The invitation of user %s was not sent: %s", user.pk, error)
        messages.error(
            request,
            _(
                "The mail server did not take the invitation for %(name)s."
                " Invite again later, from the list of users."
            )
            % {"name": user},
        )
        return
    log(instance=user, action="users.invite")
    messages.success(
        request, _("An invitation has been sent to %(email)s.") % {"email": user.email}
    )


class CreateView(WagtailCreateView):
    def form_valid(self, form: UserCreationForm) -> HttpResponse:
        response = super().form_valid(form)
        # After Wagtail's transaction: only now it is known whether mail works.
        if form.invites:
            invite_and_tell(self.request, self.object)
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
        invite_and_tell(request, self.get_object())
        return redirect(self.index_url_name)
