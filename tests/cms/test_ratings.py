"""Readers say how clear a page is, and the team learns where it is not."""

from __future__ import annotations

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms import retention
from cms.feedback import clarity
from cms.models import Rating
from cms.public_forms import Token
from tests.reading import read

from .factories import StandardPageFactory

OURS = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def page(home):
    return StandardPageFactory(parent=home, title="Gli orti")


@pytest.fixture
def rate(client, page):
    def rate(words=None, headers=OURS, **more):
        data = {"stars": 2, **(words or {}), **more}
        return client.post(f"/valuta/{page.pk}/", data, headers=headers)

    return rate


def aged_token(rating):
    started = timezone.now().timestamp() - 60
    return Token.new(started=started).write(f"rating:{rating.pk}")


def test_every_page_asks_in_the_words_of_the_italian_model(client, page):
    text = read(client, page.url)

    def told(element):
        found = re.findall(rf'data-element="{element}"[^>]*>\s*([^<]*?)\s*<', text)
        return [words.replace("&#x27;", "'") for words in found]

    assert 'data-element="feedback"' in text
    assert told("feedback-title") == [
        "Quanto sono chiare le informazioni su questa pagina?"
    ]
    for number in range(1, 6):
        assert f'for="rate-{number}" data-element="feedback-rate-{number}"' in text
    assert told("feedback-rating-question") == [
        "Dove hai incontrato le maggiori difficoltà?",
        "Quali sono stati gli aspetti che hai preferito?",
    ]
    assert told("feedback-rating-answer") == [
        "A volte le indicazioni non erano chiare",
        "A volte le indicazioni non erano complete",
        "A volte non capivo se stavo procedendo correttamente",
        "Ho avuto problemi tecnici",
        "Altro",
        "Le indicazioni erano chiare",
        "Le indicazioni erano complete",
        "Capivo sempre che stavo procedendo correttamente",
        "Non ho avuto problemi tecnici",
        "Altro",
    ]
    for element in ("rating-negative", "rating-positive", "input-text"):
        assert text.count(f'data-element="feedback-{element}"') == 1


def test_pages_that_ask_stay_in_the_cache(client, page):
    first = client.get(page.url)
    second = client.get(page.url)

    assert "ETag" in second
    assert first.content == second.content
    assert 'name="token"' not in second.text
    assert "csrf" not in second.text


def test_stars_and_an_answer_are_taken_at_once(rate, page):
    response = rate(stars=2, answer="hard-unclear", text="Troppe sigle")

    rating = Rating.objects.get()
    assert response["Location"] == f"/valuta/grazie/{page.pk}/#content"
    assert (rating.page_id, rating.stars, rating.answer, rating.text) == (
        page.pk,
        2,
        "hard-unclear",
        "Troppe sigle",
    )
    assert rating.day == timezone.localdate()
    assert not response.cookies


def test_nothing_finer_than_the_day_and_nobody_is_stored():
    names = {field.name for field in Rating._meta.get_fields()}

    assert names == {"id", "page", "day", "stars", "answer", "text"}


@pytest.mark.parametrize(
    ("stars", "question"),
    [
        (1, "Dove hai incontrato le maggiori difficoltà?"),
        (3, "Dove hai incontrato le maggiori difficoltà?"),
        (4, "Quali sono stati gli aspetti che hai preferito?"),
        (5, "Quali sono stati gli aspetti che hai preferito?"),
    ],
)
def test_stars_alone_count_and_lead_to_the_second_question(
    client, rate, stars, question
):
    step = rate(stars=stars)["Location"].partition("#")[0]

    assert Rating.objects.get().stars == stars
    assert question in client.get(step).text


def test_the_second_step_adds_to_the_stars(client, rate):
    step = rate(stars=5)["Location"].partition("#")[0]
    rating = Rating.objects.get()
    words = {"token": aged_token(rating), "answer": "good-clear", "text": "Brave!"}

    first = client.post(step, words, headers=OURS)
    again = client.post(step, {**words, "text": "Altro"}, headers=OURS)

    rating.refresh_from_db()
    assert first.status_code == again.status_code == 302
    assert (rating.answer, rating.text) == ("good-clear", "Brave!")


def test_the_second_step_takes_no_answer_to_the_other_question(client, rate):
    step = rate(stars=5)["Location"].partition("#")[0]
    words = {"token": aged_token(Rating.objects.get()), "answer": "hard-unclear"}

    response = client.post(step, {**words, "text": "Scritto"}, headers=OURS)

    assert response.status_code == 200
    assert "Scritto</textarea>" in response.text
    assert Rating.objects.get().answer == ""


def test_an_expired_second_step_loses_nothing(client, rate):
    step = rate(stars=5)["Location"].partition("#")[0]

    response = client.post(
        step, {"token": "old", "answer": "good-clear", "text": "Brave!"}, headers=OURS
    )

    assert "Brave!</textarea>" in response.text
    assert re.search(r'value="good-clear"[^>]*checked', response.text)


def test_an_answer_to_the_other_question_is_asked_again(rate):
    response = rate(stars=5, answer="hard-unclear")

    assert "/valuta/dettagli/" in response["Location"]
    assert Rating.objects.get().answer == ""


def test_a_double_click_is_one_opinion(rate):
    first = rate(stars=4, answer="good-clear")
    second = rate(stars=4, answer="good-clear")

    assert first["Location"] == second["Location"]
    assert Rating.objects.count() == 1


def test_two_readers_of_one_mind_are_two_opinions(client, page):
    for address in ("198.51.100.7", "198.51.100.8"):
        client.post(
            f"/valuta/{page.pk}/",
            {"stars": 4, "answer": "good-clear"},
            headers=OURS,
            REMOTE_ADDR=address,
        )

    assert Rating.objects.count() == 2


def test_no_stars_no_opinion_and_nothing_lost(rate):
    response = rate(stars="", answer="good-clear", text="Brave!")

    assert response.status_code == 200
    assert "Scegli da una a cinque stelle" in response.text
    assert "Brave!</textarea>" in response.text
    assert not Rating.objects.exists()


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {}])
def test_another_site_cannot_vote(rate, headers):
    response = rate(headers=headers)

    assert response.status_code == 403
    assert not Rating.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        {"stars": 0},
        {"stars": 6},
        {"stars": "abc"},
        {"stars": "4.5"},
        {"stars": "٣"},
        {"answer": "anything"},
        {"text": "a\0b"},
        {"text": "x" * 1_000_000},
        {"website": "https://spam.example"},
    ],
)
def test_what_no_page_of_ours_sends_is_refused(rate, words):
    response = rate(words)

    assert response.status_code == 200
    assert "Non ancora inviato" in response.text
    assert not Rating.objects.exists()


def test_scripts_are_words(client, rate, editor_client):
    rate(stars=1, answer="hard-other", text="<script>alert(1)</script>")

    text = editor_client.get(reverse("ratings:index")).text

    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_a_page_that_is_not_there_cannot_be_rated(client, page):
    page.unpublish()

    response = client.post(f"/valuta/{page.pk}/", {"stars": 4}, headers=OURS)

    assert response.status_code == 404


def test_a_page_behind_a_password_is_rated_by_those_who_know_it(client, page):
    PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="orto"
    )
    addresses = [f"/valuta/{page.pk}/", f"/valuta/grazie/{page.pk}/"]

    def statuses():
        return [client.get(address).status_code for address in addresses]

    assert statuses() == [404, 404]

    restriction = page.get_view_restrictions()[0]
    client.post(
        reverse(
            "wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk]
        ),
        {"password": "orto", "return_url": page.url},
    )
    assert statuses() == [200, 200]


def test_pages_that_are_no_pages_do_not_ask(client, home):
    assert 'data-element="feedback"' not in client.get("/nulla/").text
    assert 'data-element="feedback"' not in client.get("/cerca/").text


def opinions(page, *stars, day=None, answer="", text=""):
    day = day or timezone.localdate()
    Rating.objects.bulk_create(
        Rating(page=page, stars=n, day=day, answer=answer, text=text) for n in stars
    )


class TestWhatIsPublished:
    def test_averages_and_answers(self, client, page):
        opinions(page, 1, 2, answer="hard-unclear")
        opinions(page, 5, 5, 4, answer="good-clear")

        text = read(client, "/valutazioni/")

        assert "3,4 <small>/ 5</small>" in text
        assert "2 (100%)" in text
        assert "Gli orti" in text

    def test_nothing_of_a_few(self, client, home, page):
        other = StandardPageFactory(parent=home, title="Il parco")
        opinions(page, 5, 5, 5, 5, 5)
        opinions(other, 1)

        text = read(client, "/valutazioni/")

        assert "Gli orti" in text.partition("<main")[2]
        assert "Il parco" not in text.partition("<main")[2]

    def test_none_yet(self, client, home):
        assert "ancora troppo pochi" in read(client, "/valutazioni/")

    def test_no_words_of_readers(self, client, page):
        opinions(page, 1, 1, 1, 1, 1, answer="hard-other", text="Mario è brutto")

        assert "Mario" not in client.get("/valutazioni/").text

    def test_few_queries_however_many_pages(
        self, client, home, django_assert_max_num_queries
    ):
        for _ in range(25):
            opinions(StandardPageFactory(parent=home), 5, 5, 5, 5, 5)
        client.get("/valutazioni/")

        with django_assert_max_num_queries(15):
            response = client.get("/valutazioni/", {"page": 2})

        assert len(response.context["current"].object_list) == 5


class TestWhatTheTeamSees:
    def test_pages_with_the_hardest_first(self, home, page, editor_client):
        easy = StandardPageFactory(parent=home, title="Il parco")
        opinions(page, 1, 2, 5)
        opinions(easy, 5, 5)

        rows = editor_client.get(reverse("clarity_of_pages:index")).context[
            "object_list"
        ]

        assert [
            (row["title"], row["count"], round(row["average"], 2), row["hard"])
            for row in rows
        ] == [("Gli orti", 3, 2.67, 2), ("Il parco", 2, 5.0, 0)]

    def test_one_period_only(self, page, editor_client):
        opinions(page, 1, day=datetime.date(2026, 9, 1))
        opinions(page, 5, 5, day=datetime.date(2026, 10, 1))

        rows = editor_client.get(
            reverse("clarity_of_pages:index"),
            {"day_from": "2026-09-15", "day_to": "2026-10-31"},
        ).context["object_list"]

        assert [(row["count"], row["average"]) for row in rows] == [(2, 5.0)]

    def test_one_page_month_by_month(self, page, editor_client):
        opinions(page, 1, 2, day=datetime.date(2026, 9, 1), answer="hard-unclear")
        opinions(page, 5, day=datetime.date(2026, 10, 1))

        response = editor_client.get(reverse("clarity_of_pages:page", args=[page.pk]))

        assert response.context["months"] == [
            clarity.Month(datetime.date(2026, 10, 1), 1, 5.0),
            clarity.Month(datetime.date(2026, 9, 1), 2, 1.5),
        ]
        assert "2 (100%)" in " ".join(response.text.split())

    def test_a_page_without_opinions_says_so(self, page, editor_client):
        address = reverse("clarity_of_pages:page", args=[page.pk])

        assert "Nessuno ha ancora" in editor_client.get(address).text

    def test_a_spreadsheet_with_a_column_for_each_answer(self, page, editor_client):
        opinions(page, 1, 2, answer="hard-unclear")

        response = editor_client.get(
            reverse("clarity_of_pages:index"), {"export": "csv"}
        )

        head, row = b"".join(response.streaming_content).decode().splitlines()
        assert "A volte le indicazioni non erano chiare" in head
        assert row == "Gli orti,2,1.5,2,0,2,0,0,0,0,0,0,0,0,0"

    def test_details_one_by_one_and_no_formulas(self, page, editor_client):
        opinions(page, 1, answer="hard-other", text="=1+1")
        opinions(page, 5)

        listed = editor_client.get(reverse("ratings:index"), {"written": "true"})
        csv = editor_client.get(reverse("ratings:index"), {"export": "csv"})

        assert [rating.text for rating in listed.context["object_list"]] == ["=1+1"]
        assert ",'=1+1" in b"".join(csv.streaming_content).decode()

    def test_nobody_adds_or_changes_only_administrators_delete(
        self, page, editor_client, administrator_client, administrator
    ):
        opinions(page, 1)
        pk = Rating.objects.get().pk
        edit, delete = (
            reverse(f"ratings:{name}", args=[pk]) for name in ("edit", "delete")
        )

        for client in (editor_client, administrator_client):
            client.post(edit, {"text": "Bellissima"})
            client.post(reverse("ratings:add"), {"text": "Bellissima"})
        editor_client.post(delete)

        assert Rating.objects.get().text == ""
        administrator_client.post(delete)
        assert not Rating.objects.exists()

    @pytest.mark.parametrize("name", ["ratings:index", "clarity_of_pages:index"])
    def test_strangers_see_nothing(self, home, stranger_client, client, name):
        assert stranger_client.get(reverse(name)).status_code in (302, 403)
        assert client.get(reverse(name)).status_code == 302


def test_details_are_erased_after_two_years_and_stars_stay(page, time_machine):
    time_machine.move_to("2026-11-26 12:00 +01:00")
    opinions(page, 1, day=datetime.date(2024, 11, 25), text="Vecchio")
    opinions(page, 2, day=datetime.date(2024, 11, 27), text="Recente")

    erased = retention.erase()

    assert erased["ratings"] == 1
    assert sorted(Rating.objects.values_list("stars", "text")) == [
        (1, ""),
        (2, "Recente"),
    ]
