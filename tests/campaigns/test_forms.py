"""What the staff's forms take, and the sentences with which they refuse."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from campaigns.forms.channels import ConnectForm, NewChannelForm
from campaigns.forms.reviews import DecisionForm
from campaigns.forms.shares import ShareForm
from campaigns.forms.stops import QuietPeriodForm, StopEverythingForm
from campaigns.forms.times import TownDateTimeField
from campaigns.networks import ByHand, Facebook, X
from tests.cms.factories import NewsPageFactory

from .factories import ChannelFactory


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2027-01-15 09:30", datetime(2027, 1, 15, 8, 30, tzinfo=UTC)),
        ("2027-07-15 09:30", datetime(2027, 7, 15, 7, 30, tzinfo=UTC)),
        ("2027-03-28 01:59", datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        ("2027-03-28 03:00", datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        ("2027-10-31 01:59", datetime(2027, 10, 30, 23, 59, tzinfo=UTC)),
        ("2027-10-31 03:00", datetime(2027, 10, 31, 2, 0, tzinfo=UTC)),
        ("2027-01-15T09:30+02:00", datetime(2027, 1, 15, 7, 30, tzinfo=UTC)),
        ("", None),
    ],
)
def test_a_time_is_the_towns_whatever_zone_is_active(typed, meant):
    with timezone.override("America/New_York"):
        assert TownDateTimeField(required=False).clean(typed) == meant


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2027-03-28 02:00", "does not exist"),
        ("2027-03-28 02:30", "does not exist"),
        ("2027-03-28 02:59", "does not exist"),
        ("2027-10-31 02:00", "comes twice"),
        ("2027-10-31 02:59", "comes twice"),
        ("2027-02-30 10:00", "day/month/year"),
        ("12/31/2026 10:00", "day/month/year"),
        ("05/12/2026", "the hour too"),
        ("2027-03-28", "the hour too"),
        ("20270328", "the hour too"),
        ("2027-02-30", "day/month/year"),
        ("domani", "day/month/year"),
    ],
)
def test_a_time_that_clocks_do_not_show_once_is_refused_in_words(typed, sentence):
    with pytest.raises(ValidationError, match=sentence):
        TownDateTimeField().clean(typed)


@pytest.mark.parametrize("typed", ["31/12/9999 23:59", "01/01/0001 00:00"])
def test_a_year_that_nobody_means_is_refused_in_words(typed):
    with pytest.raises(ValidationError, match="from 2000 to 2100"):
        TownDateTimeField().clean(typed)


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize(
    "typed",
    [
        "05/12/2026 10:00",
        "5/12/2026 10:00",
        "5/12/2026 10.00",
        "05.12.2026 10:00",
        "05-12-2026 10:00",
        "05/12/26 10:00",
        "2026-12-05 10:00",
        "2026-12-05T10:00",
    ],
)
def test_the_day_comes_before_the_month_in_every_language(language, typed):
    with translation.override(language):
        found = TownDateTimeField().clean(typed)

    assert found == datetime(2026, 12, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "said"),
    [("it", "Giorno/mese/anno"), ("en", "Day/month/year")],
)
def test_a_field_says_in_which_order_it_is_written_and_shows_the_same(language, said):
    with translation.override(language):
        field = TownDateTimeField(help_text="Vuoto: subito.")
        moment = field.prepare_value(datetime(2026, 12, 5, 9, tzinfo=UTC))

        assert field.widget.format_value(moment) == "05/12/2026 10:00"
        assert str(field.help_text).startswith(said)
        assert str(field.help_text).endswith("Vuoto: subito.")


def test_a_refused_time_stays_in_the_field():
    class OneTime(forms.Form):
        at = TownDateTimeField()

    form = OneTime({"at": "2027-03-28 02:30"})

    assert not form.is_valid()
    assert "2027-03-28 02:30" in str(form["at"])


def test_a_kept_time_is_shown_as_the_towns_clock_showed_it():
    field = TownDateTimeField()

    with timezone.override("America/New_York"):
        shown = field.prepare_value(datetime(2027, 7, 15, 7, 30, tzinfo=UTC))

    assert shown == datetime(2027, 7, 15, 9, 30)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("decision", "comment", "valid"),
    [
        ("approve", "", True),
        ("approve", "Bene", True),
        ("reject", "Manca la data", True),
        ("reject", "", False),
        ("reject", "   ", False),
        ("publish", "", False),
    ],
)
def test_who_sends_back_says_why(decision, comment, valid):
    form = DecisionForm({"revision": "7", "decision": decision, "comment": comment})

    assert form.is_valid() is valid


@pytest.mark.parametrize(
    ("network", "names"),
    [
        (
            X,
            ["consumer_key", "consumer_secret", "access_token", "access_token_secret"],
        ),
        (Facebook, ["page_id", "access_token"]),
        (ByHand, []),
    ],
)
def test_connecting_asks_for_what_the_network_needs(network, names):
    assert list(ConnectForm(network).fields) == names


def test_a_secret_that_was_typed_is_not_shown_again():
    form = ConnectForm(Facebook, {"page_id": "12", "access_token": "molto-segreto"})

    form.is_valid()

    assert "molto-segreto" not in form.as_p()
    assert 'autocomplete="off"' in str(form["access_token"])
    assert 'value="12"' in str(form["page_id"])


@pytest.mark.parametrize("debug", [False, True])
def test_the_console_is_only_offered_to_who_develops(settings, debug):
    settings.DEBUG = debug

    codes = [code for code, _label in NewChannelForm().fields["network"].choices]

    assert ("console" in codes) is debug


@pytest.mark.parametrize(
    ("data", "valid"),
    [
        ({"reason": "Allarme", "sure": "on"}, True),
        ({"reason": "Allarme"}, False),
        ({"reason": "", "sure": "on"}, False),
    ],
)
def test_everything_is_stopped_only_by_who_is_sure_and_says_why(data, valid):
    assert StopEverythingForm(data).is_valid() is valid


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("starts", "ends", "valid"),
    [
        ("2027-04-10 00:00", "2027-05-25 23:00", True),
        ("2027-04-10 00:00", "", True),
        ("2027-05-25 23:00", "2027-04-10 00:00", False),
        ("2027-03-28 02:30", "2027-05-25 23:00", False),
        ("", "2027-05-25 23:00", False),
    ],
)
def test_a_quiet_period_has_a_beginning_before_its_end(starts, ends, valid):
    data = {"starts_at": starts, "ends_at": ends, "reason": "Elezioni"}

    assert QuietPeriodForm(data).is_valid() is valid


@pytest.mark.django_db
def test_a_moment_that_is_shared_already_is_not_offered_again(home):
    page = NewsPageFactory.build()

    free = ShareForm(page, set()).fields["moment"].choices
    taken = ShareForm(page, {"publication"}).fields["moment"].choices

    assert [name for name, _label in free] == ["publication"]
    assert taken == []


@pytest.mark.django_db
def test_a_channel_that_cannot_send_now_says_so_and_one_never_connected_is_left_out():
    ChannelFactory(name="Viva")
    ChannelFactory(name="Scaduta", account_id="2", state="reconnect")
    ChannelFactory(name="Nuova", account_id="")

    labels = str(ShareForm(NewsPageFactory.build(), set())["channels"])

    assert "X: Viva" in labels
    assert "X: Scaduta (needs reconnecting)" in labels
    assert "Nuova" not in labels
