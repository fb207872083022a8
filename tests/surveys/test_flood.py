"""A flood of responses meets a riddle; ordinary visitors never do."""

import itertools
import re

import pytest
import time_machine
from django.utils import timezone

from surveys import flood
from surveys.models import Response
from tests.surveys.factories import key
from tests.surveys.test_answering import post

HERE = {"Sec-Fetch-Site": "same-origin"}


def fields_of(page: str) -> dict[str, str]:
    found = re.findall(r'name="(token|riddle)" value="([^"]+)"', page)
    return dict(found)


def solution_of(riddle: str) -> str:
    numbers = map(str, itertools.count())
    return next(each for each in numbers if flood.begins_with_zeros(riddle, each))


@pytest.fixture
def review(client, begun):
    post(client, f"{begun}1/", casa=key("casa/Fuori"))
    return f"{begun}controlla/"


@pytest.fixture
def flooded(survey, review):
    for _ in range(flood.MANY + 1):
        flood.note(survey.pk)


def send(client, review, **more):
    with time_machine.travel(timezone.now() + timezone.timedelta(seconds=10)):
        return client.post(review, more, headers=HERE)


def test_an_ordinary_visitor_meets_no_riddle(client, review):
    assert "riddle" not in client.get(review).text


def test_in_a_flood_a_browser_solves_a_riddle(client, review, flooded):
    page = client.get(review).text
    assert "surveys/riddle" in page
    fields = fields_of(page)

    sent = send(client, review, **fields, solution=solution_of(fields["riddle"]))

    assert sent.status_code == 302
    assert Response.objects.count() == 1


@pytest.mark.parametrize("solution", ["", "1", "x"])
def test_in_a_flood_nothing_is_taken_without_it(client, review, flooded, solution):
    fields = fields_of(client.get(review).text)

    refused = send(client, review, **fields, solution=solution)

    assert refused.status_code == 200
    assert fields_of(refused.text)["riddle"] != fields["riddle"]
    assert not Response.objects.exists()


def test_a_riddle_is_solved_once(db):
    riddle = flood.riddle()
    solution = solution_of(riddle)

    assert flood.is_solved(riddle, solution)
    assert not flood.is_solved(riddle, solution)


def test_a_riddle_that_is_not_ours_is_not_solved(db):
    assert not flood.is_solved("abc", solution_of("abc"))


def test_a_flood_is_over_after_a_while(client, survey, review, flooded):
    with time_machine.travel(timezone.now() + flood.LASTS * 2):
        assert not flood.is_on(survey.pk)
