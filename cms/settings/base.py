"""Every setting, and the only place that reads the environment.

With no variable at all Piastra runs from one folder (``VAR_DIR``): SQLite, a
Celery broker made of files, uploads on disk. Each real service is one variable:
``DATABASE_URL``, ``CELERY_BROKER_URL``, ``CACHE_URL``, ``EMAIL_URL``,
``STORAGE_URL``. ``.env.example`` lists them all; ``cms/checks.py`` refuses a
wrong one at the start. ``dev``, ``test`` and ``production`` only override.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from . import languages, policy, storage
from .environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = Environment()
env.read_env(env.path("ENV_FILE", default=str(BASE_DIR / ".env"))())

VAR_DIR = env.folder("VAR_DIR", BASE_DIR / "var")

# The site

SITE_URL = env.site("SITE_URL", "http://localhost:8000")
SITE_NAME = env("SITE_NAME", default="Qt Piastra")
DEMO = env.bool("DEMO", default=False)
# Of the demonstration's people; one that is missing is made up and printed.
DEMO_PASSWORDS = {
    name: env(f"DEMO_PASSWORD_{name.upper()}", default="")
    for name in ("admin", "editor", "approver")
}
DEBUG = False
PRODUCTION = False
SECRET_KEY = env("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = [
    str(urlsplit(SITE_URL).hostname),
    *env.list("ALLOWED_HOSTS", default=[]),
]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# Where faults of security are told, for /.well-known/security.txt (RFC 9116).
SECURITY_CONTACT = env("SECURITY_CONTACT", default="")
# A proxy in front says how a reader came, and from where.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=SITE_URL.startswith("https://"))
ADMINS = [(address, address) for address in env.list("ADMINS", default=[])]

INSTALLED_APPS = [
    "search",
    "campaigns",
    "events",
    "surveys",
    "cms",
    "users",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "users.apps.PeopleConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "cms.apps.AdminConfig",
    "wagtail",
    "modelcluster",
    "taggit",
    "bootstrap_italia_template",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    # Around the page cache: a page that it keeps is a page that is read.
    "cms.counting.CountingMiddleware",
    # Around the rest: what it keeps is the whole answer, and costs nothing else.
    "cms.cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "cms.middleware.PolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.middleware.PathLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.navigation.frame",
            ],
        },
    },
]

# People

AUTH_USER_MODEL = "users.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "wagtailadmin_login"

# Database: SQLite in VAR_DIR, or DATABASE_URL

DATABASES = {
    "default": env.db_url(
        "DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'piastra.sqlite3'}"
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a transaction that will write takes its lock at once instead of
    # failing half-way. FULL: what is committed before a network call must
    # survive a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Caches: files in VAR_DIR, or CACHE_URL (Redis); never per process, so that a purge
# is seen by all, and of a kind that never raises. Rendered pages have one of their
# own.

_cache = env.cache_url("CACHE_URL", default=f"filecache://{VAR_DIR / 'cache'}")
if _cache["BACKEND"].endswith("FileBasedCache"):
    _cache["BACKEND"] = "cms.forgiving.Files"
elif _cache["BACKEND"].endswith("RedisCache"):
    _cache["BACKEND"] = "cms.forgiving.Redis"
    _cache["OPTIONS"] = {
        "socket_connect_timeout": 1,
        "socket_timeout": 1,
        **_cache.get("OPTIONS", {}),
    }
CACHES = {
    "default": {**_cache, "KEY_PREFIX": "site"},
    "pages": {**_cache, "KEY_PREFIX": "pages"},
}
if _cache["BACKEND"] == "cms.forgiving.Files":
    CACHES["pages"]["LOCATION"] = f"{_cache['LOCATION']}/pages"
    for _cache in CACHES.values():
        _cache["OPTIONS"] = {"MAX_ENTRIES": 5000}

# Mail: EMAIL_URL, such as smtp+tls://user:password@host:587. Everything that Django
# and Wagtail send is written into the ledger (cms/mail.py); MAIL_BACKEND sends it.

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
MAIL_BACKEND = vars()["EMAIL_BACKEND"]
EMAIL_BACKEND = "cms.mail.Ledger"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Qt Piastra <noreply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = DEFAULT_FROM_EMAIL

# Files: MEDIA_ROOT in VAR_DIR, or STORAGE_URL, such as
# s3://key:secret@host/bucket?region=eu-south-1 (see storage.py)

MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What no address leads to: the pictures that posts froze for the networks.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": str(VAR_DIR / "private"),
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "cms.static_files.StaticFilesStorage"},
}
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "cms.static_files.SheetFinder",
]
STORAGE_URL = env("STORAGE_URL", default="")
if STORAGE_URL:
    STORAGES["default"] = storage.s3(STORAGE_URL)
    STORAGES["private"] = storage.s3(STORAGE_URL, private=True)
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# What browsers are told: see policy.py

_store = STORAGES["default"].get("OPTIONS", {}).get("endpoint_url", "")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": policy.readers(_store, https=SITE_URL.startswith("https://"))
}
TEAM_DIRECTIVES = policy.team(_store)
PERMISSIONS_POLICY = policy.PERMISSIONS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

# Languages and time. LANGUAGES says which ones readers get; the staff's screens are
# there in those whose words are translated in full.

LANGUAGE_CODE = "it"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = languages.chosen(
    env.list("LANGUAGES", default=["it", "en", "it-simple"])
)
WAGTAILADMIN_PERMITTED_LANGUAGES = [("it", _("Italian")), ("en", _("English"))]
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
TIME_ZONE = "Europe/Rome"
USE_TZ = True
FORMAT_MODULE_PATH = ["cms.formats"]

# Wagtail

WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_USER_LOGIN_FORM = "cms.login.LoginForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "cms.login.PasswordResetForm"  # noqa: S105
WAGTAILADMIN_BASE_URL = SITE_URL
# Requests go to those who approve; who runs the machine is not asked as well.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.media_forms.ImageForm"
WAGTAILIMAGES_IMAGE_MODEL = "cms.Image"
WAGTAILDOCS_DOCUMENT_MODEL = "cms.Document"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
# A page that moves, or changes its slug, leaves a redirect at its old address.
WAGTAILREDIRECTS_AUTO_CREATE = True
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.workflows.finish_workflow"
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database"},
}
# Everybody's times are the town's: an editor cannot choose another zone.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
# What fields show and calendars write; cms.formats reads it in every language.
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
TAGGIT_CASE_INSENSITIVE = True
# Editors' browsers talk to nobody else: no update check, no news, no Gravatar.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []

# Celery: a broker made of files in VAR_DIR, or CELERY_BROKER_URL. Queues only
# ring; the rows of the database say what is to be done.

CELERY_BROKER_URL = env("CELERY_BROKER_URL", default="filesystem://localhost")
BROKER_DIR = VAR_DIR / "broker"
if CELERY_BROKER_URL.startswith("filesystem:"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
        "store_processed": False,
    }
elif CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 4}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = BROKER_TIMEOUT = 4
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "dispatch": {
        "task": "campaigns.tasks.dispatch",
        "schedule": timedelta(seconds=10),
        "options": {"expires": 9},
    },
    "send-mails": {
        "task": "cms.tasks.send_mails",
        "schedule": timedelta(seconds=30),
        "options": {"expires": 25},
    },
    "publish-scheduled": {
        "task": "cms.tasks.publish_scheduled",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 55},
    },
    "warn-of-graph-version": {
        "task": "campaigns.tasks.warn_of_graph_version",
        "schedule": timedelta(hours=1),
        "options": {"expires": 3000},
    },
    "upkeep": {
        "task": "cms.tasks.upkeep",
        "schedule": timedelta(hours=24),
        "options": {"expires": 3600},
    },
    "publish-results": {
        "task": "surveys.tasks.publish_results",
        "schedule": timedelta(minutes=15),
        "options": {"expires": 600},
    },
    "erase": {
        "task": "cms.tasks.erase",
        "schedule": timedelta(hours=24),
        "options": {"expires": 3600},
    },
    "mix-responses": {
        "task": "surveys.tasks.mix",
        "schedule": timedelta(hours=1),
        "options": {"expires": 3000},
    },
}

# Posts

# Fernet keys, newest first, that encrypt the channels' credentials.
CREDENTIALS_KEYS = env.list("CREDENTIALS_KEYS", default=[])
GRAPH_VERSION = env("GRAPH_VERSION", default="v26.0")
# Where each network is reached, and its own options.
NETWORKS = {
    "x": {"address": env("X_ADDRESS", default="https://api.x.com")},
    "facebook": {
        "address": env("FACEBOOK_ADDRESS", default="https://graph.facebook.com"),
        "version": GRAPH_VERSION,
    },
}

# What readers tell us, and for how many months it is kept

REPORTS_KEPT_MONTHS = env.int("REPORTS_KEPT_MONTHS", default=12)
RATINGS_KEPT_MONTHS = env.int("RATINGS_KEPT_MONTHS", default=24)

# How often pages are read: counted in each process, written at intervals, and for
# how many months the daily totals are kept

READS_WRITTEN_EVERY = timedelta(seconds=30)
READS_KEPT_MONTHS = env.int("READS_KEPT_MONTHS", default=25)

# Logs go to standard error, without addresses of visitors and without tokens.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "cms.logs.Formatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "mail_admins": {
            "class": "cms.alarms.Alarm",
            "level": "ERROR",
        },
    },
    "root": {
        "handlers": ["console", "mail_admins"],
        "level": env("LOG_LEVEL", default="INFO"),
    },
    "loggers": {
        "django": {"level": "INFO", "handlers": [], "propagate": True},
        # Scanners ask for other hosts' names all day: worth a line, not a mail.
        "django.security.DisallowedHost": {
            "handlers": ["console"],
            "propagate": False,
        },
        # A line for each beat of the clock, and for each index entry, would hide the rest.
        "celery.beat": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
    },
}
