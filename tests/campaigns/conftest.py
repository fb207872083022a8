"""Networks simulated over real sockets, and channels that reach them."""

from __future__ import annotations

import pytest
import requests

from simulator.server import Simulator

from .factories import ChannelFactory


@pytest.fixture(scope="session")
def running_simulator():
    with Simulator(rate_limits=False) as simulator:
        yield simulator


class Networks:
    """What a test asks of the simulator, over its own door."""

    def __init__(self, simulator: Simulator) -> None:
        self.url = simulator.url
        self.smtp_port = simulator.smtp_port

    @property
    def settings(self) -> dict[str, dict]:
        """Every network's address, and waits that a test can afford."""
        timeouts = {"connect_timeout": 2, "read_timeout": 1}
        return {
            "x": {"address": self.url, **timeouts},
            "facebook": {"address": self.url, "version": "v26.0", **timeouts},
        }

    def accepted(self, network: str | None = None) -> list[dict]:
        """What stands there now, oldest first."""
        rows = requests.get(f"{self.url}/accepted.json", timeout=5).json()
        return [
            row
            for row in rows
            if not row["deleted"] and row["network"] == (network or row["network"])
        ]

    def fault(self, network: str, route: str, effect: str, **more: object) -> None:
        fault = {"network": network, "route": route, "effect": effect, **more}
        requests.post(f"{self.url}/faults", json=fault, timeout=5).raise_for_status()

    def reset(self) -> None:
        requests.post(f"{self.url}/reset", timeout=5).raise_for_status()


@pytest.fixture
def simulated(running_simulator, settings):
    """The simulator, empty, and every network's address set to it."""
    networks = Networks(running_simulator)
    networks.reset()
    settings.NETWORKS = networks.settings
    return networks


@pytest.fixture
def x(db):
    return ChannelFactory()


@pytest.fixture
def facebook(db):
    return ChannelFactory(facebook=True)


@pytest.fixture
def by_hand(db):
    return ChannelFactory(by_hand=True)
