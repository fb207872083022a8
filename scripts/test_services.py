"""``make test-services``: the suite on PostgreSQL and Redis, Celery also on RabbitMQ.

The services are where their standard ports are, or where TEST_DATABASE_URL,
TEST_REDIS_URL and TEST_RABBITMQ_URL say. One that does not answer is an error:
nothing is skipped. Redis' databases 13 and 14 are the tests' own and are emptied.
.ci/run starts them; docs/deploy.md shows how to by hand.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from urllib.parse import urlsplit

import redis

POSTGRES = os.environ.get(
    "TEST_DATABASE_URL", "postgres://postgres:postgres@127.0.0.1:5432/postgres"
)
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379")
RABBITMQ = os.environ.get("TEST_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672//")

ON_REDIS = {
    "DATABASE_URL": POSTGRES,
    "CACHE_URL": f"{REDIS}/13",
    "CELERY_BROKER_URL": f"{REDIS}/14",
}
ON_RABBITMQ = {**ON_REDIS, "CELERY_BROKER_URL": RABBITMQ}


def away() -> list[str]:
    """A sentence for each service that does not answer."""
    services = {"PostgreSQL": POSTGRES, "Redis": REDIS, "RabbitMQ": RABBITMQ}
    sentences = []
    for name, address in services.items():
        place = urlsplit(address)
        try:
            socket.create_connection((place.hostname, place.port or 0), 5).close()
        except OSError as error:
            sentences.append(
                f"{name} does not answer on {place.hostname}:{place.port} ({error})."
            )
    return sentences


def pytest(environment: dict[str, str], *arguments: str) -> int:
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    return subprocess.run(
        command, env={**os.environ, **environment}, check=False
    ).returncode


def main(arguments: list[str]) -> int | str:
    if sentences := away():
        return "\n".join(sentences)
    for address in (ON_REDIS["CACHE_URL"], ON_REDIS["CELERY_BROKER_URL"]):
        redis.Redis.from_url(address).flushdb()
    print("── PostgreSQL and Redis", flush=True)
    everything = ("-n", "auto", "-m", "not browser", "--ignore", "tests/browser")
    first = pytest(ON_REDIS, *everything, *arguments)
    print("── Celery's journeys on RabbitMQ", flush=True)
    return first or pytest(ON_RABBITMQ, "-m", "celery", "tests/journeys", *arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
