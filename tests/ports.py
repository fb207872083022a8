"""Ports for programs that tests start."""

import socket

from scripts import demo


def three_free_ports() -> int:
    """The first of three in a row, as a demonstration needs them."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        try:
            demo.check_ports(demo.usable_port(str(port)))
        except demo.Stop:
            continue
        return port
