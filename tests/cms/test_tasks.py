"""What the site does by itself."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from cms.tasks import publish_scheduled, upkeep
from tests.cms.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


def test_a_page_with_a_time_goes_live_when_it_has_come(home, time_machine):
    page = StandardPageFactory(parent=home, live=False)
    page.go_live_at = timezone.now() + timedelta(minutes=5)
    page.save_revision().publish()

    publish_scheduled()
    page.refresh_from_db()
    before = page.live
    time_machine.move_to(timezone.now() + timedelta(minutes=6))
    publish_scheduled()
    page.refresh_from_db()

    assert (before, page.live) == (False, True)


def test_ended_sessions_are_thrown_away():
    now = timezone.now()
    for key, days in (("ended", -1), ("current", 1)):
        Session.objects.create(session_key=key, expire_date=now + timedelta(days=days))

    upkeep()

    assert [session.session_key for session in Session.objects.all()] == ["current"]
