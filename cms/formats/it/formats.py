"""What editors may type: day first, or the year first. Nothing else is guessed at.

``WAGTAIL_DATE_FORMAT`` and ``WAGTAIL_DATETIME_FORMAT``, which Wagtail shows, are the
first of each.
"""

# Django's has 01 for the first, and no word before the hour.
DATE_FORMAT = "j F Y"
DATETIME_FORMAT = r"l j F Y, \o\r\e G:i"
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%Y-%m-%d"]
DATETIME_INPUT_FORMATS = [
    f"{day} {time}"
    for day in DATE_INPUT_FORMATS
    for time in ("%H:%M", "%H:%M:%S", "%H.%M")
]
