"""``manage.py dispatch``: one round of posts and mails, without a worker."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from campaigns import dispatcher, graph_alarm
from cms import sending


class Command(BaseCommand):
    help = "Send what is due, look up what is in doubt, carry out what is asked, mail."

    def handle(self, *args: Any, **options: Any) -> None:
        found = dispatcher.run_round()
        graph_alarm.warn(timezone.localdate())
        while sending.send_due():
            pass
        self.stdout.write(
            f"{len(found.to_send)} to send, {len(found.to_look_up)} to look up, "
            f"{len(found.to_amend)} to amend"
        )
