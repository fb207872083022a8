"""Forms that anybody may send: no session, no cookie, nothing kept of who sends.

Write a form that inherits ``PublicForm`` and a view that ``takes_public_form``::

    class AskForm(PublicForm):
        purpose = "ask"
        limit = Limit(10, timedelta(hours=1))

    @takes_public_form
    def ask(request):
        form = AskForm(request)
        if form.is_valid():
            question = services.ask(entry=form.entry, …)
            return redirect(…)
        return render(request, "…", {"form": form}, status=form.status)

The template writes ``{{ form }}`` inside a ``<form method="post">``. What stands
between a stranger's script and the table:

* **Where it comes from**: a POST counts only if the browser says that our own page
  sent it (``Sec-Fetch-Site``, or ``Origin`` where a browser does not say).
* **A token**: signed, dated, good for ``LIFETIME``. It says when the form was
  handed out, and whoever fills it in within ``SHORTEST`` is a program.
* **A trap**: a field that people do not see.
* **A limit**: how often one address sends, counted with a key that is drawn each
  day and forgotten with it. Nothing that is kept leads back to an address.

Whatever is refused, the form stands there again with all that was typed, a sentence
that says why, and a fresh token where the old one was the reason.

A form stands at an address of its own, which the page cache never keeps: a token
must not be handed to two people, and so the pages that lead to it can be kept.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import json
import secrets
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

LIFETIME = timedelta(hours=24)
SHORTEST = timedelta(seconds=3)

WHY_NOT = {
    "elsewhere": _(
        "Your browser did not say that this form was sent from this site, so it was "
        "not taken. Everything that you wrote is still here: send it again."
    ),
    "trap": _(
        "A field that people do not see was filled in, perhaps by your browser. It "
        "is empty again: send the form once more."
    ),
    "expired": _(
        "This page was open for too long. Everything that you wrote is still here: "
        "look at it and send it again."
    ),
    "token": _(
        "The form did not arrive whole. Everything that you wrote is still here: "
        "look at it and send it again."
    ),
    "fast": _("That was very quick. Look at what you wrote, and send it again."),
    "limit": _(
        "Too many have been sent from your connection in a short time. Everything "
        "that you wrote is still here: leave this page open and send it later."
    ),
}
STATUSES = {"elsewhere": 403, "limit": 429}


def takes_public_form(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Of a view with a ``PublicForm``: its answers are for one reader and not kept.

    ``PublicForm`` looks itself at where a POST comes from, so Django's cookie
    against forged requests is not needed.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        # Not "no-store": going back must find what was typed.
        patch_cache_control(response, private=True, no_cache=True)
        return response

    return csrf_exempt(answer)


def sent_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours, or its reader, sends this."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    here = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") in (here, *settings.CSRF_TRUSTED_ORIGINS)


@dataclass(frozen=True, slots=True)
class Token:
    """``entry`` names one filling-in of a form; ``started`` is in seconds."""

    entry: uuid.UUID
    started: float

    @classmethod
    def new(cls, started: float | None = None) -> Token:
        return cls(uuid.uuid4(), time.time() if started is None else started)

    @classmethod
    def read(cls, text: str, purpose: str) -> Token:
        """Raises signing.SignatureExpired or signing.BadSignature."""
        entry, started = signing.loads(text, salt=salt(purpose), max_age=LIFETIME)
        return cls(uuid.UUID(entry), started)

    def write(self, purpose: str) -> str:
        return signing.dumps([self.entry.hex, self.started], salt=salt(purpose))

    @property
    def age(self) -> timedelta:
        return timedelta(seconds=time.time() - self.started)


def salt(purpose: str) -> str:
    return f"cms.public_forms:{purpose}"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times in a period."""

    times: int
    period: timedelta

    # What all share who cannot be told apart, such as behind a proxy that does
    # not say whom it serves.
    CROWD: ClassVar[int] = 20

    def allows(self, purpose: str, who: str) -> bool:
        """Count one more, and say whether it is still within the limit.

        A cache that is away counts nothing and allows all.
        """
        times = self.times if who else self.times * self.CROWD
        seconds, key = self.period.total_seconds(), self.key(purpose, who)
        cache.add(key, 0, timeout=seconds)
        count: int = cache.incr(key)
        # A cache made of files forgets the time when it counts.
        cache.touch(key, timeout=seconds)
        return count <= times

    def forget(self, purpose: str, who: str) -> None:
        """Begin to count anew."""
        cache.delete(self.key(purpose, who))

    def key(self, purpose: str, who: str) -> str:
        period = time.time() // self.period.total_seconds()
        return f"public-forms:{name_of(f'{purpose} {period} {who}')}"


def is_again(purpose: str, request: HttpRequest, words: str) -> bool:
    """Whether the same came from the same address within a minute: a double click.

    For forms without a token. Like ``Limit``, it keeps nothing that leads back to
    an address, and says no when the cache is away.
    """
    who = address_of(request)
    named = name_of(f"{purpose} {who} {words}")
    key = f"public-forms-again:{named}"
    return bool(who) and not cache.add(key, True, timeout=60) and bool(cache.get(key))


def name_of(words: str) -> str:
    return hmac.new(key_of_the_day(), words.encode(), hashlib.sha256).hexdigest()


def key_of_the_day() -> bytes:
    """Drawn at random and gone after a day: what it made can then be made by nobody."""
    name = f"public-forms-key:{timezone.localdate()}"
    fresh = secrets.token_hex(32)
    return str(cache.get_or_set(name, fresh, timeout=25 * 60 * 60)).encode()


def address_of(request: HttpRequest) -> str:
    """Whom the connection belongs to, or "" where nobody says.

    Only for ``Limit``: never store it or write it to a log. Of IPv6 the network,
    since one household has as many addresses as it likes.
    """
    given = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        given = request.headers.get("X-Real-IP", "")
    try:
        address = ipaddress.ip_address(given.strip())
    except ValueError:
        return ""
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


class PublicForm(forms.Form):
    """``purpose`` keeps one form's tokens from another's; also ``limit`` may differ.

    A form that stands on pages that are kept has no token (``has_token``) and so no
    ``entry``: what it takes must do no harm if it comes twice.

    After ``is_valid()``, ``entry`` names what was sent: the same words sent twice
    from one form have the same one, other words another. A unique column that
    holds it makes a double click one entry and loses nothing that was changed.
    """

    template_name = "components/public_form.html"
    purpose: str = ""
    limit = Limit(10, timedelta(hours=1))
    has_token = True
    given: Token

    token = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        self.typed = request.POST.copy()
        sent = request.method == "POST"
        super().__init__(self.typed if sent else None, *args, **kwargs)
        self.request = request
        self.refused = ""
        self.fields["token"].initial = Token.new().write(self.purpose)
        for field in self.visible_fields():
            dress(field.field.widget)

    @property
    def status(self) -> int:
        """Of the answer that shows the form."""
        return STATUSES.get(self.refused, 200)

    @property
    def words(self) -> dict[str, Any]:
        """What the reader was asked and said."""
        guards = PublicForm.base_fields
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in guards
        }

    @property
    def entry(self) -> uuid.UUID:
        return uuid.uuid5(self.given.entry, json.dumps(self.words, default=str))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.refused = self._why_not()
        if self.refused:
            self.add_error(None, WHY_NOT[self.refused])
        return cleaned

    def _why_not(self) -> str:
        if not sent_from_here(self.request):
            return "elsewhere"
        if self.cleaned_data.get("website"):
            self._put("website", "")
            return "trap"
        if self.has_token and (why := self._what_is_wrong_with_the_token()):
            return why
        if not self.errors and not self.limit.allows(
            self.purpose, address_of(self.request)
        ):
            return "limit"
        return ""

    def _what_is_wrong_with_the_token(self) -> str:
        try:
            self.given = Token.read(self.cleaned_data.get("token", ""), self.purpose)
        except signing.BadSignature as error:
            # As old as it must be: the second try is not a quick one.
            started = time.time() - SHORTEST.total_seconds()
            self._put("token", Token.new(started).write(self.purpose))
            late = isinstance(error, signing.SignatureExpired)
            return "expired" if late else "token"
        return "fast" if self.given.age < SHORTEST else ""

    def _put(self, name: str, value: str) -> None:
        """What the form shows when it stands there again."""
        self.typed[self.add_prefix(name)] = value


def dress(widget: forms.Widget) -> None:
    """Give a widget its class of Bootstrap Italia."""
    plain = isinstance(widget, forms.CheckboxInput | forms.RadioSelect)
    name = "form-select" if isinstance(widget, forms.Select) and not plain else ""
    if not plain and not name:
        name = "form-control"
    if name:
        widget.attrs["class"] = f"{widget.attrs.get('class', '')} {name}".strip()
