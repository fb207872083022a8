"""What a person sees in a browser: every timeline and the mailbox."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from string import Template

from simulator.accounts import PAGES, X_ACCOUNTS
from simulator.state import Post, State
from simulator.web import Reply, Request

PAGE_SIZE = 20
FRAME = Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))
PERMALINK = re.compile(
    r"/x/\w+/status/\d+(/photo/\d+)?|/facebook/\d+/posts/\d+|/mail/\d+"
)
TIMELINE = re.compile(r"/((?:x/\w+|facebook/\d+|mail)?)")
IMAGE = re.compile(r"/images/([0-9a-f]{64})")
URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]}'\u2019»]")
NAMES = {"x": "X", "facebook": "Facebook", "mail": "Mail"}


def answer(state: State, request: Request) -> Reply | None:
    """A page, a picture, or None where the address is not one of ours."""
    if match := TIMELINE.fullmatch(request.path):
        return _timeline(state, request, match[1])
    if match := IMAGE.fullmatch(request.path):
        return _image(state, match[1])
    if PERMALINK.fullmatch(request.path):
        return _one(state, re.sub(r"/photo/\d+$", "", request.path))
    return None


def not_found() -> Reply:
    return _page(
        404, "Nothing here", "<p>The simulator has nothing at this address.</p>"
    )


def _timeline(state: State, request: Request, show: str) -> Reply:
    """Everything (``show`` is empty), one account or the mailbox; newest first."""
    if show and show not in _timelines():
        return not_found()
    with state.lock:
        every = list(reversed(state.memory.posts))
    posts = [post for post in every if show in ("", _of(post))]
    asked = request.query.get("page", "1")
    last = max(1, -(-len(posts) // PAGE_SIZE))
    page = min(max(1, int(asked)), last) if asked.isdecimal() else 1
    chosen = posts[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    articles = "".join(map(_article, chosen)) or "<p>Nothing has arrived yet.</p>"
    title = _title(show) if show else "Everything that arrived"
    return _page(200, title, articles + _pager(show, page, last), _menu(every, show))


def _one(state: State, path: str) -> Reply:
    with state.lock:
        post = next((post for post in state.memory.posts if post.path == path), None)
    if post is None:
        return _page(404, "Nothing here", "<p>No post has this address.</p>")
    if post.deleted:
        return _page(410, "Deleted", "<p>This post was deleted by its account.</p>")
    return _page(200, f"{_title(_of(post))}: one post", _article(post))


def _image(state: State, digest: str) -> Reply:
    try:
        with state.lock:
            data = state.image_bytes(digest)
            kind = _kind(state, digest)
    except KeyError:
        return not_found()
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "max-age=31536000"}
    return Reply(200, data, content_type=kind, headers=headers)


def _kind(state: State, digest: str) -> str:
    from_posts = (image for post in state.memory.posts for image in post.images)
    from_uploads = (upload.image for upload in state.memory.uploads.values())
    for image in (*from_posts, *from_uploads):
        if image.digest == digest:
            return image.mime
    raise KeyError(digest)


def _timelines() -> list[str]:
    x = [f"x/{account.handle}" for account in X_ACCOUNTS]
    return [*x, *(f"facebook/{page.id}" for page in PAGES), "mail"]


def _of(post: Post) -> str:
    return "mail" if post.network == "mail" else f"{post.network}/{post.account}"


def _title(timeline: str) -> str:
    network, _, account = timeline.partition("/")
    pages = {page.id: page.name for page in PAGES}
    shown = pages.get(account, f"@{account}" if account else "")
    return f"{NAMES.get(network, network)} {shown}".strip()


def _menu(posts: list[Post], show: str) -> str:
    items = [_item("/", "Everything", len(posts), not show)]
    for timeline in _timelines():
        count = sum(_of(post) == timeline for post in posts)
        items.append(_item(f"/{timeline}", _title(timeline), count, show == timeline))
    return f'<nav aria-label="Timelines"><ul>{"".join(items)}</ul></nav>'


def _item(address: str, name: str, count: int, here: bool) -> str:
    current = ' aria-current="page"' if here else ""
    return f'<li><a href="{address}"{current}>{escape(name)} ({count})</a></li>'


def _pager(show: str, page: int, last: int) -> str:
    if last == 1:
        return ""
    address = f"/{show}?page="
    newer = f'<a href="{address}{page - 1}" rel="prev">Newer</a>' if page > 1 else ""
    older = f'<a href="{address}{page + 1}" rel="next">Older</a>' if page < last else ""
    return f'<nav aria-label="Pages"><p>Page {page} of {last} {newer} {older}</p></nav>'


def _article(post: Post) -> str:
    at = datetime.fromtimestamp(post.at, UTC)
    mail = "".join(
        f"<div><dt>{name.capitalize()}</dt><dd>{escape(value)}</dd></div>"
        for name, value in post.mail.items()
    )
    images = "".join(
        f'<figure><img src="/images/{image.digest}" alt="{escape(image.alt)}" loading="lazy">'
        f"<figcaption>{escape(image.alt) or 'No alt text'}</figcaption></figure>"
        for image in post.images
    )
    link = f"<p>Link: {_linked(post.link)}</p>" if post.link not in post.text else ""
    when = f'<time datetime="{at.isoformat()}">{at:%d %B %Y, %H:%M:%S} UTC</time>'
    where = "deleted" if post.deleted else f'<a href="{escape(post.path)}">{when}</a>'
    return (
        f"<article{' class=deleted' if post.deleted else ''}>"
        f"<h2>{escape(_title(_of(post)))}</h2>"
        f"<p class=at>{f'Deleted. {when}' if post.deleted else where}"
        f"{' (edited)' if post.edited else ''}</p>"
        f"{f'<dl>{mail}</dl>' if mail else ''}"
        f'<p class="text">{_linked(post.text)}</p>{link}{images}</article>'
    )


def _linked(text: str) -> str:
    html, at = "", 0
    for match in URL.finditer(text):
        url = escape(match.group())
        html += f'{escape(text[at : match.start()])}<a href="{url}">{url}</a>'
        at = match.end()
    return html + escape(text[at:])


def _page(status: int, title: str, body: str, menu: str = "") -> Reply:
    menu = (
        menu
        or '<nav aria-label="Timelines"><ul><li><a href="/">Everything</a></li></ul></nav>'
    )
    html = FRAME.substitute(title=escape(title), menu=menu, body=body)
    return Reply(status, html.encode(), content_type="text/html; charset=utf-8")
