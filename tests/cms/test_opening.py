"""Opening hours as tables: what is open, and until when that holds."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from cms.opening import Closure, Hours, Status, spans_on, status_at, week

ROME = ZoneInfo("Europe/Rome")
MONDAY = datetime.date(2026, 3, 2)


def time(text):
    return datetime.time.fromisoformat(text)


def at(text, day=MONDAY):
    return datetime.datetime.combine(day, time(text), tzinfo=ROME)


MORNING = Hours(0, time("09:00"), time("12:00"))
AFTERNOON = Hours(0, time("15:00"), time("18:00"))
THURSDAY = Hours(3, time("10:00"), time("11:00"))
ALL = (AFTERNOON, MORNING, THURSDAY)


@pytest.mark.parametrize(
    ("now", "open", "changes"),
    [
        ("08:59", False, "09:00"),
        ("09:00", True, "12:00"),
        ("11:59", True, "12:00"),
        ("12:00", False, "15:00"),
        ("17:59", True, "18:00"),
    ],
)
def test_on_an_open_day_it_says_what_comes_next(now, open, changes):
    assert status_at(at(now), ALL, ()) == Status(open, at(changes), today=True)


def test_after_closing_it_names_the_next_open_day():
    thursday = MONDAY + datetime.timedelta(days=3)

    assert status_at(at("18:00"), ALL, ()) == Status(
        False, at("10:00", thursday), today=False
    )


def test_a_closure_takes_whole_days_first_and_last_included():
    closure = Closure(MONDAY, MONDAY + datetime.timedelta(days=3), "Ferie")
    next_monday = MONDAY + datetime.timedelta(days=7)

    assert spans_on(MONDAY, ALL, (closure,)) == []
    assert status_at(at("10:00"), ALL, (closure,)).changes == at("09:00", next_monday)


def test_a_long_closure_promises_nothing():
    closure = Closure(MONDAY, MONDAY + datetime.timedelta(days=60))

    assert status_at(at("10:00"), ALL, (closure,)) == Status(False, None)


def test_spans_that_touch_are_one():
    hours = (MORNING, Hours(0, time("12:00"), time("14:00")))

    assert status_at(at("11:00"), hours, ()) == Status(True, at("14:00"))
    assert week(hours)[0] == (0, [(time("09:00"), time("14:00"))])


def test_the_day_on_which_the_clocks_go_forward_opens_by_the_wall_clock():
    sunday = datetime.date(2026, 3, 29)
    hours = (Hours(6, time("09:00"), time("12:00")),)

    status = status_at(at("01:30", sunday), hours, ())

    assert status.changes == at("09:00", sunday)
    assert status.changes.utcoffset() == datetime.timedelta(hours=2)
