"""When each part of the machinery was last seen alive."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Sighting(models.Model):
    """One row per part: ``beat``, ``worker``, ``dispatch``."""

    part = models.CharField(max_length=20, primary_key=True)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = "sighting"

    def __str__(self) -> str:
        return f"{self.part} · {self.seen_at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    def note(cls, part: str) -> None:
        """Write down that ``part`` is alive now."""
        cls.objects.update_or_create(part=part, defaults={"seen_at": timezone.now()})
