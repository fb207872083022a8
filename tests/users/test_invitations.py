"""People are invited by mail and choose their own password."""

import re

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from users.invitations import invite
from users.models import User

NEW = {
    "username": "lucia",
    "email": "lucia@piastra.example",
    "first_name": "Lucia",
    "last_name": "Bianchi",
    "password1": "",
    "password2": "",
}
pytestmark = pytest.mark.django_db


@pytest.fixture
def lucia():
    return User.objects.create_user("lucia", "lucia@piastra.example", "x")


def link_in(mail):
    return re.search(r"http://\S+", mail.body)[0]


def choose_password(client, link, password):
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    return client.post(address, {"new_password1": password, "new_password2": password})


def test_a_user_made_without_a_password_gets_a_link_to_choose_one(
    admin_client, client, mailoutbox
):
    admin_client.post(reverse("wagtailusers_users:add"), NEW)

    (mail,) = mailoutbox
    assert mail.to == ["lucia@piastra.example"]
    choose_password(client, link_in(mail), "tre-case-sul-mera")
    assert client.login(username="lucia", password="tre-case-sul-mera")


def test_a_user_made_with_a_password_gets_no_mail(admin_client, client, mailoutbox):
    password = {"password1": "tre-case-sul-mera", "password2": "tre-case-sul-mera"}

    admin_client.post(reverse("wagtailusers_users:add"), NEW | password)

    assert mailoutbox == []
    assert client.login(username="lucia", password="tre-case-sul-mera")


def test_a_link_works_once(lucia, client, mailoutbox):
    invite(lucia)
    link = link_in(mailoutbox[0])
    choose_password(client, link, "tre-case-sul-mera")

    again = client.get(link, follow=True)

    assert again.context["validlink"] is False


def test_whoever_has_not_logged_in_can_be_invited_again(
    lucia, admin_client, mailoutbox
):
    address = reverse("wagtailusers_users:invite", args=[lucia.pk])

    shown = admin_client.get(address)
    listed = admin_client.get(reverse("wagtailusers_users:index"))
    admin_client.post(address)

    assert "lucia@piastra.example" in shown.content.decode()
    assert address in listed.content.decode()
    assert len(mailoutbox) == 1


def test_whoever_has_logged_in_is_not_invited_again(
    lucia, client, admin_client, mailoutbox
):
    client.force_login(lucia)
    address = reverse("wagtailusers_users:invite", args=[lucia.pk])

    refused = admin_client.post(address)

    assert refused.status_code == 404
    assert mailoutbox == []


def test_only_who_looks_after_people_may_invite(lucia, client, mailoutbox):
    stranger = User.objects.create_user("stranger")
    client.force_login(stranger)

    client.post(reverse("wagtailusers_users:invite", args=[lucia.pk]))

    assert mailoutbox == []


def test_a_person_who_could_not_be_invited_is_not_made(admin_client, monkeypatch):
    def broken(user):
        raise RuntimeError

    monkeypatch.setattr("users.views.invite", broken)
    with pytest.raises(RuntimeError):
        admin_client.post(reverse("wagtailusers_users:add"), NEW)

    assert not User.objects.filter(username="lucia").exists()


def test_the_invitation_is_in_the_language_that_the_person_chose(lucia, mailoutbox):
    invite(lucia)
    UserProfile.objects.update_or_create(
        user=lucia, defaults={"preferred_language": "en"}
    )
    invite(lucia)

    italian, english = mailoutbox
    assert italian.subject.startswith("Il tuo invito")
    assert english.subject.startswith("Your invitation")


def test_a_forgotten_password_is_reset_by_a_mail_in_the_persons_language(
    lucia, client, mailoutbox, settings
):
    profile = UserProfile.get_for_user(lucia)
    address = reverse("wagtailadmin_password_reset")
    client.post(address, {"email": lucia.email})
    profile.preferred_language = "en"
    profile.save()
    client.post(address, {"email": lucia.email})

    italian, english = mailoutbox
    assert link_in(italian).startswith(settings.SITE_URL)
    assert "reimposta" in (italian.subject + italian.body).lower()
    assert english.subject == "Password reset"
