"""Writes the message to the log, for who develops. Nothing leaves the machine."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from .base import Account, Limits, Message, Network, Published
from .limits import refuse_excess

logger = logging.getLogger(__name__)


class Console(Network):
    code = "console"
    label = _("Console")
    limits = Limits(text=4_000, images=10)

    def check(self) -> Account:
        return Account(id=self.code, name=str(self.label))

    def prepare(self, message: Message, key: str) -> dict[str, Any]:
        refuse_excess(type(self), message)
        return {}

    def publish(
        self, message: Message, key: str, prepared: Mapping[str, Any]
    ) -> Published:
        pictures = "".join(f"\n[{image.alt}]" for image in message.images)
        text = self.compose(message.text, message.link)
        logger.info("Published on the console:\n%s%s", text, pictures)
        return Published(f"console-{key}", f"urn:console:{key}", datetime.now(UTC))
