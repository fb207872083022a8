"""What the site does by itself, called by beat or rung for."""

import logging

from celery import shared_task
from django.core.mail import send_mail
from django.core.management import call_command
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from users.invitations import in_language_of

from . import blocks, retention, rights, sending
from .doorbell import ring

logger = logging.getLogger(__name__)


@shared_task
def send_mails() -> None:
    """Send the mails that are due; beat rings for those that no doorbell was heard."""
    if sending.send_due():
        ring(send_mails)


@shared_task
def publish_scheduled() -> None:
    """Publish and unpublish what editors gave a time (Wagtail)."""
    for revision in rights.set_aside_scheduled():
        logger.warning("%s is not published: its pictures", revision.object_str)
        _tell_author(revision)
    call_command("publish_scheduled")


@shared_task
def upkeep() -> None:
    """Throw away sessions that have ended."""
    call_command("clearsessions")


@shared_task
def make_pictures(page: int) -> None:
    """Cut the pictures of a page's body beforehand, so that no reader waits for them."""
    if found := Page.objects.filter(pk=page).first():
        blocks.make_pictures(found.specific.body)


def _tell_author(revision: Revision) -> None:
    author = revision.user
    if author is None or not author.email:
        return
    with in_language_of(author):
        send_mail(
            _("Not published: %(page)s") % {"page": revision.object_str},
            "\n".join(
                [
                    _("Its time has come, but it was not published:"),
                    *rights.objections(revision.as_object()),
                    _("Change the picture, then publish the page."),
                ]
            ),
            None,
            [author.email],
        )


@shared_task
def erase() -> None:
    """Erase what people told us, once its time is over."""
    retention.erase()
