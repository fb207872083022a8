import socket

import pytest

from scripts import demo


@pytest.fixture
def port():
    """Three free ports in a row."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        try:
            demo.check_ports(demo.usable_port(str(port)))
        except demo.Stop:
            continue
        return port
