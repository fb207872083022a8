"""The WSGI door for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from .checks import stop_on_wrong_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
stop_on_wrong_settings()
application = get_wsgi_application()
