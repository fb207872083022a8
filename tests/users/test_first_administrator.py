"""The first person of a real town, who lets everybody else in."""

import pytest
from django.core.management import CommandError, call_command

from users.models import User

pytestmark = pytest.mark.django_db


def test_the_first_administrator_chooses_a_password_by_a_link_in_a_mail(mailoutbox):
    call_command("first_administrator", "anna@piastra.example", name="Anna Maria Rossi")

    anna = User.objects.get(email="anna@piastra.example")
    assert anna.is_superuser
    assert anna.get_full_name() == "Anna Maria Rossi"
    assert [group.name for group in anna.groups.all()] == ["Administrators"]
    assert "/admin/password_reset/confirm/" in mailoutbox[0].body


def test_where_no_mail_server_is_set_the_link_is_printed(settings, capsys):
    settings.MAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    call_command("first_administrator", "anna@piastra.example")

    assert "/admin/password_reset/confirm/" in capsys.readouterr().out


def test_a_mail_server_that_is_away_leaves_the_link_to_give_by_hand(
    settings, capsys, unused_tcp_port
):
    settings.MAIL_BACKEND = "cms.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", unused_tcp_port

    call_command("first_administrator", "anna@piastra.example")

    assert "/admin/password_reset/confirm/" in capsys.readouterr().out


def test_a_second_one_is_made_only_when_asked_for(mailoutbox):
    call_command("first_administrator", "anna@piastra.example")

    with pytest.raises(CommandError, match="There is an administrator already"):
        call_command("first_administrator", "bruno@piastra.example")
    call_command("first_administrator", "bruno@piastra.example", another=True)

    assert User.objects.filter(is_superuser=True).count() == 2


@pytest.mark.parametrize("address", ["anna", "anna@", ""])
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("first_administrator", address)


def test_an_account_that_exists_is_not_taken_over():
    User.objects.create_user("anna@piastra.example")

    with pytest.raises(CommandError, match="has an account already"):
        call_command("first_administrator", "anna@piastra.example")


def test_without_an_address_it_says_how_to_give_one():
    with pytest.raises(CommandError, match=r"first_administrator anna@example\.org"):
        call_command("first_administrator")
