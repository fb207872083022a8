"""Residents answer: a section a page, back and forth, once."""

import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from surveys import services
from surveys.models import Answer, Draft, Response, Survey
from tests.surveys.factories import key

HERE = {"Sec-Fetch-Site": "same-origin"}
AT_HOME = key("casa/Alla Piastra")


def post(client, address, go="on", **answers):
    data = {key(name): value for name, value in answers.items()} | {"go": go}
    return client.post(address, data, headers=HERE)


def send(client, begun):
    token = re.search(
        r'name="token" value="([^"]+)"', client.get(f"{begun}controlla/").text
    )
    with time_machine.travel(timezone.now() + timezone.timedelta(seconds=10)):
        return client.post(
            f"{begun}controlla/", {"token": token[1], "website": ""}, headers=HERE
        )


def test_the_page_leads_to_the_first_section(client, survey_page, survey):
    page = client.get(survey_page.url)

    assert f'action="/rispondi/{survey.pk}/"' in page.text
    answer = client.post(f"/rispondi/{survey.pk}/", {}, headers=HERE)
    assert client.get(answer.url).status_code == 200


def test_a_whole_way_through_makes_one_response(client, begun):
    first = post(client, f"{begun}1/", casa=AT_HOME, verde="4")
    assert first.url == f"{begun}2/"
    second = post(
        client, f"{begun}2/", bisogni=[key("bisogni/Luce")], parole="Più alberi."
    )
    assert second.url == f"{begun}controlla/"
    assert "Più alberi." in client.get(second.url).text

    sent = send(client, begun)

    assert sent.url == f"{begun}grazie/"
    assert client.get(sent.url).status_code == 200
    assert Response.objects.count() == 1
    assert Answer.objects.filter(part=Answer.Part.HEAD).count() == 4


def test_who_answers_otherwise_skips_what_is_not_for_them(client, begun):
    answer = post(client, f"{begun}1/", casa=key("casa/Fuori"))

    assert answer.url == f"{begun}controlla/"
    assert client.get(f"{begun}2/").status_code == 404


def test_a_wrong_answer_loses_none_of_the_others(client, begun):
    post(client, f"{begun}1/", casa=AT_HOME)
    three = [key(f"bisogni/{name}") for name in ("Luce", "Panchine", "Negozi")]

    answer = post(client, f"{begun}2/", bisogni=three, parole="Più alberi.")

    assert answer.status_code == 422
    assert answer.text.count("checked") == 3
    assert "Più alberi." in client.get(f"{begun}2/").text


def test_a_needed_answer_is_asked_for(client, begun):
    answer = post(client, f"{begun}1/", verde="2")

    assert answer.status_code == 422
    review = client.get(f"{begun}controlla/")
    assert "Dove abiti?" in review.text
    assert send_is_offered(review) is False


def send_is_offered(page):
    return bool(re.search(r'<button class="btn btn-primary" type="submit">', page.text))


def test_back_keeps_what_was_written(client, begun):
    post(client, f"{begun}1/", casa=AT_HOME)

    answer = post(client, f"{begun}2/", go="back", parole="Più alberi.")

    assert answer.url == f"{begun}1/"
    assert "Più alberi." in client.get(f"{begun}2/").text


def test_the_private_link_leads_to_where_one_was(client, begun):
    post(client, f"{begun}1/", go="later", casa=AT_HOME)

    later = client.get(f"{begun}dopo/")

    assert f"http://testserver{begun}" in later.text
    assert client.get(begun).url == f"{begun}2/"


def test_a_second_click_on_send_makes_no_second_response(client, begun):
    post(client, f"{begun}1/", casa=key("casa/Fuori"))
    page = client.get(f"{begun}controlla/").text
    token = re.search(r'name="token" value="([^"]+)"', page)[1]

    with time_machine.travel(timezone.now() + timezone.timedelta(seconds=10)):
        for _ in range(2):
            answer = client.post(
                f"{begun}controlla/", {"token": token}, headers=HERE, follow=True
            )

    assert answer.status_code == 200
    assert Response.objects.count() == 1


def test_a_device_that_has_sent_is_asked_whether_another_person_answers(
    client, survey, begun
):
    post(client, f"{begun}1/", casa=key("casa/Fuori"))
    sent = send(client, begun)
    cookie = sent.cookies["risposta-inviata"]
    assert (cookie.value, cookie["path"]) == ("1", f"/rispondi/{survey.pk}/")

    again = client.post(f"/rispondi/{survey.pk}/", {}, headers=HERE)
    assert again.status_code == 200
    assert not Draft.objects.exists()

    other = client.post(f"/rispondi/{survey.pk}/", {"again": "1"}, headers=HERE)
    assert other.status_code == 302


@pytest.mark.parametrize(
    ("answers", "name"),
    [
        ({"casa": "forged"}, "a choice that is not offered"),
        ({"casa": AT_HOME, "verde": "9"}, "a step that is not there"),
        ({"casa": AT_HOME, "unknown": "x"}, "a question that is not there"),
    ],
)
def test_what_is_forged_is_not_kept(client, begun, answers, name):
    post(client, f"{begun}1/", **answers)

    kept = Draft.objects.get().answers
    assert kept in ({}, {key("casa"): AT_HOME}), name


def test_a_post_from_another_site_changes_nothing(client, begun):
    answer = client.post(
        f"{begun}1/",
        {key("casa"): AT_HOME},
        headers={"Sec-Fetch-Site": "cross-site"},
    )

    assert answer.status_code == 403
    assert Draft.objects.get().answers == {}
    assert "checked" in answer.text


@pytest.mark.parametrize("when", ["future", "closed", "full"])
def test_a_survey_that_takes_none_says_so_and_keeps_the_draft(client, begun, when):
    hour = timezone.timedelta(hours=1)
    changes = {
        "future": {"opens_at": timezone.now() + hour},
        "closed": {"closes_at": timezone.now() - hour},
        "full": {"limit": 0},
    }
    Survey.objects.update(**changes[when])

    answer = post(client, f"{begun}1/", casa=AT_HOME)

    assert answer.status_code == 403
    assert Draft.objects.get().answers == {}


def test_a_survey_that_is_unpublished_says_so(client, survey_page, begun):
    survey_page.unpublish()

    assert post(client, f"{begun}1/", casa=AT_HOME).status_code == 404
    assert client.get(f"{begun}controlla/").status_code == 404


def test_a_link_that_is_not_whole_says_so(client, survey):
    answer = client.get(f"/rispondi/{survey.pk}/abc/")

    assert answer.status_code == 404
    assert "14" in answer.text


def test_saving_by_itself_answers_nothing(client, begun):
    answer = client.post(
        f"{begun}1/",
        {key("casa"): AT_HOME, "go": "save"},
        headers=HERE | {"X-Autosave": "1"},
    )

    assert answer.status_code == 204
    assert Draft.objects.get().answers == {key("casa"): AT_HOME}


def test_a_draft_cannot_be_opened_with_what_the_table_holds(client, survey, begun):
    digest = Draft.objects.get().secret

    assert client.get(f"/rispondi/{survey.pk}/{digest}/1/").status_code == 404
    assert services.digest(begun.split("/")[-2]) == digest


@pytest.fixture
def asking(django_assert_max_num_queries, client, begun):
    """At most ten queries, whatever is asked of the database before."""
    client.get(begun)
    return django_assert_max_num_queries(10)


def test_showing_a_section_takes_few_queries(client, begun, asking):
    with asking:
        client.get(f"{begun}1/")


def test_keeping_a_section_takes_few_queries(client, begun, asking):
    with asking:
        post(client, f"{begun}1/", casa=AT_HOME, verde="4")


def test_looking_at_the_answers_takes_few_queries(client, begun, asking):
    with asking:
        client.get(f"{begun}controlla/")


def test_sending_takes_few_queries(client, begun):
    post(client, f"{begun}1/", casa=AT_HOME, verde="4")
    page = client.get(f"{begun}controlla/").text
    token = re.search(r'name="token" value="([^"]+)"', page)[1]

    with (
        time_machine.travel(timezone.now() + timezone.timedelta(seconds=10)),
        CaptureQueriesContext(connection) as queries,
    ):
        client.post(f"{begun}controlla/", {"token": token}, headers=HERE)

    asked = [each for each in queries if "SAVEPOINT" not in each["sql"]]
    assert len(asked) <= 10, [each["sql"][:90] for each in asked]
    assert Response.objects.count() == 1
