"""The one door through which a network's library reaches the outside.

A ``Door`` is a ``requests.Session`` that tweepy and facebook-sdk take for their
own. It keeps five promises that neither library keeps:

* **The configured address.** Both libraries hard-code their host. The door
  rewrites scheme and host in ``request``, which is before OAuth signs: an
  adapter would do it too late, and the signature would be wrong.
* **A bound on every call.** Connecting takes at most ``CONNECT`` seconds and
  each wait for an answer at most ``READ``; a call that is still going after
  ``CALL`` seconds is given up, so none lasts longer than ``CALL + READ``.
* **One connection per call, no redirects, no retries.** A kept connection that
  died meanwhile cannot be told from a request that was lost, and a redirect or
  a retry could send a post twice.
* **One translation of what can go wrong on the way**: ``Unreached`` when the
  request certainly never left, ``Unanswered`` when it may have. Where the two
  cannot be told apart it is ``Unanswered``.
* **No token in a log, an address or an exception.** A token in the query moves
  to the ``Authorization`` header, answers are scrubbed as they arrive, and the
  libraries' debug logs, which print headers and signatures, are kept shut.

Proxies: a town may reach the world only through one, so the environment
(``HTTPS_PROXY``, ``NO_PROXY``, ``REQUESTS_CA_BUNDLE``) is honoured; but never
for a loopback address, and never its ``.netrc``, which would replace our token.
"""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import quote, urlsplit

import requests
from requests import exceptions as lost
from urllib3 import exceptions as wire

from .addresses import is_loopback
from .base import Failure, Rejected, TryLater, Unconfirmed

# Seconds.
CONNECT = 5.0
READ = 20.0
CALL = 40.0

# At DEBUG these print tokens, signatures and whole images.
for _name in ("tweepy", "oauthlib", "requests_oauthlib"):
    logging.getLogger(_name).setLevel(logging.INFO)

# What OpenSSL calls a handshake that failed: nothing of ours was sent yet.
# Other TLS errors can also come while an answer is read.
HANDSHAKE = frozenset(
    {
        "CERTIFICATE_VERIFY_FAILED",
        "SSLV3_ALERT_HANDSHAKE_FAILURE",
        "TLSV1_ALERT_PROTOCOL_VERSION",
        "UNSUPPORTED_PROTOCOL",
        "WRONG_VERSION_NUMBER",
    }
)


class Lost(Exception):
    """No answer came; whether the request left decides what that means."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class Unreached(Lost):
    """The request certainly did not leave this machine."""


class Unanswered(Lost):
    """The request may have left, and no whole answer came back."""


@dataclass(frozen=True)
class Answer:
    """What the network said last, scrubbed. ``data`` is None unless JSON."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def data(self) -> Any:
        try:
            return json.loads(self.text)
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"HTTP {self.status} {self.text}".strip()


def scrub(text: str, secrets: Iterable[str]) -> str:
    """``text`` without any of ``secrets``, as they are or percent-encoded."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        for form in (secret, quote(secret), quote(secret, safe="")):
            text = text.replace(form, "[secret]")
    return text


class Door(requests.Session):
    """A session that talks to one address, for one account.

    ``options`` may shorten the waits: ``connect_timeout``, ``read_timeout``,
    ``call_timeout``, in seconds.
    """

    def __init__(
        self, address: str, secrets: Iterable[str], options: Mapping[str, Any]
    ) -> None:
        super().__init__()
        self.address = address
        self.secrets = tuple(secrets)
        self.waits = (
            float(options.get("connect_timeout", CONNECT)),
            float(options.get("read_timeout", READ)),
        )
        self.call = float(options.get("call_timeout", CALL))
        self.last: Answer | None = None
        self.trust_env = not is_loopback(urlsplit(address).hostname or "")
        self.auth = _as_it_is  # else requests would look into .netrc

    def request(self, method: Any, url: Any, **kwargs: Any) -> requests.Response:  # type: ignore[override]
        self.last = None
        self._ends = monotonic() + self.call
        if "access_token" in (params := dict(kwargs.get("params") or {})):
            token = params.pop("access_token")
            headers = kwargs.get("headers") or {}
            kwargs["headers"] = {**headers, "Authorization": f"Bearer {token}"}
            kwargs["params"] = params
        kwargs |= {"timeout": self.waits, "allow_redirects": False, "stream": True}
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        try:
            response = super().request(method, self.address + path, **kwargs)
            # requests offers no public way to read a body against a clock.
            response._content = b"".join(self._body(response))
        except (requests.RequestException, wire.HTTPError, OSError) as error:
            raise self._explained(error) from None
        finally:
            self.close()
        self.last = Answer(
            response.status_code, response.headers, scrub(response.text, self.secrets)
        )
        return response

    def send(
        self, request: requests.PreparedRequest, **kwargs: Any
    ) -> requests.Response:
        if isinstance(request.body, bytes):
            request.body = _Blocks(request.body, self._ends)  # type: ignore[assignment]
        return super().send(request, **kwargs)

    @contextmanager
    def asking(
        self,
        judge: Callable[[Answer], Failure | None],
        *,
        publishing: bool = False,
        refused: type[Failure] = Rejected,
    ) -> Iterator[None]:
        """Around one call and the reading of its answer: only failures come out.

        ``judge`` gives the failure that an answer in JSON means, or None when it
        decides nothing. ``publishing``: the call changes what the public sees,
        so a doubt is Unconfirmed; otherwise it may simply be tried again.
        ``refused``: what a refusal means where no post is at stake.
        """
        doubt: type[Failure] = Unconfirmed if publishing else TryLater
        self.last = None
        try:
            yield
        except Failure:
            raise
        except Unanswered as error:
            raise doubt(error.code, error.detail) from None
        except Unreached as error:
            raise TryLater(error.code, error.detail) from None
        except Exception as error:
            # A library that stumbles over an answer raises what it likes.
            if self.last is None:
                raise Rejected("invalid", scrub(repr(error), self.secrets)) from None
            failure = judge(self.last) if isinstance(self.last.data, dict) else None
            failure = failure or self._undecided(self.last, doubt)
            if isinstance(failure, Rejected):
                failure = refused(failure.code, failure.detail)
            raise failure from None

    def _undecided(self, answer: Answer, doubt: type[Failure]) -> Failure:
        if answer.status == requests.codes.too_many_requests:
            return TryLater("rate_limit", str(answer))
        spoke = answer.status >= 500 or isinstance(answer.data, dict)
        refused = answer.status >= 400 and spoke
        return doubt("unavailable" if refused else "unreadable_answer", str(answer))

    def _body(self, response: requests.Response) -> Iterator[bytes]:
        with response:
            while part := response.raw.read1(65536, decode_content=True):
                yield part
                if monotonic() > self._ends:
                    raise TimeoutError("the answer took too long")

    def _explained(self, error: Exception) -> Lost:
        detail = scrub(f"{type(error).__name__}: {error}", self.secrets)
        if code := _never_left(error):
            return Unreached(code, detail)
        slow = isinstance(error, lost.ReadTimeout | wire.ReadTimeoutError)
        slow = slow or "took too long" in detail
        return Unanswered("timeout" if slow else "connection_lost", detail)


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


class _Blocks(io.BytesIO):
    """A body sent piece by piece.

    One piece must pass within the connect timeout; sent whole, five megabytes
    would have to, which a slow line cannot do.
    """

    def __init__(self, body: bytes, ends: float) -> None:
        super().__init__(body)
        self.ends = ends

    def read(self, size: int | None = -1, /) -> bytes:
        if monotonic() > self.ends:
            raise TimeoutError("the sending took too long")
        return super().read(size)


def _never_left(error: Exception) -> str:
    """Our word for an error before anything was sent; empty for all others."""
    inner = error.args[0] if error.args else None
    reason = getattr(inner, "reason", inner)
    if isinstance(reason, wire.SSLError):
        cause = getattr(reason.args[0] if reason.args else None, "reason", "")
        return "insecure" if cause in HANDSHAKE else ""
    if isinstance(reason, wire.NewConnectionError):
        return "no_route"
    if isinstance(error, lost.ConnectTimeout) or isinstance(
        reason, wire.ConnectTimeoutError
    ):
        return "timeout"
    # requests raises ProxyError only while the proxy is still being reached,
    # and the subclasses of ValueError for an address it cannot use.
    if isinstance(error, lost.ProxyError):
        return "no_route"
    unusable = isinstance(error, requests.RequestException | wire.LocationValueError)
    return "no_route" if unusable and isinstance(error, ValueError) else ""
