"""The contract between the outbox and a network.

A network is one module that knows a remote API and nothing of us: no model,
no setting, no clock of the outbox. It takes a ``Message`` and answers
``Published`` or raises one of four failures. Whoever adds a network writes one
module with one ``Network`` subclass and runs the contract suite in
``tests/campaigns/networks/contract.py`` against it.

The one question that decides between the failures is *may it be out?*

==============  =====================  ===========================================
failure         may it be out?         what the outbox does
==============  =====================  ===========================================
Rejected        certainly not          shows the reason to a person; never retries
TryLater        certainly not          waits (until ``not_before`` if given), retries
Reconnect       certainly not          pauses the channel, holds its rows
Unconfirmed     perhaps                asks the network (``find``) before anything else
==============  =====================  ===========================================

Anything that goes wrong after the publishing request left this machine (read
timeout, reset, 5xx, unreadable 2xx) is ``Unconfirmed``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Limits:
    """What a network accepts. ``text`` counts as ``Network.length`` counts."""

    text: int
    images: int
    image_bytes: int = 5_000_000
    alt_text: int = 1_000
    image_types: frozenset[str] = frozenset({"image/jpeg", "image/png"})


@dataclass(frozen=True)
class Image:
    """One picture of a message. ``read`` gives the bytes; call it late."""

    digest: str
    mime: str
    alt: str
    size: int
    read: Callable[[], bytes] = field(repr=False, compare=False)


@dataclass(frozen=True)
class Message:
    """What is to be published, complete. ``link`` is absolute or empty."""

    text: str
    link: str = ""
    images: tuple[Image, ...] = ()
    language: str = "it"


@dataclass(frozen=True)
class Published:
    """The network's own words for what it took: its id, its address, its time."""

    id: str
    url: str
    at: datetime | None = None


@dataclass(frozen=True)
class Handed:
    """A person has to carry it out (``by_hand``); nothing is public yet."""


@dataclass(frozen=True)
class Account:
    """Who the credentials belong to, as the network names it."""

    id: str
    name: str
    url: str = ""


class Failure(Exception):
    """Base of the four answers that are not a publication.

    ``code`` is a stable word of ours (see ``campaigns.reasons``) that screens
    translate; ``detail`` is what the network said, scrubbed of secrets and cut
    to 2,000 characters, for the administrator.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        # PostgreSQL takes no NUL, and an answer may hold anything.
        self.detail = detail.replace("\0", "")[:2000]


class Rejected(Failure):
    """The network said no, for a reason a person can mend.

    Code ``duplicate`` means the network holds the same content already: after
    a doubt of our own that is evidence, and the outbox looks it up.
    """


class TryLater(Failure):
    """Certainly not out: refused connection, no route, rate limit, maintenance."""

    def __init__(
        self, code: str, detail: str = "", not_before: datetime | None = None
    ) -> None:
        super().__init__(code, detail)
        self.not_before = not_before


class Reconnect(Failure):
    """The credentials no longer work; a person has to connect the channel again."""


class Unconfirmed(Failure):
    """The request left and no answer that can be believed came back."""


@dataclass(frozen=True)
class CredentialField:
    """One value that connecting a channel asks for."""

    name: str
    label: str | StrPromise
    help: str | StrPromise = ""
    secret: bool = True


class Network:
    """Base of every network; one instance talks for one account.

    ``credentials`` are plain values by ``CredentialField.name``; ``address`` is
    the base URL of the service (the simulator's in demo and tests);
    ``options`` are the network's own settings (such as an API version).
    """

    code: ClassVar[str]
    label: ClassVar[str | StrPromise]
    limits: ClassVar[Limits]
    credential_fields: ClassVar[tuple[CredentialField, ...]] = ()
    # An attempt may take this long in all; the outbox's lease must be longer.
    longest_attempt: ClassVar[timedelta] = timedelta(seconds=120)
    # After this long a request that is still on its way can no longer arrive.
    settle: ClassVar[timedelta] = timedelta(seconds=60)
    can_find: ClassVar[bool] = False
    can_withdraw: ClassVar[bool] = False
    can_edit: ClassVar[bool] = False

    def __init__(
        self,
        credentials: Mapping[str, str],
        address: str = "",
        options: Mapping[str, Any] | None = None,
    ) -> None:
        self.credentials = credentials
        self.address = address.rstrip("/")
        self.options = options or {}

    @classmethod
    def compose(cls, text: str, link: str, pictures: bool = False) -> str:
        """The text as readers will see it, the link included where it stands in it.

        ``pictures`` says whether there are any: a network may show a link's card
        instead of the link where no picture takes its place.
        """
        return f"{text}\n\n{link}".strip() if link else text

    @classmethod
    def is_correction(cls, before: Message, after: Message) -> bool:
        """Whether ``edit`` can make the one out of the other: it changes the words,
        and neither pictures nor a link's card."""
        return before.images == after.images and cls.card(before) == cls.card(after)

    @classmethod
    def card(cls, message: Message) -> str:
        """The link that is shown beside the text instead of in it, or nothing."""
        words = cls.compose(message.text, message.link, bool(message.images))
        return "" if message.link in words else message.link

    @classmethod
    def length(cls, text: str) -> int:
        """Length of a composed text as the network counts it."""
        return len(text)

    @classmethod
    def post_at(cls, url: str, account: Account) -> Published | None:
        """The account's post at ``url``, or nothing; its address is made anew.

        For the word of a person who looked: an address that is not one of a post
        of this account, on this network's own site, must not end a doubt.
        """
        return None

    def check(self) -> Account:
        """Ask the network who we are. Raises Reconnect or TryLater.

        One without credentials has no account, and nobody to ask.
        """
        return Account("", "")

    def prepare(self, message: Message, key: str) -> dict[str, Any]:
        """Do all that is not public yet (upload images) and make every key.

        The answer is JSON and is committed before ``publish`` is called. Safe
        to repeat. Raises Rejected, TryLater or Reconnect: nothing is out.
        """
        return {}

    def publish(
        self, message: Message, key: str, prepared: Mapping[str, Any]
    ) -> Published | Handed:
        """Make it public, by exactly one request. Raises any of the four."""
        raise NotImplementedError

    def find(
        self, message: Message, key: str, prepared: Mapping[str, Any], since: datetime
    ) -> list[Published]:
        """What the account published since ``since`` that matches, oldest first.

        Raises TryLater or Reconnect when the network cannot be asked now.
        """
        raise NotImplementedError

    def withdraw(self, id: str) -> None:
        """Delete our own post; one that is gone already is no error.

        Raises Rejected, TryLater, Reconnect or Unconfirmed.
        """
        raise NotImplementedError

    def edit(self, id: str, message: Message) -> None:
        """Correct the text of our own post. Raises as ``withdraw`` does."""
        raise NotImplementedError
