"""For working on the code: ``manage.py runserver`` with DEBUG."""

from .base import *

DEBUG = True
SECRET_KEY = SECRET_KEY or "only-for-development"
ALLOWED_HOSTS = ["*"]
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
