"""``manage.py rotate_credentials``: encrypt all channels with the newest key."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaigns import credentials
from campaigns.models import Channel


class Command(BaseCommand):
    help = (
        "Encrypt every channel's credentials anew with the first of CREDENTIALS_KEYS."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        unreadable = []
        channels = Channel.objects.exclude(sealed_credentials="")
        for channel in channels:
            try:
                resealed = credentials.reseal(channel.sealed_credentials)
            except credentials.Unreadable:
                unreadable.append(str(channel))
            else:
                # Only if it was not connected anew meanwhile.
                channels.filter(
                    pk=channel.pk, sealed_credentials=channel.sealed_credentials
                ).update(sealed_credentials=resealed)
        if unreadable:
            raise CommandError(
                "No key decrypts the credentials of: " + ", ".join(unreadable)
            )
        self.stdout.write(f"{len(channels)} channels encrypted with the newest key")
