"""Which parameters of its address an answer depends on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import QueryDict

EVERYTHING = "*"


class Query(QueryDict):
    """The parameters of a request, remembering in ``read`` which were asked for.

    A name is in it whether or not the address has it, and ``EVERYTHING`` is where
    somebody asked for all of them at once, or how many there are.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.read: set[str] = set()
        super().__init__(*args, **kwargs)
        self.read.clear()

    def __getitem__(self, name: str) -> Any:
        self.read.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.read.add(str(name))
        return super().__contains__(name)

    def getlist(self, name: str, *args: Any) -> Any:
        self.read.add(name)
        return super().getlist(name, *args)

    def __len__(self) -> int:
        self.read.add(EVERYTHING)
        return super().__len__()

    def __iter__(self) -> Iterator[str]:
        self.read.add(EVERYTHING)
        return super().__iter__()

    def keys(self) -> Any:
        self.read.add(EVERYTHING)
        return super().keys()

    def lists(self) -> Any:
        self.read.add(EVERYTHING)
        return super().lists()
