"""The review screen: what an approver reads, and where they answer for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.models import Revision, TaskState

from campaigns import approvals, composition, networks, sharing
from campaigns.forms.reviews import DecisionForm
from campaigns.models import Delivery, Hold, PageShare, Post, State, Stop
from campaigns.models.delivery import PENDING
from campaigns.proofs import frozen, proofs
from cms.models import Image

from .base import Acts, Screen

THUMBNAIL = "max-320x240"


class ReviewView(Screen):
    """One revision of a post, and the buttons for whoever may decide about it.

    The revision is read once: what is shown, counted and put into the form as
    ``revision`` is the same one.
    """

    template_name = "campaigns/review.html"
    page_title = gettext_lazy("Review")
    parents = ((gettext_lazy("Posts"), "campaigns_posts:list"),)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.post_row = get_object_or_404(
            Post.objects.select_related("latest_revision__user"), pk=kwargs["pk"]
        )

    def get_page_subtitle(self) -> str:
        return str(self.draft)

    @cached_property
    def revision(self) -> Revision:
        return self.post_row.latest_revision

    @cached_property
    def draft(self) -> Post:
        draft = self.revision.as_object()
        _fetch_images(draft)
        return draft

    @cached_property
    def is_approved(self) -> bool:
        return self.post_row.live_revision_id == self.revision.pk

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        post = self.post_row
        waiting = post.workflow_in_progress
        refusal = approvals.refusal(post, self.request.user) if waiting else ""
        deliveries = list(
            post.deliveries.select_related("channel", "approved_by").order_by("channel")
        )
        context = {
            "post": post,
            "draft": self.draft,
            "revision": self.revision,
            "proofs": list(proofs(self.draft)),
            "problems": self._problems(),
            "last_moment": self._last_moment(deliveries),
            "patience_hours": round(self.draft.patience / timedelta(hours=1)),
            "authors": self._authors(),
            "decisions": decisions(post)[:10],
            "waiting": waiting,
            "refusal": refusal,
            "newer_than_approved": post.live_revision_id and not self.is_approved,
            "deliveries": deliveries,
            "held": [frozen(row) for row in deliveries if row.hold == Hold.EDITED],
            "may_approve": approvals.may_approve(self.request.user),
            "kept": self._kept(),
            "out": self._out(deliveries),
            "stops": self._stops(deliveries),
        }
        if waiting and not refusal and "form" not in kwargs:
            context["form"] = DecisionForm(initial=self._on_screen())
        return super().get_context_data(**{**context, **kwargs})

    def _out(self, deliveries: list[Delivery]) -> list[Delivery]:
        """What stands there with another text than this one."""
        return [
            row
            for row in deliveries
            if row.state == State.SENT and row.revision_id != self.revision.pk
        ]

    def _stops(self, deliveries: list[Delivery]) -> list[Stop]:
        """What holds the text on this screen, when it would go."""
        if self.is_approved and not any(row.state in PENDING for row in deliveries):
            return []
        return list(Stop.objects.at_the_time_of(self.draft.send_at, timezone.now()))

    def _kept(self) -> dict[str, Any]:
        """What a person wrote and does not change with the page that it shares."""
        share = PageShare.objects.filter(post=self.post_row).first()
        if share is None or self.is_approved:
            return {}
        words = [
            networks.get(v.network).label
            for v in sharing.variants_by_hand(self.draft, share)
        ]
        if sharing.is_rewritten(self.draft, share):
            words.insert(0, _("the text"))
        return {"page": share.page, "words": words} if words else {}

    def _problems(self) -> list[composition.Problem]:
        """What keeps this text from going out; one that was approved has gone its way."""
        if self.is_approved:
            return []
        return composition.problems(self.draft, timezone.now())

    def _authors(self) -> list[Any]:
        """Who wrote it since the last approval, and after one who wrote what it read."""
        since = get_user_model().objects.filter(
            pk__in=self.post_row.authors_since_approval()
        )
        return list(since) or [user for user in [self.revision.user] if user]

    def _last_moment(self, deliveries: list[Delivery]) -> datetime | None:
        """As its approval froze it, else as one would; nothing while that depends on
        when it comes."""
        draft = self.draft
        frozen_here = [
            row.useless_after
            for row in deliveries
            if row.revision_id == self.revision.pk
        ]
        if frozen_here:
            return max(frozen_here)
        return (
            draft.last_moment(draft.send_at) if draft.send_at else draft.useless_after
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return self.show(form=form)
        try:
            self._decide(**form.cleaned_data)
        except approvals.Refused as refused:
            return self._show_refused(refused, form)
        except composition.Unfit as unfit:
            for problem in unfit.problems:
                form.add_error(None, str(problem))
            return self.show(form=form)
        return redirect("campaigns:review", self.post_row.pk)

    def _on_screen(self) -> dict[str, Any]:
        return {
            "revision": self.revision.pk,
            "content": composition.fingerprint(self.revision.as_object()),
        }

    def _decide(
        self, *, decision: str, revision: int, content: str, comment: str
    ) -> None:
        about = {"post_id": self.post_row.pk, "revision_id": revision}
        if decision == "reject":
            approvals.reject(**about, by=self.request.user, comment=comment)
            messages.success(self.request, _("Sent back, with your comment."))
            return
        planned = approvals.approve(
            **about, by=self.request.user, comment=comment, content=content
        )
        messages.success(self.request, " ".join(self._what_comes_of(planned)))

    def _what_comes_of(self, planned: list[Delivery]) -> Iterator[str]:
        """Of an approval, in sentences; the page that follows has the links."""
        if planned:
            yield ngettext(
                "Approved: %(count)s delivery is planned.",
                "Approved: %(count)s deliveries are planned.",
                len(planned),
            ) % {"count": len(planned)}
        else:
            yield _("Approved: nothing new goes out.")
        if planned and self._stops(planned):
            yield _("It is held while nothing goes out.")
        if self.post_row.deliveries.filter(state=State.SENT).exists():
            yield _("What is already out does not change.")

    def _show_refused(
        self, refused: approvals.Refused, form: DecisionForm
    ) -> HttpResponse:
        """The page as it is by now; what was written in the comment stays."""
        decided = decisions(self.post_row).filter(
            revision_id=form.cleaned_data["revision"]
        )
        if decision := decided.first():
            messages.info(self.request, decided_already(decision))
        else:
            messages.warning(self.request, str(refused))
        self.post_row.refresh_from_db()
        if not approvals.refusal(self.post_row, self.request.user):
            comment = form.cleaned_data["comment"]
            return self.show(
                form=DecisionForm(initial={**self._on_screen(), "comment": comment})
            )
        return self.show(lost_comment=form.cleaned_data["comment"])


def decisions(post: Post) -> Any:
    """What approvers said about ``post``, newest first."""
    return (
        TaskState.objects.for_instance(post)
        .filter(status__in=[TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED])
        .select_related("finished_by")
        .order_by("-finished_at")
    )


def decided_already(decision: TaskState) -> str:
    said = (
        _("%(who)s approved this version on %(when)s.")
        if decision.status == TaskState.STATUS_APPROVED
        else _("%(who)s sent this version back on %(when)s.")
    )
    when = date_format(localtime(decision.finished_at), "SHORT_DATETIME_FORMAT")
    return said % {"who": decision.finished_by, "when": when}


def _fetch_images(draft: Post) -> None:
    """All pictures of a draft with their thumbnails, in two queries."""
    pictures = list(draft.images.all())
    images = Image.objects.prefetch_renditions(THUMBNAIL).in_bulk(
        [picture.image_id for picture in pictures]
    )
    for picture in pictures:
        picture.image = images[picture.image_id]


def _number(typed: str | None) -> int:
    """0, which no draft has, where nothing or nonsense was sent."""
    return int(typed) if typed and typed.isdecimal() and len(typed) < 20 else 0


class SendApprovedView(Acts, Screen):
    """Let the approved text go although there is a newer draft."""

    screen = "campaigns:review"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            freed = approvals.send_approved_text(
                post_id=pk, by=request.user, draft_id=_number(request.POST.get("draft"))
            )
        except approvals.Refused as refused:
            messages.warning(request, str(refused))
        else:
            if freed:
                messages.success(request, _("The approved text goes out."))
            else:
                messages.info(request, _("Nothing was held any more."))
        return redirect("campaigns:review", pk)
