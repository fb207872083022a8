"""A Facebook Page, by the Graph API, through facebook-sdk.

The library is of 2018: it knows no version after 3.1 (assigning ``version``
works), loses status, headers and subcodes (the door keeps them), and raises
KeyError or an error without code where an answer is not JSON. The Graph gives
no idempotency key. What makes a doubt decidable is the page's own posts, and
that the Graph refuses the same post twice in a row (error 506).
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from .addresses import below, site
from .base import (
    Account,
    CredentialField,
    Failure,
    Image,
    Limits,
    Message,
    Network,
    Published,
    Reconnect,
    Rejected,
    TryLater,
)
from .graph_versions import DEFAULT
from .http import Answer, Door
from .limits import pictures, refuse_excess
from .matching import SKEW, same

with warnings.catch_warnings():
    # One of its patterns has an escape that Python deprecates.
    warnings.simplefilter("ignore")
    import facebook

_POST = re.compile(r"/([^/]+)/posts/(?:[^/]+/)?(\d+)/?")
API = "https://graph.facebook.com"
WEB = "https://www.facebook.com"
HOSTS = ("facebook.com", "m.facebook.com", "web.facebook.com")
# A look-up reads at most this many of the page's posts, newest first.
PAGES = 5
PER_PAGE = 50

# Error codes, from "Handle errors" and "Rate limits" of the Graph API.
TOKEN = frozenset({102, 104, 190})
EXPIRED = frozenset({463, 492})  # subcodes of 190: time or session ran out
LATER = frozenset({4, 17, 32, 341, 368, 613, 80001, 80002})
UNDECIDED = frozenset({1, 2})
REFUSED = {
    10: "permission",
    100: "invalid",
    324: "image_refused",
    506: "duplicate",
    803: "not_found",
    2635: "version_expired",
}
GONE = 33  # subcode of 100: "does not exist, cannot be loaded …"
BAD_PHOTO = 1366046  # subcode: too large, or no JPEG or PNG


class Facebook(Network):
    code = "facebook"
    label = _("Facebook")
    limits = Limits(
        text=63_206,
        images=10,
        image_bytes=4_000_000,
        alt_text=1_000,
        image_types=frozenset({"image/jpeg", "image/png"}),
    )
    credential_fields = (
        CredentialField(
            "page_id",
            _("Page number"),
            _("The number, not the name: it stands in the page's “About” section."),
            secret=False,
        ),
        CredentialField(
            "access_token",
            _("Page access token"),
            _("A long-lived token of the page itself, not of a person."),
        ),
    )
    longest_attempt = timedelta(minutes=4)
    can_find = True
    can_withdraw = True
    can_edit = True

    @classmethod
    def compose(cls, text: str, link: str, pictures: bool = False) -> str:
        """Facebook shows either a link's card or pictures: only beside pictures
        the link stands in the text."""
        return super().compose(text, link) if pictures else text

    def __init__(
        self,
        credentials: Mapping[str, str],
        address: str = "",
        options: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(credentials, address or API, options)
        token = credentials.get("access_token", "").strip()
        self.page = credentials.get("page_id", "").strip()
        self.door = Door(self.address, [token], self.options)
        self.graph = facebook.GraphAPI(token, session=self.door)
        self.graph.version = self.options.get("version", DEFAULT)
        self.site = site(self.address, api=API, web=WEB, code=self.code)

    @classmethod
    def post_at(cls, url: str, account: Account) -> Published | None:
        """Its id is the page's number and the post's. A link with a ``pfbid`` does
        not say the post's number, so it cannot be taken. A page may be called by its
        name, which we do not know; by a number it must be its own."""
        site = account.url.rpartition("/")[0]
        found = _POST.fullmatch(below(url, site, *(HOSTS if site == WEB else ())))
        if not found or (found[1].isdecimal() and found[1] != account.id):
            return None
        return Published(f"{account.id}_{found[2]}", f"{account.url}/posts/{found[2]}")

    def check(self) -> Account:
        with self.door.asking(judge, refused=Reconnect):
            me = self.graph.get_object("me", fields="id,name,link")
            if me["id"] != self.page:
                raise Reconnect("wrong_account", f"{me['name']} ({me['id']})")
            return Account(me["id"], me["name"], f"{self.site}/{me['id']}")

    def prepare(self, message: Message, key: str) -> dict[str, Any]:
        refuse_excess(type(self), message)
        return {
            "photo_ids": [
                self._upload(image, content) for image, content in pictures(message)
            ]
        }

    def publish(
        self, message: Message, key: str, prepared: Mapping[str, Any]
    ) -> Published:
        content = {"message": _words(message)}
        if prepared["photo_ids"]:
            photos = [{"media_fbid": id} for id in prepared["photo_ids"]]
            content["attached_media"] = json.dumps(photos)
        elif message.link:
            content["link"] = message.link
        with self.door.asking(judge, publishing=True):
            id = _id(self.graph.put_object(self.page, "feed", **content))
        return self._seen(id)

    def find(
        self, message: Message, key: str, prepared: Mapping[str, Any], since: datetime
    ) -> list[Published]:
        return [
            published
            for published, words, photos in self._posts(since - SKEW)
            if same(_words(message), words) and photos == len(message.images)
        ]

    def withdraw(self, id: str) -> None:
        try:
            with self.door.asking(judge, publishing=True):
                if not self.graph.delete_object(id)["success"]:
                    raise Rejected("permission", str(self.door.last))
        except Rejected as refusal:
            # The Graph says the same of a post that is gone and of one that is
            # not ours to delete; only the second can still be read.
            if refusal.code != "not_found" or self._readable(id):
                raise

    def edit(self, id: str, message: Message) -> None:
        words = {"message": _words(message)}
        with self.door.asking(judge, publishing=True):
            answer = self.graph.request(f"{self.graph.version}/{id}", post_args=words)
            if not answer["success"]:
                raise Rejected("permission", str(self.door.last))

    def _upload(self, image: Image, content: bytes) -> str:
        words = {"alt_text_custom": image.alt} if image.alt else {}
        with self.door.asking(judge):
            photo = self.graph.put_photo(
                (image.digest, content, image.mime),
                f"{self.page}/photos",
                published="false",
                **words,
            )
            return _id(photo)

    def _posts(self, since: datetime) -> list[tuple[Published, str, int]]:
        """The page's posts since ``since`` with text and number of photos, oldest
        first."""
        posts: list[tuple[Published, str, int]] = []
        after: dict[str, str] = {}
        for _page in range(PAGES):
            with self.door.asking(judge, refused=TryLater):
                answer = self.graph.get_connections(
                    self.page,
                    "published_posts",
                    fields="id,message,created_time,permalink_url,"
                    "attachments{media_type,subattachments{media_type}}",
                    since=int(since.timestamp()),
                    limit=PER_PAGE,
                    **after,
                )
                posts += [
                    (self._published(post), post.get("message", ""), _photos(post))
                    for post in answer["data"]
                ]
                if "next" not in answer.get("paging", {}):
                    return posts[::-1]
                after = {"after": answer["paging"]["cursors"]["after"]}
        raise TryLater("unavailable", f"more than {PAGES * PER_PAGE} posts to look at")

    def _seen(self, id: str) -> Published:
        """Where the post stands, by the page's own word if it can be had.

        The post is out: no failure of this reading may say otherwise.
        """
        fields = "id,permalink_url,created_time"
        try:
            with self.door.asking(judge):
                return self._published(self.graph.get_object(id, fields=fields))
        except Failure:
            return self._published({"id": id})

    def _readable(self, id: str) -> bool:
        try:
            with self.door.asking(judge):
                return bool(self.graph.get_object(id, fields="id")["id"])
        except Rejected:
            return False

    def _published(self, post: Mapping[str, Any]) -> Published:
        id = _id(post)
        url = post.get("permalink_url", "")
        if not url.startswith("http"):
            url = f"{self.site}/{self.page}/posts/{id.rpartition('_')[2]}"
        return Published(id, url, _time(post.get("created_time")))


def _words(message: Message) -> str:
    return Facebook.compose(message.text, message.link, bool(message.images))


def _id(answer: Mapping[str, Any]) -> str:
    if not isinstance(answer["id"], str) or not answer["id"]:
        raise ValueError("an answer without an id")
    return answer["id"]


def _time(text: str | None) -> datetime | None:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z") if text else None


def _photos(post: Mapping[str, Any]) -> int:
    """How many pictures a post shows: alone, or as parts of an album."""
    shown = post.get("attachments", {}).get("data", [])
    parts = [p for a in shown for p in a.get("subattachments", {}).get("data", [a])]
    return sum(part.get("media_type") == "photo" for part in parts)


def judge(answer: Answer) -> Failure | None:
    """The failure that an error of the Graph means; None leaves it in doubt."""
    error = answer.data.get("error")
    if not isinstance(error, dict):
        return None
    if answer.status >= 500:
        # Whatever it says, it says it of itself: the post may be out.
        return None
    code, subcode, detail = error.get("code"), error.get("error_subcode"), str(answer)
    if code in TOKEN:
        expired = subcode in EXPIRED
        return Reconnect("token_expired" if expired else "token_invalid", detail)
    if code in LATER:
        return TryLater("rate_limit", detail, _free_again(answer))
    if not isinstance(code, int) or code in UNDECIDED or error.get("is_transient"):
        return None
    if subcode == BAD_PHOTO:
        return Rejected("image_refused", detail)
    if code == 100 and subcode == GONE:
        return Rejected("not_found", detail)
    if 200 <= code <= 299:
        return Rejected("permission", detail)
    return Rejected(REFUSED.get(code, "invalid"), detail)


def _free_again(answer: Answer) -> datetime | None:
    """When the page may speak again, by the longest wait that the header names."""
    try:
        usage = json.loads(answer.headers.get("X-Business-Use-Case-Usage", "{}"))
        minutes = max(
            use["estimated_time_to_regain_access"]
            for uses in usage.values()
            for use in uses
        )
        return datetime.now(UTC) + timedelta(minutes=minutes) if minutes else None
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
