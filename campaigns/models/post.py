"""A post: one text, its images and link, for several channels at one time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel, model_from_serializable_data
from wagtail.images import get_image_model
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    Revision,
    RevisionMixin,
    WorkflowMixin,
    WorkflowState,
)
from wagtail.search import index

from .approval import PostApproval
from .campaign import Campaign
from .channel import network_choices
from .settings import patience


class Post(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    index.Indexed,
    ClusterableModel,
):
    """What an editor writes; a Delivery is what becomes of it on one channel.

    ``live`` means approved: nobody publishes a post directly, superusers
    included. ``live_revision`` is the revision that the approver read.
    """

    campaign = models.ForeignKey(
        "campaigns.Campaign",
        verbose_name=_("campaign"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="posts",
    )
    text = models.TextField(_("text"))
    link_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("link to a page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="posts",
    )
    link_url = models.URLField(_("or to an address"), blank=True, max_length=500)
    channels = ParentalManyToManyField(
        "campaigns.Channel", verbose_name=_("channels"), related_name="posts"
    )
    send_at = models.DateTimeField(
        _("send at"),
        null=True,
        blank=True,
        help_text=_("Local time in Italy. Empty: as soon as it is approved."),
    )
    useless_after = models.DateTimeField(
        _("useless after"),
        null=True,
        blank=True,
        help_text=_("Later than this it is not sent any more."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    # Wagtail writes none about posts: campaigns.notifications does.
    own_workflow_mails = True

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="content_type",
        object_id_field="object_id",
        related_query_name="post",
        for_concrete_model=False,
    )

    search_fields = [index.SearchField("text"), index.AutocompleteField("text")]

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["-send_at", "-pk"]

    def __str__(self) -> str:
        # On one line: it becomes the subject of mails.
        words = " ".join(self.text.split())
        return Truncator(words).chars(60) if words else gettext("Post without text")

    @property
    def revisions(self) -> models.QuerySet[Revision]:
        return self._revisions

    def clean(self) -> None:
        super().clean()
        if self.link_page_id and self.link_url:
            raise ValidationError(
                {"link_url": _("Choose a page or an address, not both.")}
            )
        if self.send_at and self.useless_after and self.useless_after <= self.send_at:
            raise ValidationError(
                {"useless_after": _("This comes before the time of sending.")}
            )

    @property
    def link(self) -> str:
        """The absolute address it links to, or nothing."""
        if self.link_page:
            return self.link_page.full_url or ""
        return self.link_url

    @property
    def patience(self) -> timedelta:
        """How late it may still go out, where it does not say itself."""
        if self.campaign and self.campaign.patience_hours is not None:
            return timedelta(hours=self.campaign.patience_hours)
        return patience()

    def last_moment(self, due_at: datetime) -> datetime:
        """When it becomes useless, if it is due at ``due_at``."""
        return self.useless_after or due_at + self.patience

    def text_for(self, network: str) -> str:
        """The text for one network: its variant's, else the post's own."""
        for variant in self.variants.all():
            if variant.network == network:
                return variant.text
        return self.text

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Post | None:
        """A draft may name a campaign that was deleted since: it then has none.

        modelcluster would raise, for it knows no protected key that is gone.
        """
        if not Campaign.objects.filter(pk=data.get("campaign")).exists():
            data = {**data, "campaign": None}
        return super().from_serializable_data(data, check_fks, strict_fks)

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """As Wagtail's, but a revision that was submitted is never overwritten, and
        its author is kept.

        The editor's autosave writes over its own latest revision; the one an
        approver reads, or has read, must stay as it is.
        """
        overwritten = kwargs.get("overwrite_revision")
        if overwritten and overwritten.task_states.exists():
            kwargs["overwrite_revision"] = None
        revision = super().save_revision(*args, **kwargs)
        # Only now: it waited for an approval at the same moment, which forgets authors.
        if user := kwargs.get("user") or (args[0] if args else None):
            Authorship.objects.get_or_create(post_id=self.pk, user=user)
        return revision

    def authors_since_approval(self) -> models.QuerySet[Authorship, int]:
        """Ids of those who wrote any revision since the last approved one."""
        return self.authorships.values_list("user_id", flat=True)

    def finish_workflow(self, workflow_state: WorkflowState, user: Any) -> None:
        """Publish the revision that was approved, and only an approved one.

        Wagtail also "finishes" a workflow whose last task was switched off or
        cancelled; that is no approval.
        """
        decided = workflow_state.current_task_state
        if (
            decided is None
            or decided.status != decided.STATUS_APPROVED
            or not isinstance(decided.task.specific, PostApproval)
        ):
            raise PermissionDenied(_("Nobody has approved this post."))
        decided.revision.publish(user=user, skip_permission_checks=True)
        self.authorships.all().delete()


class Authorship(models.Model):
    """Who wrote a post since its last approval; revisions can be purged, this not."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="authorships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("authorship")
        verbose_name_plural = _("authorships")
        constraints = [
            models.UniqueConstraint(name="one_authorship", fields=["post", "user"])
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.post}"


class Variant(models.Model):
    """The text for one network; where there is none the post's own text serves."""

    post = ParentalKey(Post, related_name="variants", on_delete=models.CASCADE)
    network = models.CharField(_("network"), max_length=20, choices=network_choices)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        constraints = [
            models.UniqueConstraint(
                name="one_variant_per_network",
                fields=["post", "network"],
                violation_error_message=_("There is one text per network."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.network}: {Truncator(self.text).chars(40)}"


class PostImage(Orderable):
    """A picture of a post, with the words for those who do not see it."""

    post = ParentalKey(Post, related_name="images", on_delete=models.CASCADE)
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("image"),
        on_delete=models.PROTECT,
        related_name="post_images",
    )
    alt = models.CharField(
        _("alternative text"),
        max_length=1000,
        blank=True,
        help_text=_("Empty: the image's own."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def __str__(self) -> str:
        return self.alt_text

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> PostImage | None:
        """Nothing, where a draft names a picture that was deleted since."""
        if not get_image_model().objects.filter(pk=data["image"]).exists():
            return None
        return model_from_serializable_data(cls, data, check_fks, strict_fks)

    @property
    def alt_text(self) -> str:
        return self.alt or self.image.alt_text
