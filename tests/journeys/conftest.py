"""The networks of the campaigns' tests, and Celery as processes of its own."""

from __future__ import annotations

import pytest

from tests.campaigns.conftest import (  # noqa: F401 (fixtures)
    by_hand,
    facebook,
    running_simulator,
    simulated,
    x,
)

from .processes import Celery


@pytest.fixture
def celery(tmp_path, simulated, settings):  # noqa: F811
    """Real workers and beats that talk to the simulator, on this test's database."""
    celery = Celery(
        tmp_path, simulated.settings, mail=f"smtp://127.0.0.1:{simulated.smtp_port}"
    )
    yield celery
    celery.end()
