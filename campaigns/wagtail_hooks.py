"""What the staff screens hang on to in Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.snippets.action_menu import SubmitForModerationMenuItem
from wagtail.snippets.models import register_snippet

from campaigns import permissions, sharing
from campaigns.models import Post
from campaigns.panels import add_to_home
from campaigns.viewsets import CampaignsGroup
from campaigns.viewsets.posts import keeps_record

register_snippet(CampaignsGroup)
hooks.register("construct_homepage_panels", add_to_home)
hooks.register("register_permissions", permissions.offered_to_groups)


@hooks.register("register_admin_urls")
def register_screens() -> list[Any]:
    return [path("campaigns/", include("campaigns.urls"))]


@hooks.register("insert_global_admin_css")
def link_styles() -> str:
    return format_html(
        '<link rel="stylesheet" href="{}">'
        '<noscript><link rel="stylesheet" href="{}"></noscript>',
        static("campaigns/admin.css"),
        static("campaigns/without-scripts.css"),
    )


@hooks.register("construct_snippet_action_menu")
def offer_no_publishing(
    items: list[Any], request: HttpRequest, context: dict[str, Any]
) -> None:
    """Superusers pass Wagtail's permission check; the view refuses them as well."""
    if context["model"] is Post:
        forbidden = {"action-publish", "action-unpublish"}
        items[:] = [
            Submit(order=item.order) if item.name == Submit.name else item
            for item in items
            if item.name not in forbidden
        ]


class Submit(SubmitForModerationMenuItem):
    """Wagtail's is called by the workflow's name."""

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        return {**context, "label": _("Submit for approval")}


@hooks.register("before_delete_snippet")
def keep_what_was_approved(
    request: HttpRequest, instances: Iterable[Any]
) -> HttpResponse | None:
    for post in instances:
        if isinstance(post, Post) and post.deliveries.exists():
            messages.error(request, keeps_record(post))
            return redirect("campaigns_posts:list")
    return None


@hooks.register("after_bulk_action")
def tell_what_was_cancelled_with_each(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> None:
    if action_type == "unpublish":
        for page in objects:
            tell_what_was_cancelled(request, page)


@hooks.register("after_unpublish_page")
def tell_what_was_cancelled(request: HttpRequest, page: Any) -> None:
    if posts := sharing.cancelled_with(page):
        links = format_html_join(
            ", ",
            '<a href="{}">{}</a>',
            ((reverse("campaigns:review", args=[post.pk]), post) for post in posts),
        )
        said = _("Posts that link to it and had not gone out are cancelled:")
        messages.warning(request, format_html("{} {}", said, links))


@hooks.register("register_page_header_buttons")
def offer_sharing(
    page: Any, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    moments = getattr(page.specific_class, "share_moments", ())
    if moments and user.has_perm("campaigns.add_post"):
        yield Button(
            _("Share on…"),
            url=reverse("campaigns:share", args=[page.pk]),
            icon_name="upload",
            priority=60,
        )
