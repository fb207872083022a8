"""Sharing a page: its moment comes, a post is prepared, and asks for approval.

Publishing a page approves nothing: the post goes to its own workflow with the
person who asked for the share as its author.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page

from campaigns import holds, notifications
from campaigns.models import (
    Campaign,
    Channel,
    Delivery,
    PageShare,
    Post,
    PostImage,
    State,
    Variant,
)
from campaigns.models.delivery import PENDING

logger = logging.getLogger(__name__)


def share(
    *,
    page: Page,
    moment: str,
    channels: Iterable[Channel],
    by: Any,
    campaign: Campaign | None = None,
    text: str = "",
    send_at: datetime | None = None,
) -> PageShare:
    """Ask for a post when ``moment`` of ``page`` comes; at once if it has come.

    Raises ValidationError when the page has no such moment or shares it already.
    """
    page = page.specific.source
    if moment not in page.share_moments:
        raise ValidationError(_("This page has no such moment to share."))
    with transaction.atomic():
        # Whoever publishes it now waits, and then finds the wish; or the wish finds
        # that its moment has come.
        page = Page.objects.select_for_update().get(pk=page.pk).specific
        wish = PageShare(
            page=page,
            moment=moment,
            campaign=campaign,
            text=text,
            send_at=send_at,
            requested_by=by,
        )
        wish.full_clean()
        wish.save()
        wish.channels.set(channels)
        if page.moment_has_come(moment):
            make_post(wish)
    return wish


def take_back(*, page: Page, share_id: int) -> None:
    """Forget a wish whose moment has not come. Raises ValidationError when its post
    is made: that can be deleted, and the wish goes with it."""
    wishes = PageShare.objects.filter(pk=share_id, page_id=page.pk, post=None)
    if not wishes.delete()[0]:
        raise ValidationError(_("Its post is made already: delete that instead."))


def moment_came(page: Page, moment: str) -> None:
    """Make the post that waits for this moment, if one does."""
    wishes = PageShare.objects.filter(page_id=page.pk, moment=moment, post=None)
    for wish in wishes:
        make_post(wish)


@transaction.atomic
def make_post(wish: PageShare) -> Post:
    """Write the post of a share and submit it in the name of who asked for it.

    One post, although two publications at once both find that it has none.
    """
    wish.refresh_from_db(from_queryset=PageShare.objects.select_for_update())
    if wish.post:
        return wish.post
    page = wish.page.specific
    post = Post(
        campaign=wish.campaign,
        link_page_id=page.pk,
        send_at=wish.send_at,
        live=False,
    )
    _write(post, wish, page)
    post.channels = list(wish.channels.all())
    if page.image:
        post.images = [PostImage(image=page.image, alt=page.alt_text)]
    post.save()
    wish.post = post
    wish.save()
    _submit(post, wish.requested_by)
    return post


def _write(post: Post, wish: PageShare, page: Page) -> None:
    """The text, and a shorter one for each network that it is too long for.

    A network's text that a person wrote stays.
    """
    post.text = wish.text or f"{page.title}\n\n{page.introduction}".strip()
    kept = {variant.network: variant.text for variant in variants_by_hand(post, wish)}
    made = {
        network.code: page.title
        for network in {channel.network_class for channel in wish.channels.all()}
        if network.code not in kept
        and network.length(network.compose(post.text, page.full_url))
        > network.limits.text
    }
    post.variants = [
        Variant(network=code, text=text) for code, text in {**kept, **made}.items()
    ]
    wish.made_text, wish.made_variants = post.text, made
    wish.facts = page.announced()


def is_rewritten(post: Post, wish: PageShare) -> bool:
    """Whether the text of ``post``, a draft, is a person's by now."""
    return post.text != wish.made_text


def variants_by_hand(post: Post, wish: PageShare) -> list[Variant]:
    """The networks' texts of ``post``, a draft, that a person wrote."""
    return [
        variant
        for variant in post.variants.all()
        if variant.text != wish.made_variants.get(variant.network)
    ]


def _submit(post: Post, by: Any) -> None:
    """Save what was written and ask for approval; with no workflow it stays a draft."""
    post.save_revision(user=by, log_action=True)
    post.refresh_from_db()
    if state := post.current_workflow_state:
        state.cancel(user=by)
    if workflow := post.get_workflow():
        workflow.start(post, by)
    else:
        logger.error("Posts have no workflow: post %s stays a draft", post.pk)


def page_changed(page: Page) -> None:
    """Make its prepared post anew if the page says something else by now.

    What has not gone out is held until somebody approves the new text. What a
    person wrote stays, and a person is told to look at it.
    """
    _renew(PageShare.objects.filter(page_id=page.pk))


def branch_moved(page: Page) -> None:
    """The same for all below it: their addresses have changed with it."""
    branch = Page.objects.descendant_of(page, inclusive=True)
    _renew(PageShare.objects.filter(page__in=branch))


def _renew(wishes: QuerySet[PageShare]) -> None:
    rows = Delivery.objects.filter(post_id=OuterRef("post_id"))
    may_still_change = ~Exists(rows) | Exists(rows.filter(state__in=PENDING))
    wishes = wishes.filter(may_still_change, post__isnull=False)
    for wish in wishes.select_related("page", "post", "requested_by"):
        current = wish.page.specific
        if wish.post and wish.facts != current.announced():
            _make_anew(wish, wish.post, current)


@transaction.atomic
def _make_anew(wish: PageShare, made: Post, page: Page) -> None:
    post = made.get_latest_revision_as_object()
    by_hand = is_rewritten(post, wish) or bool(variants_by_hand(post, wish))
    if not is_rewritten(post, wish):
        _write(post, wish, page)
    wish.facts = page.announced()
    wish.save()
    # The new words are those of whoever changed the page.
    changed = page.latest_revision
    by = changed.user if changed and changed.user else wish.requested_by
    if not by_hand or made.workflow_in_progress:
        _submit(post, by)
    else:
        # Somebody is at work on it: their draft is theirs to submit.
        post.save_revision(user=by, log_action=True)
    if by_hand:
        notifications.words_kept(post.pk)
    holds.hold_edited(post.pk)


def hanging_on(page: Page) -> QuerySet[Post]:
    """Approved posts that are not out, and are cancelled if ``page``, or the one below
    it that they link to, is unpublished."""
    rows = Delivery.objects.filter(state__in=PENDING)
    return _linking_below(page).filter(pk__in=rows.values("post"))


def cancelled_with(page: Page) -> QuerySet[Post]:
    rows = Delivery.objects.filter(state=State.CANCELLED, reason="page_unpublished")
    return _linking_below(page).filter(
        pk__in=rows.values("post"), link_page__live=False
    )


def _linking_below(page: Page) -> QuerySet[Post]:
    return Post.objects.filter(link_page__in=page.get_descendants(inclusive=True))


def page_unpublished(page: Page) -> None:
    """Cancel what has not gone out and links to a page that is no longer there."""
    holds.cancel_for_want_of_page(Post.objects.filter(link_page_id=page.pk))


def page_deleted(page: Page) -> None:
    """What is being sent may come back, when nobody knows its page any more."""
    holds.page_deleted(page.pk)
