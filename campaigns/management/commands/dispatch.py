"""``manage.py dispatch``: one round of the outbox, for a machine without a worker."""

from typing import Any

from django.core.management.base import BaseCommand

from campaigns import dispatcher


class Command(BaseCommand):
    help = "Send what is due, look up what is in doubt, carry out what is asked."

    def handle(self, *args: Any, **options: Any) -> None:
        found = dispatcher.run_round()
        self.stdout.write(
            f"{len(found.to_send)} to send, {len(found.to_look_up)} to look up, "
            f"{len(found.to_amend)} to amend"
        )
