"""Dates and times as the town's clocks show them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format, get_format_lazy
from django.utils.text import capfirst, format_lazy
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateTimeInput

# Beyond them a slip of the finger stands, and sums of times overflow.
YEARS = range(2000, 2101)


class TownDateTimeInput(AdminDateTimeInput):
    """Wagtail's; its calendar marks the chosen day, which Wagtail's own script only
    finds where the month stands first."""

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "onGenerate": None}


ORDER = gettext_lazy("Day/month/year hour:minutes, such as 05/12/2026 10:00.")


class TownDateTimeField(forms.DateTimeField):
    """Wall-clock time in ``TIME_ZONE``, whatever zone is active; gives it aware.

    Its help says in which order it is written, the same in every language
    (``cms.formats``). Once a year an hour is skipped and once it comes twice. Django
    refuses both with one sentence that does not say which; here each has its own.
    """

    widget = TownDateTimeInput
    # Django's own list goes on with days alone, and takes them for midnight.
    input_formats = get_format_lazy("DATETIME_INPUT_FORMATS")
    default_error_messages = {
        "invalid": gettext_lazy(
            "This is not a date and time that can be read. Write day/month/year "
            "hour:minutes, such as 05/12/2026 10:00."
        ),
        "no_hour": gettext_lazy("Write the hour too, such as 05/12/2026 10:00."),
    }

    def __init__(self, *, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(help_text=format_lazy("{} {}", ORDER, help_text), **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        if isinstance(value, str):
            value = self._parse(value.strip())
        if value.year not in YEARS:
            raise ValidationError(
                _("Write a year from %(first)s to %(last)s.")
                % {"first": YEARS[0], "last": YEARS[-1]},
                code="year",
            )
        return value if is_aware(value) else in_town(value)

    def _parse(self, text: str) -> Any:
        if is_day(text):
            raise ValidationError(self.error_messages["no_hour"], code="no_hour")
        try:
            found = parse_datetime(text)
        except ValueError:
            found = None
        if found is None:
            found = super(forms.DateTimeField, self).to_python(text)
        return found

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and is_aware(value):
            return value.astimezone(_zone()).replace(tzinfo=None)
        return value


def is_day(text: str) -> bool:
    """Whether only a day is written, which Python takes for its midnight."""
    try:
        forms.DateField().to_python(text)
    except ValidationError:
        pass
    else:
        return True
    try:
        return parse_date(text) is not None
    except ValueError:
        return False


def in_town(moment: datetime) -> datetime:
    """The wall-clock time ``moment`` with its zone. Raises ValidationError."""
    first = moment.replace(tzinfo=_zone(), fold=0)
    if first.utcoffset() == first.replace(fold=1).utcoffset():
        return first
    shown = {"time": capfirst(date_format(moment, "DATETIME_FORMAT"))}
    if first.astimezone(UTC).astimezone(_zone()).replace(tzinfo=None) != moment:
        raise ValidationError(
            _(
                "%(time)s does not exist: that night the clocks go forward and "
                "skip this hour. Choose an hour later."
            )
            % shown,
            code="skipped_hour",
        )
    raise ValidationError(
        _(
            "%(time)s comes twice: that night the clocks go back and repeat this "
            "hour. Choose an hour earlier or later."
        )
        % shown,
        code="repeated_hour",
    )


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)
