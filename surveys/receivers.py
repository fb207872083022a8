"""What follows when a survey's page is published."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from . import services
from .models import SurveyPage


@receiver(page_published, sender=SurveyPage)
def take_over(instance: SurveyPage, **kwargs: Any) -> None:
    if instance.is_source:
        services.publish(page=instance)
