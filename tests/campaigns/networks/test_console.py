from __future__ import annotations

import logging

import pytest

from campaigns.networks.console import Console

from .contract import LINK, TEXT, NetworkContract, post, send


class TestConsole(NetworkContract):
    network = Console

    def test_a_post_is_written_to_the_log(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO)

        published = send(self.unconnected(), post())

        assert published.id == "console-key"
        for part in (TEXT, LINK, "La sala di lettura vuota"):
            assert part in caplog.text
