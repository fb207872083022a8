"""``manage.py first_administrator EMAIL``: who lets everybody else in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.core.management import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from users.invitations import invite, link, set_password_nobody_knows
from users.models import User
from users.roles import ADMINISTRATORS, group_of


class Command(BaseCommand):
    """The person gets a link to choose a password: nobody else ever knows it."""

    help = "Make the first administrator and send a link to choose a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", nargs="?", help="their address; a link goes there")
        parser.add_argument("--name", default="", help="first and last name")
        parser.add_argument(
            "--another", action="store_true", help="even if there is one already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["email"] is None:
            raise CommandError(
                "Say whose account it is, by their e-mail address:"
                " manage.py first_administrator anna@example.org"
            )
        user = make_administrator(
            options["email"], name=options["name"], another=options["another"]
        )
        if settings.MAIL_BACKEND.endswith(".console.EmailBackend"):
            self.tell_link(user, "No mail server is set.")
            return
        try:
            # At once: nobody may be there yet who sends what is written down.
            invite(user, get_connection(settings.MAIL_BACKEND))
        except OSError as error:
            self.tell_link(user, f"The mail server did not take the message ({error}).")
        else:
            self.stdout.write(
                f"{user.email} is an administrator; a link to choose the password"
                " has been sent there."
            )

    def tell_link(self, user: User, why: str) -> None:
        self.stdout.write(
            f"{user.email} is an administrator. {why} Give them this link to choose"
            f" the password:\n{link(user)}"
        )


@transaction.atomic
def make_administrator(email: str, *, name: str, another: bool) -> User:
    """A superuser in the administrators' role. Raises CommandError with the reason."""
    try:
        validate_email(email)
    except ValidationError:
        raise CommandError(f"{email} is not an e-mail address.") from None
    present = User.objects.filter(is_superuser=True, is_active=True).first()
    if present and not another:
        raise CommandError(
            f"There is an administrator already: {present.username}. They can invite"
            " others under Settings, Users; or repeat this with --another."
        )
    if User.objects.filter(username=email).exists():
        raise CommandError(f"{email} has an account already.")
    first_name, _, last_name = name.partition(" ")
    user = User(
        username=email,
        email=email,
        first_name=first_name,
        last_name=last_name,
        is_superuser=True,
    )
    set_password_nobody_knows(user)
    user.save()
    user.groups.add(group_of(ADMINISTRATORS))
    return user
