"""The environment's variables, read with a plain sentence for each wrong one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

EXAMPLES = {
    "db_url": "postgres://user:password@host:5432/name",
    "cache_url": "redis://host:6379/1",
    "email_url": "smtp+tls://user:password@host:587",
    "int": "24",
}


class Environment(environ.Env):
    """django-environ, but a value that cannot be read ends the process.

    The sentence names the variable and gives an example; it never repeats the
    value, which may hold a password. SystemExit, because settings are loaded in
    many ways (manage.py, gunicorn, celery) and each would print a traceback for
    anything else.
    """

    def _read(self, kind: str, read: Callable[..., Any], var: str, default: Any) -> Any:
        try:
            value = read(var, default)
        except (ValueError, ImproperlyConfigured):
            value = None
        if value is None or (kind == "db_url" and "." not in value.get("ENGINE", "")):
            raise SystemExit(
                f"{var} cannot be read: it should look like {EXAMPLES[kind]}"
            )
        return value

    def folder(self, var: str, default: Path) -> Path:
        """A folder, made when it is not there, for its owner only."""
        folder = Path(self.str(var, str(default))).resolve()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise SystemExit(
                f"{var} cannot be made: {folder} ({error.strerror})"
            ) from None
        return folder

    def site(self, var: str, default: str) -> str:
        """``https://name``, with nothing after the name but a port."""
        value = self.str(var, default).rstrip("/")
        try:
            url = urlsplit(value)
            right = value == f"{url.scheme}://{url.netloc}" and url.hostname
            right = right and url.scheme in ("http", "https") and url.port != 0
        except ValueError:
            right = False
        if not right or "@" in value:
            raise SystemExit(
                f"{var} is not the address of a site; it should look like"
                " https://piastra.example, with nothing after the name"
            )
        return value

    def int(self, var: str, default: Any = environ.Env.NOTSET) -> Any:
        return self._read("int", super().int, var, default)

    def db_url(self, var: str, default: Any = environ.Env.NOTSET) -> Any:
        return self._read("db_url", super().db_url, var, default)

    def cache_url(self, var: str, default: Any = environ.Env.NOTSET) -> Any:
        return self._read("cache_url", super().cache_url, var, default)

    def email_url(self, var: str, default: Any = environ.Env.NOTSET) -> Any:
        """Django's backend for SMTP gives way to ours, which knows a doubt."""
        value = self._read("email_url", super().email_url, var, default)
        if value["EMAIL_BACKEND"] == environ.Env.EMAIL_SCHEMES["smtp"]:
            value["EMAIL_BACKEND"] = "cms.smtp.EmailBackend"
        return value
