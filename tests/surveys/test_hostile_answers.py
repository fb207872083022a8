"""What people may write to do harm is shown as words, kept, or refused."""

import re

import pytest
from bs4 import BeautifulSoup

from surveys.models import Draft
from tests.cms.hostile import WORDS, came_alive
from tests.surveys.factories import key
from tests.surveys.test_answering import AT_HOME, post

OTHER = key("bisogni") + ":other"


@pytest.fixture
def second(client, begun):
    post(client, f"{begun}1/", casa=AT_HOME)
    return f"{begun}2/"


def answer(client, address, **more):
    data = {"go": "on", key("bisogni"): ["other"]} | more
    return client.post(address, data, headers={"Sec-Fetch-Site": "same-origin"})


@pytest.mark.parametrize(
    "words", [WORDS, "=1+1", "+39", "@SUM(A1)", "\u202egnp.\u2066", "\t=1"]
)
def test_hostile_words_stay_words_on_the_way(client, second, words):
    sent = answer(client, second, **{key("parole"): words, OTHER: words})

    review = BeautifulSoup(client.get(sent.url).text, "html.parser")
    again = BeautifulSoup(client.get(second).text, "html.parser")
    assert not came_alive(review)
    assert not came_alive(again)
    assert words.strip() in review.text
    # Words of somebody who writes from right to left turn nothing else around.
    assert all(each.get("dir") == "auto" for each in review.select("dd:not(.nothing)"))


@pytest.mark.parametrize("words", ["x" * 1_000_000, "a\0b"])
def test_what_cannot_be_kept_is_refused_and_the_rest_is_kept(client, second, words):
    refused = answer(client, second, **{key("parole"): words, OTHER: "Una fontana"})

    assert refused.status_code == 422
    kept = Draft.objects.get().answers
    assert kept[OTHER] == "Una fontana"
    assert key("parole") not in kept


@pytest.mark.parametrize(
    "number", ["1e400", "NaN", "-Infinity", "9" * 400, "\uff11\uff12", "0x10", "--1"]
)
def test_no_number_is_no_error(client, survey_page, second, number):
    scale = client.post(
        second.replace("/2/", "/1/"),
        {key("casa"): AT_HOME, key("verde"): number, "go": "on"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert scale.status_code == 422


@pytest.mark.parametrize("step", ["0", "99", "3"])
def test_a_step_that_is_not_there_is_not_found(client, second, step):
    assert client.get(re.sub(r"2/$", f"{step}/", second)).status_code == 404
