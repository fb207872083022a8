"""X: the wire of api.x.com, version 2, as far as one's own posts go.

Every call is signed by OAuth 1.0a. Errors are "problems" (title, detail, type,
status). A post that is not there is a 200 with ``errors`` and no ``data``, as
at the real one.
"""

from __future__ import annotations

import re
import time
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from simulator import images
from simulator.accounts import X_ACCOUNTS, XAccount
from simulator.faults import Fault
from simulator.service import Allowance, Route, Service
from simulator.state import Post, State, Upload
from simulator.web import Refusal, Reply, Request, as_json
from simulator.x import errors, query, wording
from simulator.x.oauth import Signatures

MAX_IMAGES, IMAGE_BYTES, ALT_TEXT = 4, 5 * 1024 * 1024, 1000
IMAGE_TYPES = {"image/png", "image/jpeg", "image/webp"}
UPLOAD_SECONDS = 86_400
# X does not say how long; hours, by all reports.
DUPLICATE_SECONDS = 86_400
CREATE_FIELDS = {
    *("text", "media", "reply", "quote_tweet_id", "poll", "geo", "reply_settings"),
    *("direct_message_deep_link", "for_super_followers_only", "nullcast", "card_uri"),
    *("community_id", "share_with_followers", "made_with_ai", "paid_partnership"),
}


def _route(name: str, method: str, path: str, calls: int) -> Route:
    return Route(name, method, re.compile(path), calls)


class X(Service):
    network = "x"
    window = 900
    routes = (
        _route("me", "GET", "/2/users/me", 75),
        _route("upload", "POST", "/2/media/upload", 500),
        _route("metadata", "POST", "/2/media/metadata", 500),
        _route("create", "POST", "/2/tweets", 100),
        _route("timeline", "GET", r"/2/users/(?P<user_id>\d+)/tweets", 900),
        _route("read", "GET", r"/2/tweets/(?P<id>\d+)", 900),
        _route("delete", "DELETE", r"/2/tweets/(?P<id>\d+)", 50),
    )

    def __init__(self, state: State, url: str, rate_limits: bool = True) -> None:
        super().__init__(state, url, rate_limits)
        self._signatures = Signatures()

    def authenticate(self, request: Request) -> str:
        if request.headers.get("Authorization", "").startswith("Bearer "):
            raise Refusal(errors.app_only())
        account = self._signatures.signer(request)
        if account is None or ["x", account.handle] in self.state.memory.expired:
            raise Refusal(errors.problem(401, "Unauthorized"))
        return account.handle

    def usage(self, account: str, allowance: Allowance) -> dict[str, str]:
        return {
            "x-rate-limit-limit": str(allowance.calls),
            "x-rate-limit-remaining": str(allowance.remaining),
            "x-rate-limit-reset": str(allowance.reset),
        }

    def failure(self, fault: Fault) -> Reply:
        match fault["effect"]:
            case "rate_limit":
                return errors.problem(429, "Too Many Requests")
            case "expired":
                return errors.problem(401, "Unauthorized")
            case "duplicate":
                return errors.duplicate()
            case "refuse" if fault.get("status") == 400:
                return errors.invalid("simulated", "This request was refused.")
            case "refuse":
                return errors.forbidden("You are not permitted to perform this action.")
            case _:
                status = int(fault.get("status", 503))
                title = (
                    "Service Unavailable" if status == 503 else "Internal Server Error"
                )
                return errors.problem(status, title)

    # The routes

    def me(self, account: str, request: Request) -> Reply:
        owner = _account(account)
        user = {"id": owner.id, "name": owner.name, "username": owner.handle}
        extra = {
            "created_at": "2024-06-10T08:00:00.000Z",
            "protected": False,
            "verified": False,
        }
        wanted = request.query.get("user.fields", "").split(",")
        return as_json(
            200, {"data": user | {k: v for k, v in extra.items() if k in wanted}}
        )

    def upload(self, account: str, request: Request) -> Reply:
        data = query.media(request)
        if not data:
            raise Refusal(
                errors.invalid("media", "$.media: is missing but it is required")
            )
        if images.mime(data) not in IMAGE_TYPES:
            raise Refusal(errors.invalid("media", "The media type is not supported."))
        if len(data) > IMAGE_BYTES:
            raise Refusal(errors.invalid("media", "The image is larger than 5 MB."))
        image = self.state.keep_image(data)
        id = self._snowflake()
        upload = Upload(id, "x", account, image, time.time())
        self.state.memory.uploads[id] = upload
        answer = {
            "id": id,
            "media_key": f"3_{id}",
            "size": image.size,
            "expires_after_secs": UPLOAD_SECONDS,
            "image": {"image_type": image.mime, "w": image.width, "h": image.height},
        }
        return as_json(200, {"data": answer})

    def metadata(self, account: str, request: Request) -> Reply:
        data = query.body(request)
        metadata = data.get("metadata")
        alt_text = metadata.get("alt_text") if isinstance(metadata, dict) else None
        text = alt_text.get("text") if isinstance(alt_text, dict) else None
        if not isinstance(text, str) or not 1 <= len(text) <= ALT_TEXT:
            message = (
                f"$.metadata.alt_text.text: must be 1 to {ALT_TEXT} characters long"
            )
            raise Refusal(errors.invalid("metadata", message))
        upload = self._uploaded(account, data.get("id"))
        upload.image.alt = text
        answer = {"id": upload.id, "associated_metadata": metadata}
        return as_json(200, {"data": answer})

    def create(self, account: str, request: Request) -> Reply:
        text, uploads = self._wanted(account, query.body(request))
        if text and self._said_lately(account, text):
            raise Refusal(errors.duplicate())
        id = self._snowflake()
        spans = wording.urls(text)
        post = Post(
            network="x",
            account=account,
            id=id,
            path=f"/x/{account}/status/{id}",
            text=text,
            at=time.time(),
            link=text[slice(*spans[0])] if spans else "",
            images=[replace(upload.image) for upload in uploads],
        )
        self.state.memory.posts.append(post)
        shown = self._shown(post)
        answer = {
            name: shown[name] for name in ("id", "text", "edit_history_tweet_ids")
        }
        return as_json(201, {"data": answer})

    def read(self, account: str, request: Request, id: str) -> Reply:
        post = self.state.standing("x", id)
        if post is None:
            return as_json(200, {"errors": [errors.not_found("tweet", id)]})
        return as_json(200, {"data": query.fields(self._shown(post), request)})

    def delete(self, account: str, request: Request, id: str) -> Reply:
        post = self.state.standing("x", id)
        if post is None:
            raise Refusal(
                as_json(404, {**errors.not_found("tweet", id), "status": 404})
            )
        if post.account != account:
            raise Refusal(
                errors.forbidden("You are not authorized to delete this Tweet.")
            )
        post.deleted = True
        return as_json(200, {"data": {"deleted": True}})

    def timeline(self, account: str, request: Request, user_id: str) -> Reply:
        owner = next((x for x in X_ACCOUNTS if x.id == user_id), None)
        if owner is None:
            return as_json(200, {"errors": [errors.not_found("user", user_id)]})
        size = query.number(request, "max_results", 10)
        if not 5 <= size <= 100:
            message = f"The `max_results` query parameter value [{size}] is not between 5 and 100"
            raise Refusal(errors.invalid("max_results", message))
        posts = [
            post
            for post in self.state.timeline("x", owner.handle)
            if query.within(post, request)
        ]
        page = posts[:size]
        meta: dict[str, Any] = {"result_count": len(page)}
        if not page:
            return as_json(200, {"meta": meta})
        meta |= {"newest_id": page[0].id, "oldest_id": page[-1].id}
        if len(posts) > size:
            meta["next_token"] = query.token(page[-1].id)
        data = [query.fields(self._shown(post), request) for post in page]
        return as_json(200, {"data": data, "meta": meta})

    # What they are made of

    def _snowflake(self) -> str:
        milliseconds = int(time.time() * 1000) - 1_288_834_974_657
        return str(self.state.next_id("x", at_least=milliseconds << 22))

    def _uploaded(self, account: str, id: Any) -> Upload:
        upload = self.state.memory.uploads.get(str(id))
        if (
            upload is None
            or (upload.network, upload.account) != ("x", account)
            or time.time() - upload.at > UPLOAD_SECONDS
        ):
            raise Refusal(
                errors.invalid("media.media_ids", "Your media IDs are invalid.")
            )
        return upload

    def _wanted(self, account: str, data: dict[str, Any]) -> tuple[str, list[Upload]]:
        """Text and pictures of a post to be, or Refusal."""
        for name in sorted(set(data) - CREATE_FIELDS):
            message = f"$.{name}: is not defined in the schema"
            raise Refusal(errors.invalid(name, message))
        text = data.get("text") or ""
        media = data.get("media") or {}
        ids = media.get("media_ids", []) if isinstance(media, dict) else None
        if not isinstance(text, str) or not isinstance(ids, list):
            raise Refusal(errors.invalid("text", "$.text, $.media: wrong type"))
        if not text.strip() and not ids:
            raise Refusal(
                errors.invalid("text", "$.text: is missing but it is required")
            )
        if len(ids) > MAX_IMAGES:
            message = (
                "$.media.media_ids: there must be a maximum of 4 items in the array"
            )
            raise Refusal(errors.invalid("media.media_ids", message))
        if wording.weight(text) > wording.LIMIT:
            raise Refusal(errors.invalid("text", "Your Tweet text is too long."))
        return text, [self._uploaded(account, id) for id in ids]

    def _said_lately(self, account: str, text: str) -> bool:
        since = time.time() - DUPLICATE_SECONDS
        return any(
            _plain(post.text) == _plain(text)
            for post in self.state.timeline("x", account)
            if post.at > since
        )

    def _shown(self, post: Post) -> dict[str, Any]:
        photos = [
            (f"3_{post.id}{n}", f"{self.url}{post.path}/photo/{n}")
            for n in range(1, len(post.images) + 1)
        ]
        text, urls = wording.as_given_back(post.text, post.id, photos)
        return {
            "id": post.id,
            "text": text,
            "edit_history_tweet_ids": [post.id],
            "author_id": _account(post.account).id,
            "created_at": f"{datetime.fromtimestamp(post.at, UTC):%Y-%m-%dT%H:%M:%S}.000Z",
            "attachments": {"media_keys": [key for key, _ in photos]}
            if photos
            else None,
            "entities": {"urls": urls} if urls else None,
        }


def _account(handle: str) -> XAccount:
    return next(x for x in X_ACCOUNTS if x.handle == handle)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()
