"""What the site does by itself, called by beat."""

from celery import shared_task
from django.core.management import call_command

from cms import retention


@shared_task
def publish_scheduled() -> None:
    """Publish and unpublish what editors gave a time (Wagtail)."""
    call_command("publish_scheduled")


@shared_task
def upkeep() -> None:
    """Throw away sessions that have ended."""
    call_command("clearsessions")


@shared_task
def erase() -> None:
    """Erase what people told us, once its time is over."""
    retention.erase()
