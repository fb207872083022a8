from __future__ import annotations

from campaigns.networks.base import Handed
from campaigns.networks.by_hand import ByHand

from .contract import NetworkContract, post, send


class TestByHand(NetworkContract):
    network = ByHand

    def test_a_post_is_handed_to_a_person(self) -> None:
        assert send(self.unconnected(), post()) == Handed()
