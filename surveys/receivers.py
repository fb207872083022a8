"""What follows when a survey's page is published."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_migrate
from django.dispatch import receiver
from wagtail.signals import page_published

from users.roles import ADMINISTRATORS, EDITORS, grant

from . import services
from .models import SurveyPage


@receiver(page_published, sender=SurveyPage)
def take_over(instance: SurveyPage, **kwargs: Any) -> None:
    if instance.is_source:
        services.publish(page=instance)


@receiver(post_migrate)
def make_roles(sender: Any, **kwargs: Any) -> None:
    if sender.name == "surveys":
        grant(
            {
                EDITORS: [
                    "surveys.add_codebatch",
                    "surveys.change_codebatch",
                    "surveys.view_codebatch",
                ],
                ADMINISTRATORS: ["surveys.delete_codebatch"],
            }
        )
