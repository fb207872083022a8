"""The demo's environment file: ``cms.settings.production`` on one's own machine.

Secrets and passwords are drawn once and stay. Addresses follow the ports of each
start. Lines that a person adds or changes stay as they are, and a variable of the
shell goes before the file (``DATABASE_URL=… make demo``).
"""

from __future__ import annotations

import os
import secrets
from base64 import urlsafe_b64encode
from pathlib import Path

TITLE = "# Made by `make demo`. Secrets stay; addresses are written at each start."


def drawn() -> dict[str, str]:
    """Values to draw once. A Fernet key is 32 bytes in URL-safe base64."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "CREDENTIALS_KEYS": urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "DEMO": "1",
        "DEFAULT_FROM_EMAIL": "Qt Piastra <noreply@piastra.example>",
        "ADMINS": "admin@piastra.example",
        "SECURITY_CONTACT": "mailto:security@piastra.example",
        **{
            f"DEMO_PASSWORD_{name}": f"{name.lower()}-{secrets.token_hex(4)}"
            for name in ("ADMIN", "EDITOR", "APPROVER")
        },
    }


def addresses(port: int) -> dict[str, str]:
    """The site's port is given; the simulator has the next, its SMTP the one after."""
    return {
        "SITE_URL": f"http://localhost:{port}",
        "ALLOWED_HOSTS": "127.0.0.1,[::1]",
        "X_ADDRESS": f"http://127.0.0.1:{port + 1}",
        "FACEBOOK_ADDRESS": f"http://127.0.0.1:{port + 1}",
        "EMAIL_URL": f"smtp://127.0.0.1:{port + 2}",
    }


def read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    lines = (line.strip() for line in path.read_text().splitlines())
    pairs = (line.partition("=") for line in lines if not line.startswith("#"))
    return {key.strip(): value.strip() for key, equals, value in pairs if equals}


def write(path: Path, values: dict[str, str]) -> None:
    """Replace the file whole, readable by its owner only."""
    text = "\n".join([TITLE, *(f"{key}={value}" for key, value in values.items())])
    new = path.with_suffix(".new")
    with os.fdopen(
        os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w"
    ) as out:
        out.write(text + "\n")
    new.replace(path)


def prepare(path: Path, port: int) -> dict[str, str]:
    """Bring the file up to this start's ports and answer all its values."""
    values = {**drawn(), **read(path), **addresses(port)}
    write(path, values)
    return values
