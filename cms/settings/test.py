"""For ``make test``; DATABASE_URL, CELERY_BROKER_URL and CACHE_URL still count."""

import os
from pathlib import Path

from cryptography.fernet import Fernet

# Each worker of pytest-xdist has a folder of its own: database, broker, uploads.
os.environ["VAR_DIR"] = str(
    Path(__file__).resolve().parents[2]
    / "var/test"
    / os.environ.get("PYTEST_XDIST_WORKER", "main")
)

from .base import *

SECRET_KEY = "only-for-tests"  # noqa: S105
CREDENTIALS_KEYS = CREDENTIALS_KEYS or [Fernet.generate_key().decode()]
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, because threads and other processes must see it; not flushed to
    # disk, because no test pulls the plug.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
