"""The person who logs in; alone here so that its first migration needs nothing."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A member of the team."""

    def __str__(self) -> str:
        return self.get_full_name() or self.username
