"""Programmes: how far they are, what they cost, and what belongs to them."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Locale, PageViewRestriction

from cms.cache import kept_until
from cms.models import PartOfProgramme
from cms.models.programmes import PhaseBlock
from tests.reading import read

from .factories import (
    NewsPageFactory,
    ProgrammePageFactory,
    StandardPageFactory,
    WorkPageFactory,
)


def phase(name="Avvio", begins=None, ends=None, state="", text=""):
    dates = [day and datetime.date.fromisoformat(day) for day in (begins, ends)]
    return (
        "phase",
        {
            "name": name,
            "begins": dates[0],
            "ends": dates[1],
            "state": state,
            "text": text,
        },
    )


@pytest.fixture
def today():
    with time_machine.travel("2026-06-15 12:00+02:00", tick=False):
        yield datetime.date(2026, 6, 15)


class TestPhases:
    @pytest.mark.parametrize(
        ("begins", "ends", "state", "expected"),
        [
            ("2026-01-01", "2026-06-14", "", "done"),
            ("2026-01-01", "2026-06-15", "", "doing"),
            ("2026-06-15", "2026-12-31", "", "doing"),
            ("2026-06-16", "2026-12-31", "", "to_come"),
            ("2026-01-01", None, "", "doing"),
            (None, "2026-06-14", "", "done"),
            ("2026-01-01", "2026-12-31", "done", "done"),
            (None, None, "to_come", "to_come"),
        ],
    )
    def test_their_state_follows_from_the_dates_unless_it_is_set(
        self, today, home, begins, ends, state, expected
    ):
        page = ProgrammePageFactory(
            parent=home, phases=[phase(begins=begins, ends=ends, state=state)]
        )

        assert page.phases[0].value.current_state == expected

    def test_a_phase_that_ends_before_it_begins_is_refused(self):
        value = PhaseBlock().to_python(
            {"name": "Avvio", "begins": "2026-02-01", "ends": "2026-01-01"}
        )

        with pytest.raises(StructBlockValidationError) as refusal:
            PhaseBlock().clean(value)

        assert "ends" in refusal.value.block_errors

    def test_a_phase_without_dates_and_state_is_refused(self):
        value = PhaseBlock().to_python({"name": "Avvio"})

        with pytest.raises(StructBlockValidationError) as refusal:
            PhaseBlock().clean(value)

        assert "state" in refusal.value.block_errors

    def test_the_page_is_kept_no_longer_than_today(self, today, rf, home):
        page = ProgrammePageFactory(
            parent=home, phases=[phase(begins="2026-01-01", ends="2026-06-15")]
        )

        kept = kept_until(page.serve(rf.get(page.url)))

        assert kept.isoformat() == "2026-06-16T00:00:00+02:00"


class TestProgress:
    def test_it_is_the_share_of_the_phases_that_are_done(self, today, client, home):
        page = ProgrammePageFactory(
            parent=home,
            phases=[phase(state="done"), phase(state="doing"), phase(state="to_come")],
        )

        text = read(client, page.url)

        assert page.percent == 33
        assert "33% completato" in text
        assert "1 fase conclusa su 3" in text

    def test_a_figure_set_by_hand_wins(self, home):
        page = ProgrammePageFactory(
            parent=home, progress=60, phases=[phase(state="to_come")]
        )

        assert page.percent == 60

    def test_without_phases_and_figure_nothing_is_claimed(self, client, home):
        page = ProgrammePageFactory(parent=home)

        assert page.percent is None
        assert "completato" not in read(client, page.url)

    @pytest.mark.parametrize("progress", [101, -1])
    def test_it_goes_from_0_to_100(self, home, progress):
        page = ProgrammePageFactory(parent=home)
        page.progress = progress

        with pytest.raises(ValidationError) as refusal:
            page.full_clean()

        assert "progress" in refusal.value.message_dict

    def test_cards_show_it(self, client, home):
        ProgrammePageFactory(parent=home, progress=60)

        (card,) = home.cards()

        assert card.progress == 60


class TestCost:
    def test_what_was_spent_is_told_with_its_day(self, client, home):
        page = ProgrammePageFactory(
            parent=home,
            cost=103_700,
            spent=41_480,
            spent_on=datetime.date(2026, 5, 31),
            cost_note="Cifre del piano.",
        )

        text = read(client, page.url)

        assert "103.700 €" in text
        assert "41.480 € spesi, il 40%" in text
        assert '<time datetime="2026-05-31">' in text
        assert "Cifre del piano." in text

    @pytest.mark.parametrize("cost", [0, None])
    def test_without_a_cost_there_is_no_share_of_it(self, client, home, cost):
        page = ProgrammePageFactory(
            parent=home, cost=cost, spent=0, spent_on=datetime.date(2026, 5, 31)
        )

        assert page.spent_percent is None
        assert client.get(page.url).status_code == 200

    @pytest.mark.parametrize(
        ("figures", "field"),
        [
            ({"spent": 10}, "spent_on"),
            ({"spent_on": datetime.date(2026, 5, 31)}, "spent"),
            ({"spent": 10, "spent_on": datetime.date(2999, 1, 1)}, "spent_on"),
            (
                {"cost": 9, "spent": 10, "spent_on": datetime.date(2026, 5, 31)},
                "spent",
            ),
        ],
    )
    def test_figures_that_do_not_fit_are_refused(self, home, figures, field):
        page = ProgrammePageFactory(parent=home)
        for name, value in figures.items():
            setattr(page, name, value)

        with pytest.raises(ValidationError) as refusal:
            page.full_clean()

        assert field in refusal.value.message_dict


class TestWhatBelongsToIt:
    def test_its_news_and_works_stand_on_its_page(self, client, programme, news, works):
        NewsPageFactory(parent=news, title="Aprono le scrivanie", programme=programme)
        WorkPageFactory(parent=works, title="Piano rialzato", programme=programme)
        NewsPageFactory(parent=news, title="Di altro")

        text = read(client, programme.url)

        assert "Aprono le scrivanie" in text
        assert "Piano rialzato" in text
        assert "Di altro" not in text

    def test_pages_below_it_stand_on_its_page(self, client, programme):
        page = StandardPageFactory(parent=programme, title="Come si lavora")

        text = read(client, programme.url)

        assert "Per approfondire" in text
        assert page.url in text

    def test_they_lead_to_it(self, client, programme, news, works):
        page = NewsPageFactory(parent=news, programme=programme)
        work = WorkPageFactory(parent=works, programme=programme)
        link = f'<a href="{programme.url}">Coworking</a>'

        assert link in read(client, page.url)
        assert link in read(client, work.url)

    def test_what_nobody_may_read_stays_out(self, client, programme, news):
        draft = NewsPageFactory(parent=news, title="Bozza", programme=programme)
        draft.unpublish()
        closed = NewsPageFactory(parent=news, title="Per pochi", programme=programme)
        PageViewRestriction.objects.create(
            page=closed, restriction_type=PageViewRestriction.LOGIN
        )

        text = read(client, programme.url)

        assert "Bozza" not in text
        assert "Per pochi" not in text

    def test_a_translation_belongs_to_the_programme_of_its_language(
        self, client, programme, news, english_home, publish
    ):
        english = Locale.objects.get(language_code="en")
        page = NewsPageFactory(parent=news, title="Le scrivanie", programme=programme)
        translated = publish(programme.copy_for_translation(english))
        publish(news.copy_for_translation(english))
        desks = page.copy_for_translation(english)
        desks.title = "The desks"
        publish(desks)

        italian_text = read(client, programme.url)
        english_text = read(client, translated.url)

        assert "Le scrivanie" in italian_text
        assert "The desks" not in italian_text
        assert "The desks" in english_text
        assert "Le scrivanie" not in english_text
        assert f'href="{translated.url}"' in read(client, desks.url)

    def test_a_programme_that_goes_away_takes_nothing_with_it(self, programme, news):
        page = NewsPageFactory(parent=news, programme=programme)

        programme.delete()
        page.refresh_from_db()

        assert page.programme is None

    def test_every_page_type_that_may_belong_to_one_is_found(self):
        parts = {model.__name__ for model in PartOfProgramme.__subclasses__()}

        assert {"NewsPage", "WorkPage"} <= parts


def test_partners_lead_to_their_page_here_or_to_their_own_site(client, home, programme):
    programme.partners = [
        ("partner", {"name": "Politec", "role": "Accompagna", "page": home}),
        ("partner", {"name": "Sol.Co.", "address": "https://solco.example/"}),
        ("partner", {"name": "Le scuole"}),
    ]
    programme.save()

    text = read(client, programme.url)

    assert f'<a href="{home.url}">Politec</a>' in text
    assert '<a href="https://solco.example/">Sol.Co.</a>' in text
    assert "Le scuole" in text
    assert ">Le scuole</a>" not in text


def test_results_say_what_they_mean(client, programme):
    programme.results = [
        ("result", {"number": "11", "label": "scrivanie", "text": "Erano tre."})
    ]
    programme.save()

    text = read(client, programme.url)

    assert "Che cosa è cambiato" in text
    assert "Erano tre." in text


def test_the_page_takes_few_queries(
    client, programme, news, works, django_assert_max_num_queries
):
    for _ in range(4):
        NewsPageFactory(parent=news, programme=programme)
        WorkPageFactory(parent=works, programme=programme)
    client.get(programme.url)

    with django_assert_max_num_queries(15):
        client.get(f"{programme.url}?page=2")
