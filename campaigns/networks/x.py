"""X (formerly Twitter), API v2, through tweepy with OAuth 1.0a.

X gives no idempotency key. What makes a doubt decidable is the account's own
timeline, and that X refuses the same text twice (403 "duplicate content").
"""

from __future__ import annotations

import html
import re
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import tweepy
from django.utils.translation import gettext_lazy as _

from . import counting
from .addresses import below, site
from .base import (
    Account,
    CredentialField,
    Failure,
    Limits,
    Message,
    Network,
    Published,
    Reconnect,
    Rejected,
    TryLater,
)
from .http import Answer, Door
from .limits import pictures, refuse_excess
from .matching import SKEW, same

API = "https://api.x.com"
WEB = "https://x.com"
HOSTS = ("www.x.com", "mobile.x.com", "twitter.com", "www.twitter.com")
# A look-up reads at most this much of the timeline, newest first.
PAGES = 5
PER_PAGE = 100

_STATUS = re.compile(r"/(\w+)/status/(\d+)(?:/photo/\d+)?/?")
_OWN_MEDIA = re.compile(r"/status/\d+/(photo|video)/\d+$")
_RATE_FAMILIES = ("x-rate-limit", "x-user-limit-24hour", "x-app-limit-24hour")


class X(Network):
    code = "x"
    label = _("X")
    limits = Limits(
        text=280,
        images=4,
        image_bytes=5_000_000,
        alt_text=1_000,
        image_types=frozenset({"image/jpeg", "image/png", "image/webp"}),
    )
    credential_fields = (
        CredentialField("consumer_key", _("API key")),
        CredentialField("consumer_secret", _("API key secret")),
        CredentialField("access_token", _("Access token")),
        CredentialField(
            "access_token_secret",
            _("Access token secret"),
            _("Made in X's developer console, with permission to read and write."),
        ),
    )
    longest_attempt = timedelta(minutes=4)
    can_find = True
    can_withdraw = True

    def __init__(
        self,
        credentials: Mapping[str, str],
        address: str = "",
        options: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(credentials, address or API, options)
        keys = {f.name: credentials.get(f.name, "") for f in self.credential_fields}
        self.door = Door(self.address, keys.values(), self.options)
        self.client = tweepy.Client(**keys)
        self.client.session = self.door
        self.site = site(self.address, api=API, web=WEB, code=self.code)

    @classmethod
    def length(cls, text: str) -> int:
        return counting.weighted_length(text)

    @classmethod
    def post_at(cls, url: str, account: Account) -> Published | None:
        site, _slash, handle = account.url.rpartition("/")
        found = _STATUS.fullmatch(below(url, site, *(HOSTS if site == WEB else ())))
        if not found or found[1].lower() != handle.lower():
            return None
        return Published(found[2], f"{account.url}/status/{found[2]}")

    def check(self) -> Account:
        with self.door.asking(judge, refused=Reconnect):
            me = self.client.get_me(user_auth=True).data
            return Account(str(me.id), f"@{me.username}", f"{self.site}/{me.username}")

    def prepare(self, message: Message, key: str) -> dict[str, Any]:
        refuse_excess(type(self), message)
        media = [
            self._upload(image.mime, image.alt, content)
            for image, content in pictures(message)
        ]
        return {**self._account(Rejected), "media_ids": media}

    def publish(
        self, message: Message, key: str, prepared: Mapping[str, Any]
    ) -> Published:
        with self.door.asking(judge, publishing=True):
            post = self.client.create_tweet(
                text=self.compose(message.text, message.link),
                media_ids=prepared["media_ids"] or None,
                user_auth=True,
            ).data
            return self._published(post["id"], prepared["handle"])

    def find(
        self, message: Message, key: str, prepared: Mapping[str, Any], since: datetime
    ) -> list[Published]:
        account = prepared or self._account(TryLater)
        text = self.compose(message.text, message.link)
        return [
            self._published(id, account["handle"], at)
            for id, written, at in self._timeline(account["user_id"], since - SKEW)
            if same(text, written)
        ]

    def withdraw(self, id: str) -> None:
        try:
            with self.door.asking(judge, publishing=True):
                if not self.client.delete_tweet(id, user_auth=True).data["deleted"]:
                    raise Rejected("permission", str(self.door.last))
        except Rejected as refusal:
            if refusal.code != "not_found":
                raise

    def _upload(self, mime: str, alt: str, content: bytes) -> str:
        # tweepy's own upload speaks v1.1, which X is taking down.
        picture = {
            "media": b64encode(content).decode(),
            "media_category": "tweet_image",
            "media_type": mime,
        }
        with self.door.asking(_judge_picture):
            answer = self.client.request(
                "POST", "/2/media/upload", json=picture, user_auth=True
            )
            media = str(answer.json()["data"]["id"])
        if alt:
            words = {"id": media, "metadata": {"alt_text": {"text": alt}}}
            with self.door.asking(_judge_picture):
                self.client.request(
                    "POST", "/2/media/metadata", json=words, user_auth=True
                )
        return media

    def _account(self, refused: type[Failure]) -> dict[str, str]:
        with self.door.asking(judge, refused=refused):
            me = self.client.get_me(user_auth=True).data
            return {"user_id": str(me.id), "handle": me.username}

    def _timeline(
        self, user: str, since: datetime
    ) -> list[tuple[int, str, datetime | None]]:
        """Id, text and time of our posts since ``since``, oldest first."""
        posts: list[tuple[int, str, datetime | None]] = []
        token = None
        for _page in range(PAGES):
            with self.door.asking(judge, refused=TryLater):
                page = self.client.get_users_tweets(
                    user,
                    start_time=since,
                    max_results=PER_PAGE,
                    tweet_fields=["created_at", "entities"],
                    pagination_token=token,
                    user_auth=True,
                )
                # No posts is not the same as no answer about posts.
                count = page.meta["result_count"]
                found = page.data or []
                if len(found) != count:
                    raise ValueError(f"{len(found)} posts of {count}")
                posts += [(p.id, as_written(p), p.created_at) for p in found]
                token = page.meta.get("next_token")
            if not token:
                return posts[::-1]
        raise TryLater("unavailable", f"more than {PAGES * PER_PAGE} posts to look at")

    def _published(self, id: Any, handle: str, at: datetime | None = None) -> Published:
        number = str(int(id))
        return Published(number, f"{self.site}/{handle}/status/{number}", at)


def as_written(post: tweepy.Tweet) -> str:
    """A post's text as its author wrote it: X shortens links, escapes &, < and >,
    and adds a link to the post's own pictures."""
    text = post.text
    for url in (post.entities or {}).get("urls", []):
        written = url.get("expanded_url", url["url"])
        ours = not url.get("media_key") and not _OWN_MEDIA.search(written)
        text = text.replace(url["url"], written if ours else "")
    return html.unescape(text)


def judge(answer: Answer) -> Failure | None:
    """The failure that an error of X means; None leaves it in doubt."""
    problem, detail = answer.data, str(answer)
    kind = str(problem.get("type", "")).rsplit("/", 1)[-1]
    said = [problem, *filter(_is_object, problem.get("errors", []))]
    words = " ".join(
        str(part.get(name, ""))
        for part in said
        for name in ("title", "detail", "message")
    ).lower()
    match answer.status:
        case 401:
            return Reconnect("token_invalid", detail)
        case 402:
            return Rejected("budget", detail)
        case 429 if kind == "usage-capped":
            return Rejected("budget", detail)
        case 429:
            return TryLater("rate_limit", detail, _free_again(answer))
        case 403 if "duplicate content" in words:
            return Rejected("duplicate", detail)
        case 403 if kind == "unsupported-authentication":
            return Reconnect("permission", detail)
        case 403 if "suspended" in words or "suspended" in kind:
            return Rejected("suspended", detail)
        case 400 | 403 if "too long" in words:
            return Rejected("too_long", detail)
        case 403:
            return Rejected("permission", detail)
        case 404:
            return Rejected("not_found", detail)
        case 413:
            return Rejected("image_too_large", detail)
        case status if 400 <= status < 500 and status != 408:
            return Rejected("invalid", detail)
    return None


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _judge_picture(answer: Answer) -> Failure | None:
    failure = judge(answer)
    if isinstance(failure, Rejected) and failure.code == "invalid":
        return Rejected("image_refused", failure.detail)
    return failure


def _free_again(answer: Answer) -> datetime | None:
    """When the limit that was hit ends: X has one per 15 minutes and two per day."""
    used_up = [
        f"{family}-reset"
        for family in _RATE_FAMILIES
        if answer.headers.get(f"{family}-remaining") == "0"
    ]
    times = [
        int(answer.headers[name])
        for name in used_up or ["x-rate-limit-reset"]
        if answer.headers.get(name, "").isdigit()
    ]
    return datetime.fromtimestamp(max(times), UTC) if times else None
