"""The Celery app: ``celery -A cms worker`` and ``celery -A cms beat``."""

import os
from pathlib import Path

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

app = Celery("piastra")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def _keep_djangos_logging(**kwargs: object) -> None:
    """Celery sets up no logging of its own where somebody listens to this signal."""


def make_broker_folders() -> None:
    """Create the folders of the file broker; kombu expects them to be there."""
    options = app.conf.broker_transport_options
    for name in ("data_folder_in", "data_folder_out", "control_folder"):
        if name in options:
            Path(options[name]).mkdir(parents=True, exist_ok=True)


@app.on_after_configure.connect
def _prepare_broker(**kwargs: object) -> None:
    make_broker_folders()
