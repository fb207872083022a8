"""A network that takes everything at once, without a socket."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campaigns import networks
from campaigns.networks.base import Limits, Message, Network, Published


class Instant(Network):
    code = "instant"
    label = _("Instant")
    limits = Limits(text=280, images=0)

    def publish(
        self, message: Message, key: str, prepared: Mapping[str, Any]
    ) -> Published:
        return Published(key, f"https://instant.example/{key}")


class InstantConfig(AppConfig):
    name = "tests.load"

    def ready(self) -> None:
        networks._NETWORKS = (*networks.all(), Instant)
