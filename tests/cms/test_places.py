"""Places: where they are, how one gets in, and whether they are open now."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError

from cms.cache import kept_until
from cms.models.reachable import ClosureBlock, HoursBlock
from tests.reading import read

from .factories import PlacePageFactory

MONDAY = "2026-03-02"


def hours(days, opens, closes):
    opening, closing = (datetime.time.fromisoformat(time) for time in (opens, closes))
    return ("hours", {"days": days, "opens": opening, "closes": closing})


@pytest.fixture
def desk(places):
    return PlacePageFactory(
        parent=places,
        title="Sportello",
        hours=[
            hours(["0", "2"], "09:00", "12:00"),
            hours(["0"], "15:00", "18:00"),
        ],
    )


def at(time, day=MONDAY):
    return time_machine.travel(f"{day} {time}+01:00", tick=False)


class TestOpenNow:
    @pytest.mark.parametrize(
        ("time", "words"),
        [
            ("10:00", "Aperto ora, fino alle 12:00"),
            ("12:00", "Chiuso ora, apre alle 15:00"),
            (
                "18:00",
                'Chiuso ora, apre <time datetime="2026-03-04">mercoledì 4 marzo</time> alle 9:00',
            ),
        ],
    )
    def test_it_is_told_with_what_comes_next(self, client, desk, time, words):
        with at(time):
            text = read(client, desk.url)

        assert words.lower() in text.lower()

    def test_the_page_is_kept_only_as_long_as_it_is_true(self, rf, desk):
        with at("11:55"):
            kept = kept_until(desk.serve(rf.get(desk.url)))

        assert kept.isoformat() == "2026-03-02T12:00:00+01:00"

    def test_a_reader_a_minute_later_is_told_the_truth(self, client, desk):
        with at("11:59"):
            first = read(client, desk.url)
        with at("12:01"):
            second = read(client, desk.url)

        assert "Aperto ora" in first
        assert "Chiuso ora" in second

    def test_a_day_of_closure_is_closed_and_told_until_it_is_past(self, client, desk):
        desk.closures = [
            (
                "closure",
                {
                    "first": datetime.date(2026, 3, 2),
                    "last": None,
                    "reason": "Festa patronale",
                },
            )
        ]
        desk.save()

        with at("10:00"):
            during = read(client, desk.url)
        with at("10:00", "2026-03-04"):
            after = read(client, desk.url)

        assert "Aperto ora" not in during
        assert "Festa patronale" in during
        assert "Aperto ora" in after
        assert "Festa patronale" not in after

    def test_without_hours_nothing_is_claimed(self, client, places):
        place = PlacePageFactory(parent=places)

        text = read(client, place.url)

        assert "Aperto ora" not in text
        assert "Orari di apertura" not in text

    def test_every_day_of_the_week_is_in_the_table(self, client, desk):
        text = read(client, desk.url)

        assert '<time datetime="09:00">9:00</time>' in text
        assert text.count("chiuso </dd>") == 5


@pytest.mark.parametrize(
    ("block", "value", "field"),
    [
        (
            HoursBlock,
            {"days": ["0"], "opens": "12:00", "closes": "12:00"},
            "closes",
        ),
        (HoursBlock, {"days": [], "opens": "09:00", "closes": "12:00"}, "days"),
        (ClosureBlock, {"first": "2026-03-02", "last": "2026-03-01"}, "last"),
    ],
)
def test_hours_that_do_not_fit_are_refused(block, value, field):
    block = block()

    with pytest.raises(StructBlockValidationError) as refusal:
        block.clean(block.to_python(value))

    assert field in refusal.value.block_errors


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("postal_code", "2310"),
        ("phone", "chiamami"),
        ("latitude", "46.1"),
    ],
)
def test_what_cannot_be_is_refused(places, field, value):
    place = PlacePageFactory(parent=places)
    setattr(place, field, place._meta.get_field(field).to_python(value))

    with pytest.raises(ValidationError):
        place.full_clean()


def test_it_tells_machines_what_it_tells_people(places):
    place = PlacePageFactory(
        parent=places,
        title="Sportello",
        address="Largo Sindelfingen",
        postal_code="23100",
        town="Sondrio",
        latitude="46.1662",
        longitude="9.8621",
        phone="0342 000001",
        hours=[hours(["0"], "09:00", "12:00")],
    )
    place.refresh_from_db()

    (told,) = place.structured_data()

    assert told["@type"] == "Place"
    assert told["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Largo Sindelfingen",
        "postalCode": "23100",
        "addressLocality": "Sondrio",
    }
    assert told["geo"]["latitude"] == 46.1662
    assert told["openingHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["Monday"],
            "opens": "09:00",
            "closes": "12:00",
        }
    ]
    assert place.phone_url == "tel:0342000001"


def test_a_place_of_which_little_is_known_tells_little(places):
    (told,) = PlacePageFactory(parent=places, introduction="").structured_data()

    assert set(told) == {"@type", "name", "url"}


def test_they_are_listed_by_name_with_their_address(client, places):
    PlacePageFactory(parent=places, title="orto", address="Via Giuliani")
    PlacePageFactory(parent=places, title="Auditorium")

    text = read(client, places.url)

    assert text.index("Auditorium") < text.index("orto")
    assert "Via Giuliani" in text


def test_a_kind_shows_only_its_places(client, places):
    PlacePageFactory(parent=places, title="Il parco", kind="green")
    PlacePageFactory(parent=places, title="La palestra", kind="sport")

    text = read(client, places.url, data={"kind": "green"})

    assert "Il parco" in text
    assert "La palestra" not in text
