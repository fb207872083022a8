"""As in Italian, with English months."""

from cms.formats.it.formats import DATE_INPUT_FORMATS as DAY_FIRST
from cms.formats.it.formats import DATETIME_INPUT_FORMATS as DAY_FIRST_WITH_TIME

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "l j F Y, H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "d/m/Y"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
FIRST_DAY_OF_WEEK = 1
DATE_INPUT_FORMATS = [*DAY_FIRST, "%d %B %Y", "%d %b %Y"]
DATETIME_INPUT_FORMATS = [*DAY_FIRST_WITH_TIME, "%d %B %Y %H:%M", "%d %b %Y %H:%M"]
