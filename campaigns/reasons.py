"""What a failure's code means, in words for the person who has to act on it.

The codes are stable: networks and the outbox write them on rows, screens show
what stands here. A code that is not here gets words that send the reader to the
network's own answer, which is kept beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Reason:
    """Why, in one sentence, and what to do about it."""

    text: str | Promise
    advice: str | Promise


_WAIT = _("Nothing to do: it is tried again by itself.")
# True of both: what certainly is not out, and what may be.
_LOOKED_UP = _(
    "Nothing to do now: it is tried again, once the network was asked if it is out."
)
_RECONNECT = _("Connect the channel again; its posts wait until then.")
_ADMINISTRATOR = _("Tell whoever looks after this site.")
_OTHER_IMAGE = _("Choose another picture, then have the post approved again.")
_AGAIN = _("To send it after all, have the post approved again.")
_SHORTEN = _("Shorten it, then have the post approved again.")

REASONS: dict[str, Reason] = {
    "no_route": Reason(_("The network could not be reached."), _WAIT),
    "insecure": Reason(
        _("The network could not prove that it is itself, so nothing was sent."),
        _("If it lasts, the site's machine or its proxy needs a look."),
    ),
    "timeout": Reason(_("The network took too long to answer."), _LOOKED_UP),
    "connection_lost": Reason(
        _("The connection broke before the answer came."), _LOOKED_UP
    ),
    "unreadable_answer": Reason(
        _("The network's answer could not be understood."), _LOOKED_UP
    ),
    "unavailable": Reason(_("The network has a fault of its own."), _LOOKED_UP),
    "network_slow": Reason(
        _("The network is slow to answer: this one waits a moment."), _WAIT
    ),
    "rate_limit": Reason(_("The network asks us to wait: too many calls."), _WAIT),
    "budget": Reason(
        _("The credit or the monthly quota with the network is used up."),
        _("Raise it in the network's own console, then try again."),
    ),
    "token_expired": Reason(_("The permission to post has expired."), _RECONNECT),
    "token_invalid": Reason(
        _("The network no longer accepts this channel's credentials."), _RECONNECT
    ),
    "key_unreadable": Reason(
        _("The stored credentials cannot be decrypted with the site's keys."),
        _("Put the earlier key back into the settings, or connect the channel again."),
    ),
    "wrong_account": Reason(
        _("The credentials belong to another account."),
        _("Connect the channel with the credentials of its own account."),
    ),
    "permission": Reason(
        _("The account is not allowed to do this."),
        _("Check on the network what this account and its app may do."),
    ),
    "suspended": Reason(
        _("The network has suspended the account."),
        _("Sign in to the network and follow what it asks."),
    ),
    "invalid": Reason(
        _("The network refused the post as it is."),
        _("Read what the network said, correct the post, have it approved again."),
    ),
    "too_long": Reason(_("The text is too long for this network."), _SHORTEN),
    "alt_too_long": Reason(
        _("The description of a picture is too long for this network."), _SHORTEN
    ),
    "too_many_images": Reason(
        _("There are more pictures than this network takes."),
        _("Take some away, then have the post approved again."),
    ),
    "image_refused": Reason(
        _("The network does not accept one of the pictures."), _OTHER_IMAGE
    ),
    "image_too_large": Reason(
        _("One of the pictures is too large for this network."), _OTHER_IMAGE
    ),
    "image_missing": Reason(
        _("The file of one of the pictures is no longer there."), _OTHER_IMAGE
    ),
    "duplicate": Reason(
        _("The network already holds a post like this."),
        _("Look at the account: if it is there, mark it as sent; else change it."),
    ),
    "version_expired": Reason(
        _("This version of the network's interface has come to its end."),
        _ADMINISTRATOR,
    ),
    "not_found": Reason(
        _("The network does not know what we asked for."),
        _("Look at the account: it may have been deleted there."),
    ),
    "crashed": Reason(_("The site failed while sending."), _ADMINISTRATOR),
    "held_back": Reason(
        _("Something came in its way while it was made ready; nothing went out."),
        _("Its state says what: see there what can be done."),
    ),
    "id_taken": Reason(
        _("The network answered with the address of another delivery's post."),
        _("Look at the account: is it there twice, or once for both?"),
    ),
    "twice": Reason(
        _("It came back after it had been given up and sent anew: it is there twice."),
        _("Delete one of the two on the network's own site."),
    ),
    "lease_lost": Reason(
        _("The sending took too long and was taken over."), _LOOKED_UP
    ),
    "missed": Reason(
        _("Its last moment passed before it could go out."),
        _("If it is still worth it, give it a new time and have it approved again."),
    ),
    "cancelled": Reason(_("A person took it off the queue."), _AGAIN),
    "channel_removed": Reason(
        _("The post that was approved last no longer names this channel."), _AGAIN
    ),
    "page_private": Reason(
        _("Not everybody may read the page that it links to."),
        _("Open the page to everybody, then have the post approved again."),
    ),
    "page_unpublished": Reason(
        _("The page that it links to is no longer published."),
        _("Publish the page, then have the post approved again."),
    ),
}

_UNKNOWN = Reason(
    _("Something went wrong that has no name here."),
    _("Read what the network said, below."),
)


def describe(code: str) -> Reason:
    return REASONS.get(code, _UNKNOWN)
