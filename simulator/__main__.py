"""``python -m simulator``: the simulator as a process of its own.

Ends with 0 on SIGINT or SIGTERM, with 2 and one sentence when it cannot start.
"""

from __future__ import annotations

import argparse
import errno
import signal
import sys
import threading
from collections.abc import Sequence
from ipaddress import ip_address

from simulator.server import Simulator


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="simulator",
        description="The networks and a mailbox, simulated on loopback.",
    )
    parser.add_argument(
        "--host", default="127.0.0.1", type=loopback, help="an IPv4 address of loopback"
    )
    parser.add_argument(
        "--port", type=int, default=8001, help="of HTTP (0: a free one)"
    )
    parser.add_argument(
        "--smtp-port", type=int, default=8002, help="of SMTP (0: a free one)"
    )
    parser.add_argument(
        "--state", metavar="FILE", help="remember in this file; without it, in memory"
    )
    parser.add_argument(
        "--no-rate-limits", action="store_true", help="answer any number of calls"
    )
    parser.add_argument(
        "--verbose", action="store_true", help="write a line for each request"
    )
    return parser.parse_args(words)


def loopback(host: str) -> str:
    """Anyone who reaches the simulator may command it: this machine only."""
    address = "127.0.0.1" if host == "localhost" else host
    try:
        if ip_address(address).version == 4 and ip_address(address).is_loopback:
            return host
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(
        "the simulator listens on loopback only, such as 127.0.0.1"
    )


def main(words: Sequence[str] | None = None) -> int:
    asked = arguments(words)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        simulator = Simulator(
            asked.port,
            asked.smtp_port,
            asked.state,
            host=asked.host,
            rate_limits=not asked.no_rate_limits,
            verbose=asked.verbose,
        )
    except OSError as error:
        sys.stderr.write(f"{_sentence(error, asked)}\n")
        return 2
    with simulator:
        sys.stdout.write(
            f"Simulator on {simulator.url}/ and mail on port {simulator.smtp_port}\n"
        )
        sys.stdout.flush()
        stop.wait()
    return 0


def _sentence(error: OSError, asked: argparse.Namespace) -> str:
    if error.filename:
        return (
            f"The simulator cannot use the state file {asked.state}: {error.strerror}."
        )
    ports = f"{asked.port} (HTTP) or {asked.smtp_port} (SMTP)"
    if error.errno == errno.EADDRINUSE:
        return f"Port {ports} on {asked.host} is taken. Choose others by --port and --smtp-port."
    return f"The simulator cannot listen on port {ports} of {asked.host}: {error.strerror}."


if __name__ == "__main__":
    sys.exit(main())
