"""A person carries it out: a WhatsApp channel, the poster in the stairwell, the
parish bulletin. The delivery becomes a task with text, pictures and a tick."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext_lazy as _

from .base import Account, Handed, Limits, Message, Network
from .limits import refuse_excess


class ByHand(Network):
    code = "by_hand"
    label = _("By hand")
    limits = Limits(
        text=4_000,
        images=10,
        image_bytes=20_000_000,
        image_types=frozenset({"image/jpeg", "image/png", "image/webp"}),
    )

    def check(self) -> Account:
        """There is no account: an id of its own, for a town has several such channels."""
        return Account(id=str(uuid4()), name="")

    def prepare(self, message: Message, key: str) -> dict[str, Any]:
        refuse_excess(type(self), message)
        return {}

    def publish(
        self, message: Message, key: str, prepared: Mapping[str, Any]
    ) -> Handed:
        return Handed()
