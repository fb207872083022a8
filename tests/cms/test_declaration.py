"""Whoever looks after the settings is reminded of the accessibility declaration."""

import datetime

import pytest
from django.urls import reverse

from cms.declaration import is_out_of_date
from cms.models import SiteSettings


@pytest.mark.parametrize(
    ("reviewed", "today", "late"),
    [
        (None, "2026-11-26", True),
        ("2026-09-10", "2026-11-26", False),
        ("2025-09-30", "2026-09-23", False),
        ("2025-09-30", "2026-09-24", True),
        ("2024-12-31", "2026-01-01", True),
        ("2025-01-01", "2026-01-01", False),
    ],
)
def test_the_review_of_the_last_september_must_have_been_made(reviewed, today, late):
    on = reviewed and datetime.date.fromisoformat(reviewed)

    assert is_out_of_date(on, datetime.date.fromisoformat(today)) is late


def test_the_home_of_the_admin_warns_until_it_is_there(
    site, administrator_client, editor_client, time_machine
):
    time_machine.move_to("2026-11-26 12:00 +01:00")
    home = reverse("wagtailadmin_home")
    missing = administrator_client.get(home).text
    settings = SiteSettings.for_site(site)
    settings.declaration = "https://form.agid.gov.it/view/abc"
    settings.declaration_reviewed_on = datetime.date(2025, 9, 1)
    settings.save()
    late = administrator_client.get(home).text
    settings.declaration_reviewed_on = datetime.date(2026, 9, 1)
    settings.save()
    well = administrator_client.get(home).text

    assert "nessuna dichiarazione" in missing
    assert "entro il 23 settembre" in late
    assert "23 settembre" not in well
    assert "nessuna dichiarazione" not in editor_client.get(home).text
