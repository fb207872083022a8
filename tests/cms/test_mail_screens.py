"""The team's screen of mails: states, no body, and what a person decides."""

import pytest
from django.urls import reverse

from cms.models import Mail

from .factories import MailFactory

pytestmark = pytest.mark.django_db

LIST = reverse("mails:index")


def page_of(row):
    return reverse("mails:inspect", args=[row.pk])


def test_an_administrator_sees_where_each_mail_stands(administrator_client):
    failed, sent = MailFactory(failed=True), MailFactory(sent=True)

    everything = administrator_client.get(LIST).text
    narrowed = administrator_client.get(LIST, {"state": "failed"}).text

    assert failed.recipient in everything
    assert sent.recipient in everything
    assert failed.recipient in narrowed
    assert sent.recipient not in narrowed


def test_no_screen_shows_a_body(administrator_client):
    row = MailFactory(failed=True)

    shown = administrator_client.get(page_of(row)).text

    assert "550 No such user" in shown
    assert "segreto" not in shown + administrator_client.get(LIST).text


@pytest.mark.parametrize("who", ["editor_client", "approver_client"])
def test_only_administrators_see_mails(who, request):
    row, client = MailFactory(failed=True), request.getfixturevalue(who)

    assert client.get(LIST).status_code == 302
    assert client.get(page_of(row)).status_code == 302
    assert client.post(page_of(row), {"action": "again"}).status_code == 302
    row.refresh_from_db()
    assert row.state == Mail.State.FAILED


def test_a_list_of_many_mails_is_paged_and_asks_little(
    administrator_client, django_assert_max_num_queries
):
    MailFactory.create_batch(60)
    administrator_client.get(LIST)

    with django_assert_max_num_queries(16):
        shown = administrator_client.get(LIST)

    assert len(shown.context["object_list"]) == 50


def test_a_failed_mail_is_tried_again_and_the_log_says_by_whom(
    administrator_client, administrator
):
    row = MailFactory(failed=True, attempts=80)

    administrator_client.post(page_of(row), {"action": "again"})

    row.refresh_from_db()
    history = administrator_client.get(reverse("wagtailadmin_reports:site_history"))
    assert (row.state, row.attempts) == (Mail.State.WAITING, 0)
    assert row.next_try
    assert page_of(row) in history.text


def test_of_a_doubt_a_person_says_that_it_arrived(administrator_client):
    row = MailFactory(undecided=True)

    administrator_client.post(page_of(row), {"action": "arrived"})

    row.refresh_from_db()
    assert (row.state, bytes(row.message)) == (Mail.State.SENT, b"")


@pytest.mark.parametrize("action", ["again", "arrived", "nonsense"])
def test_what_was_sent_is_sent_no_more(administrator_client, action):
    row = MailFactory(sent=True)

    shown = administrator_client.post(page_of(row), {"action": action}, follow=True)

    row.refresh_from_db()
    assert row.state == Mail.State.SENT
    assert [message.level_tag for message in shown.context["messages"]] == ["warning"]


def test_the_status_screen_says_which_mails_want_a_person(administrator_client):
    MailFactory(failed=True)

    status = administrator_client.get(reverse("campaigns:status")).text

    assert LIST in status
    assert "1 e-mail" in status
