"""Posts: listed, written, submitted, and never published directly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import CharField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.widgets.button import HeaderButton
from wagtail.locks import BaseLock, WorkflowLock
from wagtail.models import WorkflowState
from wagtail.snippets.views.snippets import (
    CopyView,
    CreateView,
    EditView,
    IndexView,
    SnippetViewSet,
)

from campaigns import approvals, composition, holds
from campaigns.columns import (
    ApprovalColumn,
    ChannelsColumn,
    LabelledColumn,
    MomentColumn,
)
from campaigns.filters import PostFilterSet
from campaigns.forms.posts import NetworkSelect, PostForm
from campaigns.models import Delivery, Hold, Post, State
from campaigns.permissions import PostPolicy


class PostIndexView(IndexView):
    list_display = [
        "__str__",
        LabelledColumn("campaign", label=gettext_lazy("Campaign")),
        MomentColumn("send_at", label=gettext_lazy("Send at"), sort_key="send_at"),
        ChannelsColumn("deliveries", label=gettext_lazy("Channels")),
        ApprovalColumn("approval", label=gettext_lazy("Approval")),
    ]

    def get_base_queryset(self) -> QuerySet[Post]:
        return with_everything_listed(Post.objects.all())

    def get_list_more_buttons(self, instance: Post) -> list[MenuItem]:
        return [
            MenuItem(
                _("Review"), url=review_url(instance), icon_name="view", priority=5
            ),
            *super().get_list_more_buttons(instance),
        ]


def review_url(post: Post) -> str:
    return reverse("campaigns:review", args=[post.pk])


def with_everything_listed(posts: QuerySet[Post]) -> QuerySet[Post]:
    """Posts with all that a list of them shows, in a fixed number of queries."""
    states = WorkflowState.objects.filter(
        base_content_type=Post().get_base_content_type(),
        object_id=Cast(OuterRef("pk"), CharField()),
    ).order_by("-created_at", "-pk")
    return (
        posts.select_related("campaign", "latest_revision")
        .prefetch_related(
            Prefetch("deliveries", Delivery.objects.select_related("channel")),
            "channels",
        )
        .annotate(approval=Subquery(states.values("status")[:1]))
    )


class SubmitCarefully:
    """Of a create or edit view: what cannot go out is saved, not submitted."""

    object: Post
    request: HttpRequest
    get_edit_url: Callable[[], str]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        # A saved draft holds what was approved: that is a person's decision.
        self.autosave_enabled = False

    def submit_action(self) -> HttpResponse | None:
        return self._refusal() or super().submit_action()  # type: ignore[misc]

    def restart_workflow_action(self) -> HttpResponse | None:
        return self._refusal() or super().restart_workflow_action()  # type: ignore[misc]

    def _refusal(self) -> HttpResponse | None:
        found = composition.problems_when_submitting(self.object, timezone.now())
        if not found:
            return None
        messages.error(self.request, _not_submitted(found))
        return redirect(self.get_edit_url())


def _not_submitted(found: list[composition.Problem]) -> str:
    return format_html(
        "{}<ul>{}</ul>",
        _("The post is saved, but not submitted. Please mend this first:"),
        format_html_join("", "<li>{}</li>", ((problem,) for problem in found)),
    )


def _held(post: Post) -> bool:
    return post.deliveries.filter(state=State.HELD, hold=Hold.EDITED).exists()


def _hold_message() -> str:
    return _(
        "This is newer than the approved text: what had not gone out yet is held "
        "until an approver decides."
    )


class PostCreateView(SubmitCarefully, CreateView):
    pass


class PostCopyView(SubmitCarefully, CopyView):
    def get_initial_form_instance(self) -> Post:
        """The newest draft; its time is over, so the copy asks for a new one."""
        post = self.get_object().get_latest_revision_as_object()
        post.send_at = post.useless_after = None
        return post


class ReviewLock(WorkflowLock):
    """While it waits nobody edits a post: Wagtail's words say otherwise."""

    def get_message(self, user: Any) -> str:
        return _(
            "This post waits for approval, and nobody edits it meanwhile. Whoever "
            "submitted it can take it back: “Cancel workflow”."
        )

    def get_description(self, user: Any) -> str:
        return self.get_message(user)


class PostEditView(SubmitCarefully, EditView):
    def get_lock(self) -> BaseLock | None:
        lock = super().get_lock()
        if isinstance(lock, WorkflowLock):
            return ReviewLock(lock.object, lock.task)
        return lock

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        holds.hold_edited(self.object.pk)
        if _held(self.object):
            messages.warning(self.request, _hold_message())
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        out = self.object.deliveries.filter(state=State.SENT).select_related("channel")
        return super().get_context_data(**kwargs, out=out)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        waits = self.object.workflow_in_progress
        if waits and not approvals.refusal(self.object, self.request.user):
            label, icon = gettext_lazy("Review and approve"), "check"
        else:
            label, icon = gettext_lazy("Review and deliveries"), "view"
        return [HeaderButton(label, url=review_url(self.object), icon_name=icon)]


def keeps_record(post: Post) -> str:
    return _(
        "“%(post)s” was approved for its channels, so it stays as a record. Cancel "
        "or withdraw its deliveries instead."
    ) % {"post": post}


class PostViewSet(SnippetViewSet):
    model = Post
    icon = "comment"
    menu_label = gettext_lazy("Posts")
    admin_url_namespace = "campaigns_posts"
    base_url_path = "campaigns/posts"
    permission_policy = PostPolicy(Post)
    index_view_class = PostIndexView
    add_view_class = PostCreateView
    copy_view_class = PostCopyView
    edit_view_class = PostEditView
    filterset_class = PostFilterSet
    create_template_name = "campaigns/post_create.html"
    edit_template_name = "campaigns/post_edit.html"
    list_per_page = 20
    edit_handler = ObjectList(
        [
            FieldPanel("text"),
            InlinePanel(
                "variants",
                [FieldPanel("network", widget=NetworkSelect), FieldPanel("text")],
                heading=gettext_lazy("Another text for one network"),
                label=gettext_lazy("Variant"),
            ),
            MultiFieldPanel(
                [FieldPanel("link_page"), FieldPanel("link_url")],
                heading=gettext_lazy("Link"),
            ),
            InlinePanel(
                "images",
                [FieldPanel("image"), FieldPanel("alt")],
                heading=gettext_lazy("Images"),
                label=gettext_lazy("Image"),
            ),
            FieldPanel("channels", required_on_save=False),
            FieldPanel("campaign"),
            MultiFieldPanel(
                [FieldPanel("send_at"), FieldPanel("useless_after")],
                heading=gettext_lazy("When"),
            ),
        ],
        base_form_class=PostForm,
    )
