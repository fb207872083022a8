"""Mails about reports. What a reader wrote is in none of them."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import get_language
from wagtail.models import Site

from cms.models import SiteSettings
from cms.models.reports import Report


def confirm(report: Report) -> None:
    """To the reader, at an address that anybody may have typed: a number, a date."""
    office = reports_to()
    send(
        "report_received",
        report.contact,
        report.language,
        reply_to=[office] if office else [],
        report=report,
        site=settings.SITE_NAME,
        address=settings.SITE_URL,
    )


def tell_the_office(report: Report) -> None:
    if office := reports_to():
        send(
            "report_arrived",
            office,
            settings.LANGUAGE_CODE,
            report=report,
            address=settings.WAGTAILADMIN_BASE_URL
            + reverse("reports:edit", args=[report.pk]),
        )


def reports_to() -> str:
    site = Site.objects.filter(is_default_site=True).first()
    return SiteSettings.for_site(site).reports_to if site else ""


def send(
    name: str,
    to: str,
    language: str,
    *,
    reply_to: list[str] | None = None,
    **words: Any,
) -> None:
    """One mail from ``cms/mail/<name>.txt``, whose first line is the subject."""
    with translation.override(language):
        words["date"] = written_out(words["report"].due_on)
        text = render_to_string(f"cms/mail/{name}.txt", words)
    subject, _newline, body = text.strip().partition("\n")
    EmailMessage(
        subject.strip(), body.strip() + "\n", to=[to], reply_to=reply_to
    ).send()


def written_out(day: datetime.date) -> str:
    """Italian writes its months in small letters; Django's dates capitalise them."""
    text = date_format(day, "j F Y")
    return text.lower() if get_language() == "it" else text
