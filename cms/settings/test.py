"""For ``make test``; DATABASE_URL, CELERY_BROKER_URL and CACHE_URL still count."""

import atexit
import os
import shutil
import tempfile
from datetime import timedelta

from cryptography.fernet import Fernet

# Each run has a folder of its own, and in it each worker of pytest-xdist:
# database, broker, uploads. Processes that a test starts inherit the names, and
# the key that reads what the test encrypted.
if "TEST_DIR" not in os.environ:
    os.environ["TEST_DIR"] = tempfile.mkdtemp(prefix="piastra-test-")
    atexit.register(shutil.rmtree, os.environ["TEST_DIR"], ignore_errors=True)
os.environ["VAR_DIR"] = "/".join(
    [os.environ["TEST_DIR"], os.environ.get("PYTEST_XDIST_WORKER", "main")]
)
os.environ.setdefault("CREDENTIALS_KEYS", Fernet.generate_key().decode())

from .base import *

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
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
# Tests write what was read when they want to look at it.
READS_WRITTEN_EVERY = timedelta(days=1)
# A Redis is shared by all workers and runs, their databases are not.
for _cache in CACHES.values():
    _cache["KEY_PREFIX"] += f":{VAR_DIR}"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
