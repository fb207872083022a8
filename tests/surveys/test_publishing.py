"""When results become public, and what is in them."""

import csv
import datetime
import hashlib
import io
import json

import pytest
import time_machine
from openpyxl import load_workbook

from surveys import publishing
from surveys.models import (
    Publication,
    PublishedTwoWay,
    Response,
    Snapshot,
    State,
    Survey,
    Text,
)
from surveys.publishing import is_due
from tests.surveys.factories import key

HOME = key("casa/Alla Piastra")
AWAY = key("casa/Altrove a Sondrio")
FAR = key("casa/Fuori")
TODAY = datetime.date(2026, 11, 26)


def snapshot(responses, days_ago=0):
    return Snapshot(responses=responses, day=TODAY - datetime.timedelta(days_ago))


@pytest.mark.parametrize(
    ("publication", "state", "responses", "last", "due"),
    [
        ("live", State.OPEN, 5, None, True),
        ("live", State.OPEN, 4, None, False),
        ("live", State.OPEN, 25, snapshot(20, days_ago=1), True),
        ("live", State.OPEN, 24, snapshot(20, days_ago=1), False),
        ("live", State.OPEN, 99, snapshot(20), False),
        ("live", State.CLOSED, 25, snapshot(20), True),
        ("live", State.CLOSED, 23, snapshot(20, days_ago=9), False),
        ("live", State.CLOSED, 0, snapshot(20, days_ago=900), False),
        ("live", State.FUTURE, 9, None, False),
        ("closing", State.OPEN, 99, None, False),
        ("closing", State.CLOSED, 99, None, True),
        ("closing", State.FULL, 99, None, True),
        ("never", State.CLOSED, 99, None, False),
    ],
)
def test_results_are_due_as_chosen(publication, state, responses, last, due):
    survey = Survey(publication=publication)

    assert is_due(survey, state, responses, last, TODAY) is due


@pytest.fixture
def live(survey_page):
    survey_page.publication = Publication.LIVE
    survey_page.save_revision().publish()
    return Survey.objects.get()


@pytest.fixture
def answered(live, respond):
    for choice, number in ((HOME, 20), (AWAY, 12), (FAR, 3)):
        for _ in range(number):
            respond({key("casa"): choice, key("verde"): 4})


@pytest.fixture
def published(live, answered):
    return publishing.publish(live)


@pytest.fixture
def address(survey_page):
    return f"{survey_page.url}risultati/"


def table(figures, name):
    return next(each for each in figures["tables"] if each["key"] == key(name))


def counts(figures, name):
    return {f["category"]: f["count"] for f in table(figures, name)["figures"]}


def test_published_figures_hide_small_numbers_and_a_companion(published):
    found = counts(published.read, "casa")

    assert found[FAR] is None
    assert [found[HOME], found[AWAY]].count(None) == 1


def test_the_checksum_is_that_of_the_file(client, published, address):
    body = client.get(f"{address}json/").content

    assert hashlib.sha256(body).hexdigest() == published.checksum
    assert published.checksum in client.get(address).content.decode()


def test_the_page_shows_the_figures_with_their_base(client, published, address):
    html = client.get(address).content.decode()

    assert "35 risposte" in html
    assert "Dove abiti?" in html
    assert html.count("nascosto") >= 2
    assert "<script" not in html.partition("<article")[2].partition("</article")[0]


def test_no_bar_is_wider_than_the_whole(client, published, address):
    shown = client.get(address).context["shown"]

    bars = [
        bar for _question, lines, _texts in shown for each in lines for bar in each.bars
    ]
    assert bars
    assert all((bar.percent or 0) <= 100 and float(bar.width) <= 100 for bar in bars)


def test_the_page_asks_four_times_about_the_survey(
    client, survey_page, published, address, django_assert_max_num_queries
):
    client.get(survey_page.url)

    with django_assert_max_num_queries(15) as queries:
        client.get(address)

    of_surveys = [each for each in queries if 'FROM "surveys_' in each["sql"]]
    pages = [each for each in of_surveys if '"wagtailcore_page"' in each["sql"]]
    assert len(of_surveys) - len(pages) == 4


def test_new_answers_do_not_change_what_was_published(
    client, live, published, respond, address
):
    for _ in range(9):
        respond({key("casa"): FAR})

    assert publishing.publish(live) is None
    assert "35 risposte" in client.get(address).content.decode()


def test_the_next_day_they_do(live, published, respond):
    for _ in range(9):
        respond({key("casa"): FAR})

    with time_machine.travel(
        datetime.datetime.now(datetime.UTC) + datetime.timedelta(1)
    ):
        assert publishing.publish_all() == 1

    assert Snapshot.objects.get().responses == 44


def test_figures_remain_when_answers_are_erased(client, live, published, address):
    Response.objects.all().delete()

    assert publishing.publish(live) is None
    assert "35 risposte" in client.get(address).content.decode()


@pytest.mark.parametrize("publication", [Publication.NEVER, Publication.CLOSING])
def test_nobody_sees_results_that_are_not_public(
    client, survey_page, published, address, publication
):
    survey_page.publication = publication
    survey_page.save_revision().publish()

    assert client.get(address).status_code == 404
    assert client.get(f"{address}csv/").status_code == 404
    assert "risultati/" not in client.get(survey_page.url).content.decode()


def test_the_page_of_the_survey_leads_to_its_results(client, survey_page, published):
    assert "risultati/" in client.get(survey_page.url).content.decode()


def test_a_question_whose_results_are_not_public_is_nowhere(
    client, survey_page, live, answered, address
):
    survey_page.sections[0].value["questions"][0].value["public"] = False
    survey_page.save_revision().publish()
    survey = Survey.objects.get()

    found = publishing.publish(survey)

    assert key("casa") not in found.figures
    assert "Dove abiti?" not in client.get(address).content.decode()


def test_a_chosen_two_way_table_is_published(client, live, answered, address):
    PublishedTwoWay.objects.create(survey=live, first=key("casa"), second=key("verde"))

    found = publishing.publish(live)

    assert len(found.read["two_ways"]) == 1
    assert (
        "Dove abiti? \N{MULTIPLICATION SIGN} Quanto ti piace il verde?"
        in client.get(address).content.decode()
    )


def test_only_free_answers_that_somebody_let_through_are_shown(
    client, live, answered, respond, address
):
    for words in ("Più alberi", "Il mio vicino Mario"):
        respond({key("casa"): HOME, key("parole"): words})
    Text.objects.filter(text="Più alberi").update(state=Text.State.PUBLISHED)
    publishing.publish(live)

    html = client.get(address).content.decode()

    assert "Più alberi" in html
    assert "Mario" not in html


def read_csv(client, address, name):
    response = client.get(f"{address}{name}/")
    assert response.headers["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def test_files_have_the_same_figures_and_their_codes(client, published, address):
    lines = read_csv(client, address, "csv")
    codes = read_csv(client, address, "codici")
    book = load_workbook(
        io.BytesIO(client.get(f"{address}xlsx/").content), read_only=True
    )
    figures = json.loads(client.get(f"{address}json/").content)

    of_home = [line for line in lines if line["question"] == key("casa")]
    assert {line["category"]: line["count"] for line in of_home} == {
        category: "" if count is None else str(count)
        for category, count in counts(figures, "casa").items()
    }
    assert {line["category"] for line in of_home if line["hidden"] == "1"} >= {FAR}
    assert {"category": HOME, "label": "Alla Piastra"}.items() <= codes[0].items()
    assert book.sheetnames == ["figures", "codes", "about"]
    assert len(list(book["figures"].rows)) == len(lines) + 1


def test_no_word_is_a_formula(client, survey_page, live, answered, address):
    question = survey_page.sections[0].value["questions"][0].value
    question["text"] = '=HYPERLINK("http://evil.example")'
    question["choices"].bound_blocks[1].value = "@SUM(A1)"
    survey_page.save_revision().publish()
    publishing.publish(Survey.objects.get())

    codes = read_csv(client, address, "codici")

    assert codes[0]["text"].startswith("'=")
    assert not any(
        value.startswith(("=", "+", "-", "@"))
        for row in codes
        for value in row.values()
    )
