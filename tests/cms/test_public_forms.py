"""What stands between a stranger's script and the tables."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django import forms
from django.core import signing
from django.http import HttpResponse
from django.test import RequestFactory
from time_machine import travel

from cms import public_forms
from cms.public_forms import Limit, PublicForm, Token, takes_public_form

OURS = {"sec-fetch-site": "same-origin"}


class AskForm(PublicForm):
    purpose = "ask"
    limit = Limit(3, timedelta(hours=1))
    question = forms.CharField(max_length=50)
    score = forms.IntegerField(required=False)


def request(data=None, headers=OURS, **meta):
    factory = RequestFactory(headers=headers)
    return factory.post("/", data, **meta) if data is not None else factory.get("/")


def token(age=timedelta(minutes=1), purpose="ask"):
    with travel(public_forms.timezone.now() - age, tick=False):
        return Token.new().write(purpose)


def sent(data=None, **options):
    words = {"token": token(), "question": "Perché?", **(data or {})}
    form = AskForm(request(words, **options))
    form.is_valid()
    return form


def test_a_form_of_ours_that_took_its_time_is_taken():
    form = sent()

    assert form.is_valid()
    assert form.words == {"question": "Perché?", "score": None}
    assert form.status == 200


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, False),
        ({"origin": "http://testserver"}, True),
        ({"origin": "http://testserver.evil.example"}, False),
        ({"origin": "https://testserver"}, False),
        ({"origin": "null"}, False),
        ({}, False),
    ],
)
def test_only_a_page_of_ours_may_send(headers, taken):
    form = sent(headers=headers)

    assert form.is_valid() is taken
    assert form.status == (200 if taken else 403)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("", "token"),
        ("nonsense", "token"),
        ("a:b:c", "token"),
        (token(purpose="another form"), "token"),
        (token(age=timedelta(hours=25)), "expired"),
    ],
    ids=["none", "nonsense", "like one", "of another form", "old"],
)
def test_a_token_that_does_not_hold_shows_the_form_again_with_a_fresh_one(bad, reason):
    form = sent({"token": bad})

    assert form.refused == reason
    assert "ancora qui" in str(form.non_field_errors())
    assert 'value="Perché?"' in str(form)
    assert sent({"token": form["token"].value()}).is_valid()


def test_a_program_that_is_too_quick_may_send_the_same_form_again(time_machine):
    time_machine.move_to("2026-11-26 09:05 +01:00", tick=False)
    quick = token(age=timedelta(0))

    form = sent({"token": quick})
    time_machine.shift(timedelta(seconds=4))

    assert form.refused == "fast"
    assert form["token"].value() == quick
    assert sent({"token": quick}).is_valid()


def test_the_trap_is_emptied_and_said(settings):
    form = sent({"website": "https://spam.example"})

    assert form.refused == "trap"
    assert "spam.example" not in str(form)
    assert 'value="Perché?"' in str(form)


def test_a_double_click_is_one_entry_and_a_correction_another():
    same = token()

    first = sent({"token": same})
    again = sent({"token": same})
    corrected = sent({"token": same, "question": "Quando?"})
    other = sent()

    assert first.entry == again.entry
    assert len({first.entry, corrected.entry, other.entry}) == 3


def test_too_many_from_one_address_wait_and_lose_nothing(time_machine):
    time_machine.move_to("2026-11-26 09:05 +01:00")
    forms_sent = [sent() for _ in range(4)]
    neighbour = sent(REMOTE_ADDR="198.51.100.7")

    assert [form.refused for form in forms_sent] == ["", "", "", "limit"]
    assert forms_sent[-1].status == 429
    assert 'value="Perché?"' in str(forms_sent[-1])
    assert neighbour.is_valid()

    time_machine.shift(timedelta(hours=1))

    assert sent().is_valid()


def test_what_is_wrong_anyway_does_not_count():
    for _ in range(5):
        sent({"question": ""})

    assert sent().is_valid()


def test_a_household_has_one_network_of_ipv6():
    taken = [sent(REMOTE_ADDR=f"2001:db8:0:1::{n}").is_valid() for n in range(4)]

    assert taken == [True, True, True, False]


def test_behind_a_proxy_its_word_counts_and_the_crowd_shares_one_limit(settings):
    settings.BEHIND_PROXY = True

    known = [sent(HTTP_X_REAL_IP="198.51.100.7").is_valid() for _ in range(4)]
    crowd = [sent(REMOTE_ADDR="").is_valid() for _ in range(61)]

    assert known == [True, True, True, False]
    assert crowd == [True] * 60 + [False]


class Cache(dict):
    """Remembers every key that it is asked for."""

    def add(self, key, value, timeout=None):
        self.setdefault(key, value)

    def incr(self, key):
        self[key] += 1
        return self[key]

    def get_or_set(self, key, value, timeout=None):
        return self.setdefault(key, value)

    def touch(self, key, timeout=None):
        return key in self


def test_nothing_in_the_cache_leads_back_to_an_address(monkeypatch):
    caches = [Cache(), Cache()]
    for cache in caches:
        monkeypatch.setattr(public_forms, "cache", cache)
        sent(REMOTE_ADDR="198.51.100.7")

    one, other = ({key for key in cache if "-key:" not in key} for cache in caches)

    assert len(one) == len(other) == 1
    assert one != other
    assert not any("198.51" in key for key in caches[0])


def test_a_cache_that_is_away_lets_everybody_in(monkeypatch):
    away = Cache()
    monkeypatch.setattr(away, "incr", lambda key: 0, raising=False)
    monkeypatch.setattr(public_forms, "cache", away)

    assert all(sent().is_valid() for _ in range(5))


def test_hostile_words_are_shown_as_words():
    form = sent({"question": "<script>alert(1)</script>" + "x" * 50})

    assert "<script>" not in str(form)
    assert "&lt;script&gt;" in str(form)


@pytest.mark.parametrize(
    "words", [{"question": "a\0b"}, {"score": "abc"}, {"question": "x" * 1_000_000}]
)
def test_words_that_cannot_be_taken_are_refused_with_a_sentence(words):
    form = sent(words)

    assert not form.is_valid()
    assert not form.refused
    assert len(form.errors) == 1


def test_the_view_needs_no_cookie_and_is_kept_by_nobody():
    @takes_public_form
    def ask(request):
        return HttpResponse(str(AskForm(request)))

    response = ask(request())

    assert ask.csrf_exempt
    assert response["Cache-Control"] == "private, no-cache"
    assert not response.cookies
    assert response.text.count('type="hidden"') == 1


def test_a_token_tells_nothing_but_when_it_was_made():
    entry, started = signing.loads(token(), salt=public_forms.salt("ask"))

    assert len(entry) == 32
    assert isinstance(started, float)
