"""Dates of the admin: the day before the month, whatever language the editor reads."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

LANGUAGES = [code for code, _ in settings.WAGTAILADMIN_PERMITTED_LANGUAGES]
pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def test_what_a_calendar_writes_the_server_reads(language):
    moment = datetime(2026, 12, 5, 10)  # noqa: DTZ001

    with translation.override(language):
        day = AdminDateInput().format_value(moment.date())
        time = AdminDateTimeInput().format_value(moment)

        assert (day, time) == ("05/12/2026", "05/12/2026 10:00")
        assert forms.DateField().clean(day) == moment.date()
        assert forms.DateTimeField().clean(time).replace(tzinfo=None) == moment


def test_the_calendar_is_told_the_same_order(language):
    with translation.override(language):
        assert AdminDateInput().get_config()["format"] == "d/m/Y"
        assert AdminDateTimeInput().get_config()["format"] == "d/m/Y H:i"
        assert AdminDateInput().get_config()["dayOfWeekStart"] == 1


def test_month_and_day_are_never_swapped(language):
    with translation.override(language):
        assert forms.DateField().clean("12/05/2026") == date(2026, 5, 12)
        assert date_format(date(2026, 5, 12), "SHORT_DATE_FORMAT") == "12/05/2026"
        with pytest.raises(forms.ValidationError):
            forms.DateField().clean("12/31/2026")
