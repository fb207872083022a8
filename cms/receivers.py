"""What follows when something that readers see has changed."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_migrate, post_save
from django.dispatch import receiver
from wagtail.models import Locale, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from . import translations
from .blocks import shown
from .cache import raise_generation
from .crops import make
from .doorbell import ring
from .memory import forget
from .models import BasePage, Document, Footer, Header, Image, SiteSettings, Topic
from .signals import moment_reached
from .tasks import make_pictures

SHOWN_ON_PAGES = (
    Document,
    Footer,
    Header,
    Image,
    Locale,
    PageViewRestriction,
    Site,
    SiteSettings,
    Topic,
)


@receiver([page_published, page_unpublished, post_page_move, post_migrate])
def forget_kept_pages(**kwargs: Any) -> None:
    forget()
    raise_generation()


@receiver([post_save, post_delete])
def forget_kept_pages_for_a_part(sender: type, **kwargs: Any) -> None:
    if sender in SHOWN_ON_PAGES:
        forget_kept_pages()


@receiver(page_published)
def cut_pictures(instance: Any, **kwargs: Any) -> None:
    """Beforehand, so that the first reader does not wait for them."""
    if isinstance(instance, BasePage):
        if instance.image:
            make(instance.image, "card", "wide", "share")
        # Those of a body may be many: an editor does not wait for them.
        if any(value.shapes for value in shown(instance.body)):
            ring(make_pictures, instance.pk, expires=3600)


@receiver(page_published)
def note_the_words(instance: Any, **kwargs: Any) -> None:
    """After the commit: no fault in it may keep a page from being published."""
    if isinstance(instance, BasePage):
        transaction.on_commit(lambda: _note_the_words(instance), robust=True)


def _note_the_words(page: BasePage) -> None:
    translations.note(page)
    raise_generation()


@receiver(page_published)
def tell_the_moment(sender: type, instance: Any, **kwargs: Any) -> None:
    if not isinstance(instance, BasePage) or not instance.live:
        return
    # Wagtail writes one and the same time into both at the first publication.
    first = instance.first_published_at == instance.last_published_at
    if first and "publication" in instance.share_moments and instance.is_source:
        transaction.on_commit(
            lambda: moment_reached.send(
                sender=sender, page=instance, moment="publication"
            ),
            robust=True,
        )
