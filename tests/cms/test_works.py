"""Works: how far they are, whether they are late, what they mean for people."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError

from cms.cache import kept_until
from cms.models import WorkPage
from tests.reading import read

from .factories import ImageFactory, WorkPageFactory

OPEN, PLANNED = WorkPage.Phase.OPEN, WorkPage.Phase.PLANNED
FINISHED, SUSPENDED = WorkPage.Phase.FINISHED, WorkPage.Phase.SUSPENDED


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-06-15 12:00+02:00", tick=False):
        yield datetime.date(2026, 6, 15)


def day(text):
    return datetime.date.fromisoformat(text)


class TestLateness:
    @pytest.mark.parametrize(
        ("phase", "expected_end", "late"),
        [
            (OPEN, "2026-06-14", True),
            (OPEN, "2026-06-15", False),
            (SUSPENDED, "2026-06-14", True),
            (FINISHED, "2026-06-14", False),
        ],
    )
    def test_a_work_past_its_expected_end_says_so(
        self, client, works, phase, expected_end, late
    ):
        work = WorkPageFactory(
            parent=works, phase=phase, expected_end=day(expected_end)
        )

        assert ("non sono ancora finiti" in read(client, work.url)) is late
        assert ("oltre la fine prevista" in read(client, works.url)) is late

    def test_pages_that_show_it_are_kept_until_midnight_at_most(self, rf, works):
        work = WorkPageFactory(parent=works, phase=OPEN, expected_end=day("2026-06-15"))

        with time_machine.travel("2026-06-15 23:55+02:00", tick=False):
            kept = {kept_until(page.serve(rf.get(page.url))) for page in (work, works)}

        assert [each.isoformat() for each in kept] == ["2026-06-16T00:00:00+02:00"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"begins": "2026-05-01", "expected_end": "2026-04-30"}, "expected_end"),
        ({"phase": FINISHED, "begins": "2026-05-01", "ended": "2026-04-30"}, "ended"),
        ({"phase": FINISHED, "ended": "2026-06-16"}, "ended"),
        ({"phase": OPEN, "ended": "2026-06-01"}, "phase"),
        ({"phase": OPEN, "begins": "2026-06-16"}, "phase"),
        ({"latitude": "46.1"}, "longitude"),
        ({"longitude": "9.8"}, "latitude"),
        ({"latitude": "91", "longitude": "9.8"}, "latitude"),
    ],
)
def test_what_does_not_fit_is_refused_where_it_stands(works, values, field):
    work = WorkPageFactory(parent=works)
    for name, value in values.items():
        setattr(work, name, work._meta.get_field(name).to_python(value))

    with pytest.raises(ValidationError) as refusal:
        work.full_clean()

    assert field in refusal.value.message_dict


def test_what_changes_for_people_vanishes_when_it_is_past(client, works):
    past = {"kind": "noise", "text": "Martelli", "ends": day("2026-06-14")}
    present = {"kind": "traffic", "text": "Senso unico", "alternative": "Via Moro"}
    work = WorkPageFactory(
        parent=works,
        phase=OPEN,
        disruptions=[("disruption", past), ("disruption", present)],
    )

    text = read(client, work.url)

    assert "Senso unico" in text
    assert "Via Moro" in text
    assert "Traffico e parcheggi" in text
    assert "Martelli" not in text


def test_before_and_after_stand_side_by_side_with_their_words(client, works):
    images = {
        "before": ImageFactory(alt_text="Una pista crepata"),
        "after": ImageFactory(alt_text="Un campo nuovo"),
        "caption": "",
    }
    work = WorkPageFactory(parent=works, pictures=[("pair", images)])

    text = read(client, work.url)

    assert 'alt="Una pista crepata"' in text
    assert 'alt="Un campo nuovo"' in text


def test_the_point_leads_to_a_map_and_asks_it_for_nothing(client, works):
    work = WorkPageFactory(
        parent=works, address="Via Maffei", latitude="46.165", longitude="9.864"
    )

    text = read(client, work.url)

    assert 'href="geo:46.165,9.864"' in text
    assert 'href="https://www.openstreetmap.org/?mlat=46.165&amp;mlon=9.864' in text
    assert text.count("openstreetmap.org") == 1


class TestTheIndex:
    def test_those_under_way_come_first_and_finished_ones_last(self, client, works):
        for phase in (FINISHED, PLANNED, SUSPENDED, OPEN):
            WorkPageFactory(parent=works, title=f"Lavoro {phase}", phase=phase)

        text = read(client, works.url)

        assert [
            phase
            for _, phase in sorted(
                (text.index(f"Lavoro {p}"), p) for p in WorkPage.Phase
            )
        ] == ["open", "suspended", "planned", "finished"]

    def test_a_phase_shows_only_its_works(self, client, works):
        WorkPageFactory(parent=works, title="Si scava", phase=OPEN)
        WorkPageFactory(parent=works, title="Si inaugura", phase=FINISHED)

        text = read(client, works.url, data={"phase": "finished"})

        assert "Si inaugura" in text
        assert "Si scava" not in text
        assert '<meta name="robots" content="noindex, follow">' in text

    @pytest.mark.parametrize("phase", ["planned", "nothing"])
    def test_a_phase_that_no_work_is_in_is_not_found(self, client, works, phase):
        WorkPageFactory(parent=works, phase=OPEN)

        assert client.get(works.url, {"phase": phase}).status_code == 404

    def test_without_works_it_says_so(self, client, works):
        assert "Non ci sono lavori" in read(client, works.url)

    def test_elsewhere_only_what_is_not_finished_is_listed(self, works):
        WorkPageFactory(parent=works, title="Si scava", phase=OPEN)
        WorkPageFactory(parent=works, title="Si inaugura", phase=FINISHED)

        assert [card.title for card in works.cards(3)] == ["Si scava"]

    def test_its_cards_tell_phase_and_address(self, works):
        WorkPageFactory(parent=works, phase=OPEN, address="Via Maffei")

        (card,) = works.cards(3)

        assert (card.label, card.meta) == ("In corso", "Via Maffei")
