"""For a town, and for the demo: strict wherever SITE_URL is https."""

from .base import *

PRODUCTION = True

_https = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SECURE_SSL_REDIRECT = _https
# A monitor asks the machine itself, not the proxy in front of it.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _https
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Also on SQLite: opening its file and reading its tables costs several queries.
DATABASES["default"]["CONN_MAX_AGE"] = 60
