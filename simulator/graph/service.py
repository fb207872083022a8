"""Facebook: the wire of Graph for a Page's own posts.

A path may begin with a version. One that has ended is refused with 2635 (the
real one often serves the oldest living version instead: here it shows), one
that was never there with 2500, none means the oldest living one. The token
comes in the query, in the form or as a bearer, and belongs to one page.
"""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from simulator import images
from simulator.accounts import PAGES, Page
from simulator.faults import Fault
from simulator.graph import errors, query
from simulator.service import Allowance, Route, Service
from simulator.state import Image, Post, Upload
from simulator.web import Refusal, Reply, Request, as_json

OLDEST, NEWEST = 21, 26
MESSAGE, IMAGE_BYTES, MAX_IMAGES = 63_206, 10 * 1024 * 1024, 10
IMAGE_TYPES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
VERSION = r"(?:/v(?P<version>\d+\.\d+))?"
PAGE_FIELDS = ("id", "name", "link", "username", "category")
POST_FIELDS = (
    *("id", "message", "created_time", "updated_time", "permalink_url", "from"),
    *("is_published", "full_picture", "attachments"),
)


def _route(name: str, method: str, path: str) -> Route:
    return Route(name, method, re.compile(VERSION + path), calls=4800)


class Graph(Service):
    network = "facebook"
    window = 86_400
    routes = (
        _route("page", "GET", r"/(?P<id>me|\d+)"),
        _route("photo", "POST", r"/(?P<id>me|\d+)/photos"),
        _route("feed", "POST", r"/(?P<id>me|\d+)/feed"),
        _route("posts", "GET", r"/(?P<id>me|\d+)/(?:posts|published_posts|feed)"),
        _route("read", "GET", r"/(?P<id>\d+_\d+)"),
        _route("edit", "POST", r"/(?P<id>\d+_\d+)"),
        _route("delete", "DELETE", r"/(?P<id>\d+_\d+)"),
    )

    def authenticate(self, request: Request) -> str:
        self._check_version(request)
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() not in ("bearer", "oauth"):
            token = request.form()[0].get("access_token", "")
        if not token:
            raise Refusal(errors.no_token())
        page = next((page for page in PAGES if page.access_token == token), None)
        if page is None:
            raise Refusal(errors.invalid_token())
        if ["facebook", page.id] in self.state.memory.expired:
            raise Refusal(errors.expired_token())
        return page.id

    def usage(self, account: str, allowance: Allowance) -> dict[str, str]:
        used, minutes = (
            100 * (allowance.calls - allowance.remaining) // allowance.calls,
            0,
        )
        if allowance.exceeded:
            minutes = max(0, round((allowance.reset - time.time()) / 60))
        counts = {"call_count": used, "total_cputime": used, "total_time": used}
        business = {
            "type": "pages",
            **counts,
            "estimated_time_to_regain_access": minutes,
        }
        return {
            "facebook-api-version": f"v{NEWEST}.0",
            "X-App-Usage": json.dumps(counts),
            "X-Page-Usage": json.dumps(counts),
            "X-Business-Use-Case-Usage": json.dumps({account: [business]}),
        }

    def failure(self, fault: Fault) -> Reply:
        match fault["effect"]:
            case "rate_limit":
                return errors.too_many(int(fault.get("code", 32)))
            case "expired":
                return errors.expired_token()
            case "duplicate":
                return errors.duplicate()
            case "refuse":
                code, status = (
                    int(fault.get("code", 100)),
                    int(fault.get("status", 400)),
                )
                return errors.error(code, f"(#{code}) Invalid parameter", status=status)
            case _:
                return errors.unexpected(int(fault.get("status", 500)))

    # The routes

    def page(self, account: str, request: Request, version: str, id: str) -> Reply:
        page = self._own_page(account, id)
        values = {
            "id": page.id,
            "name": page.name,
            "link": f"{self.url}/facebook/{page.id}",
            "username": page.name.replace(" ", "").lower(),
            "category": "City",
        }
        wanted = query.names(request, PAGE_FIELDS, "id,name")
        return as_json(200, {name: values[name] for name in wanted})

    def photo(self, account: str, request: Request, version: str, id: str) -> Reply:
        page = self._own_page(account, id)
        fields, files = request.form()
        data = files.get("source") or next(iter(files.values()), b"")
        if not data:
            raise Refusal(errors.error(324, "(#324) Requires upload file"))
        if images.mime(data) not in IMAGE_TYPES or len(data) > IMAGE_BYTES:
            raise Refusal(errors.error(100, "Invalid parameter", subcode=1366046))
        published = fields.get("published", "true").lower() in ("true", "1")
        image = self.state.keep_image(data, alt=fields.get("alt_text_custom", ""))
        photo = Upload(
            self._new_id(), "facebook", page.id, image, time.time(), used=published
        )
        self.state.memory.uploads[photo.id] = photo
        answer = {"id": photo.id}
        if published:
            text = fields.get("message") or fields.get("caption", "")
            answer["post_id"] = self._stand(page, text, "", [image]).id
        return as_json(200, answer)

    def feed(self, account: str, request: Request, version: str, id: str) -> Reply:
        page = self._own_page(account, id)
        fields, _ = request.form()
        text, link = fields.get("message", ""), fields.get("link", "")
        photos = [self._photo(page, each) for each in query.attached(fields)]
        if not (text or link or photos):
            raise Refusal(
                errors.parameter(
                    "Requires one of the params: message, link, attached_media"
                )
            )
        if len(text) > MESSAGE:
            raise Refusal(errors.parameter("Param message is too long"))
        if len(photos) > MAX_IMAGES:
            raise Refusal(errors.parameter("Too many photos in attached_media"))
        if link and not re.fullmatch(r"https?://\S+", link):
            raise Refusal(errors.parameter("Invalid link", 1500))
        if self._said_last(page, text, link, [photo.image for photo in photos]):
            raise Refusal(errors.duplicate())
        if any(photo.used for photo in photos):
            raise Refusal(errors.error(100, "Invalid parameter", subcode=1366051))
        for photo in photos:
            photo.used = True
        post = self._stand(page, text, link, [photo.image for photo in photos])
        return as_json(200, {"id": post.id})

    def posts(self, account: str, request: Request, version: str, id: str) -> Reply:
        page = self._own_page(account, id)
        wanted = query.names(request, POST_FIELDS, "created_time,message,id")
        since, until = (
            query.moment(request, "since", 0),
            query.moment(request, "until", float("inf")),
        )
        found = [
            p
            for p in self.state.timeline("facebook", page.id)
            if since <= int(p.at) <= until
        ]
        limit = query.limit(request)
        start = query.start(request, found)
        chosen = found[start : start + limit]
        answer: dict[str, Any] = {
            "data": [self._shown(post, wanted) for post in chosen]
        }
        if chosen:
            answer["paging"] = {
                "cursors": {
                    "before": query.seal(chosen[0].id),
                    "after": query.seal(chosen[-1].id),
                }
            }
            if len(found) > start + limit:
                after = {**request.query, "after": query.seal(chosen[-1].id)}
                answer["paging"]["next"] = (
                    f"{self.url}{request.path}?{urlencode(after)}"
                )
        return as_json(200, answer)

    def read(self, account: str, request: Request, version: str, id: str) -> Reply:
        post = self._own_post(account, request, id)
        return as_json(
            200,
            self._shown(
                post, query.names(request, POST_FIELDS, "created_time,message,id")
            ),
        )

    def edit(self, account: str, request: Request, version: str, id: str) -> Reply:
        post = self._own_post(account, request, id)
        text = request.form()[0].get("message", "")
        if not text and not post.images:
            raise Refusal(errors.parameter("Param message must not be empty"))
        post.text, post.edited = text, time.time()
        return as_json(200, {"success": True})

    def delete(self, account: str, request: Request, version: str, id: str) -> Reply:
        self._own_post(account, request, id).deleted = True
        return as_json(200, {"success": True})

    # What they are made of

    def _check_version(self, request: Request) -> None:
        match = re.match(VERSION, request.path)
        version = match["version"] if match else None
        if version is None:
            return
        major, minor = map(int, version.split("."))
        if major > NEWEST or minor:
            path = request.path.removeprefix(f"/v{version}")
            raise Refusal(errors.error(2500, f"Unknown path components: {path}"))
        if major < OLDEST:
            message = (
                "(#2635) You are calling a deprecated version of the Graph API. "
                f"Please update to the latest version: v{NEWEST}.0."
            )
            raise Refusal(errors.error(2635, message))

    def _own_page(self, account: str, id: str) -> Page:
        page = next(page for page in PAGES if page.id == account)
        if id not in ("me", page.id):
            raise Refusal(errors.permission())
        return page

    def _own_post(self, account: str, request: Request, id: str) -> Post:
        post = self.state.standing("facebook", id)
        if post is None:
            raise Refusal(errors.no_such_object(request.method, id))
        if post.account != account:
            raise Refusal(errors.permission())
        return post

    def _new_id(self) -> str:
        """Ids grow, and a reset never brings one back: hence the clock in them."""
        return str(
            self.state.next_id(
                "facebook", 122_000_000_000_000_000 + int(time.time() * 1000)
            )
        )

    def _photo(self, page: Page, id: str) -> Upload:
        photo = self.state.memory.uploads.get(id)
        if photo is None or (photo.network, photo.account) != ("facebook", page.id):
            raise Refusal(errors.no_such_object("POST", id))
        return photo

    def _said_last(
        self, page: Page, text: str, link: str, pictures: list[Image]
    ) -> bool:
        last = next(iter(self.state.timeline("facebook", page.id)), None)
        return last is not None and (
            (last.text, last.link, [image.digest for image in last.images])
            == (text, link, [image.digest for image in pictures])
        )

    def _stand(self, page: Page, text: str, link: str, pictures: list[Image]) -> Post:
        number = self._new_id()
        post = Post(
            network="facebook",
            account=page.id,
            id=f"{page.id}_{number}",
            path=f"/facebook/{page.id}/posts/{number}",
            text=text,
            at=time.time(),
            link=link,
            images=pictures,
        )
        self.state.memory.posts.append(post)
        return post

    def _shown(self, post: Post, wanted: list[str]) -> dict[str, Any]:
        pictures = [f"{self.url}/images/{image.digest}" for image in post.images]
        page = next(page for page in PAGES if page.id == post.account)
        values = {
            "id": post.id,
            "message": post.text,
            "created_time": _stamp(post.at),
            "updated_time": _stamp(post.edited or post.at),
            "permalink_url": f"{self.url}{post.path}",
            "from": {"name": page.name, "id": page.id},
            "is_published": True,
            "full_picture": pictures[0] if pictures else None,
            "attachments": _attachments(post, pictures),
        }
        return {name: values[name] for name in wanted if values[name]}


def _attachments(post: Post, pictures: list[str]) -> dict[str, Any] | None:
    """Several pictures are one album; a link is shown only where there is none."""
    photos: list[dict[str, Any]] = [
        {
            "type": "photo",
            "media_type": "photo",
            "media": {
                "image": {"src": url, "width": image.width, "height": image.height}
            },
        }
        for url, image in zip(pictures, post.images, strict=True)
    ]
    match photos:
        case [] if post.link:
            link = {"type": "share", "media_type": "link", "unshimmed_url": post.link}
            return {"data": [link]}
        case []:
            return None
        case [photo]:
            return {"data": [photo]}
    album = {"type": "album", "media_type": "album", "media": photos[0]["media"]}
    return {"data": [{**album, "subattachments": {"data": photos}}]}


def _stamp(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%S}+0000"
