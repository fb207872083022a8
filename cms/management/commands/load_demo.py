"""``manage.py load_demo``: the neighbourhood of the demonstration.

Every app of the project with a module ``demo`` loads its own part, lower layers
first. It may be run again at any time: what is there already is left alone.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.core.management.base import BaseCommand

IN_ORDER = ("cms", "events", "surveys", "campaigns")


class Command(BaseCommand):
    help = "Load the demonstration: site, pages, people, posts. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        for app in IN_ORDER:
            if find_spec(app) and find_spec(f"{app}.demo"):
                for line in import_module(f"{app}.demo").load() or ():
                    self.stdout.write(line)
