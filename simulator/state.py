"""All that the simulator remembers, and the file that it remembers it in.

Every change is written to a new file, synced and renamed over the old one
before the client is answered: what was accepted survives a kill. Pictures lie
beside it in a folder, one file for each digest, so that a change writes text
only. With no file, everything is in memory.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from simulator import images


@dataclass
class Image:
    digest: str
    mime: str
    size: int
    width: int | None
    height: int | None
    alt: str = ""


@dataclass
class Upload:
    """A picture that was sent and stands nowhere yet. ``at`` is epoch seconds."""

    id: str
    network: str
    account: str
    image: Image
    at: float
    used: bool = False


@dataclass
class Post:
    """One thing that a network (or the mailbox) took.

    ``text`` is as the client sent it, ``path`` its address here, ``at`` and
    ``edited`` epoch seconds, ``mail`` the headers that only a mail has.
    """

    network: str
    account: str
    id: str
    path: str
    text: str
    at: float
    link: str = ""
    images: list[Image] = field(default_factory=list)
    key: str | None = None
    deleted: bool = False
    edited: float | None = None
    mail: dict[str, str] = field(default_factory=dict)


@dataclass
class Memory:
    """The part that is written to the file, as it is written."""

    posts: list[Post] = field(default_factory=list)
    uploads: dict[str, Upload] = field(default_factory=dict)
    faults: list[dict[str, Any]] = field(default_factory=list)
    expired: list[list[str]] = field(default_factory=list)
    calls: dict[str, list[float]] = field(default_factory=dict)
    last_ids: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, data: dict[str, Any]) -> Memory:
        memory = cls(**data)
        memory.posts = [
            Post(**{**row, "images": [Image(**image) for image in row["images"]]})
            for row in data["posts"]
        ]
        memory.uploads = {
            id: Upload(**{**row, "image": Image(**row["image"])})
            for id, row in data["uploads"].items()
        }
        return memory


class State:
    """The memory, its lock and its file. ``memory`` is touched under ``lock`` only."""

    def __init__(self, file: Path | None = None) -> None:
        self.lock = threading.RLock()
        self.file = file
        self.folder = file.with_name(f"{file.name}.images") if file else Path()
        self.memory = Memory()
        self._pictures: dict[str, bytes] = {}
        if file is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            if file.exists():
                self._load(file)
            self._save()

    @contextmanager
    def change(self) -> Iterator[Memory]:
        """Hold the lock, hand out the memory, save it. An exception saves nothing:
        raise before the first change."""
        with self.lock:
            yield self.memory
            self._save()

    def forget(self) -> None:
        """Empty everything but the last ids: an id given out is never given again."""
        with self.change():
            self.memory = Memory(last_ids=self.memory.last_ids)
            self._pictures.clear()
            if self.file is not None:
                for picture in self.folder.iterdir():
                    picture.unlink()

    def next_id(self, sequence: str, at_least: int = 1) -> int:
        last_ids = self.memory.last_ids
        last_ids[sequence] = max(last_ids.get(sequence, 0) + 1, at_least)
        return last_ids[sequence]

    def timeline(self, network: str, account: str) -> list[Post]:
        """What stands on an account, newest first."""
        return [
            post
            for post in reversed(self.memory.posts)
            if (post.network, post.account) == (network, account) and not post.deleted
        ]

    def standing(self, network: str, id: str) -> Post | None:
        for post in self.memory.posts:
            if (post.network, post.id) == (network, id) and not post.deleted:
                return post
        return None

    def keep_image(self, data: bytes, alt: str = "") -> Image:
        digest = hashlib.sha256(data).hexdigest()
        if self.file is None:
            self._pictures[digest] = data
        elif not (picture := self.folder / digest).exists():
            _write(picture, data)
        width, height = images.measures(data)
        return Image(digest, images.mime(data), len(data), width, height, alt)

    def image_bytes(self, digest: str) -> bytes:
        """The bytes of a picture that was kept. Raises KeyError for any other."""
        if self.file is None:
            return self._pictures[digest]
        try:
            return (self.folder / digest).read_bytes()
        except OSError as error:
            raise KeyError(digest) from error

    def _load(self, file: Path) -> None:
        try:
            self.memory = Memory.read(json.loads(file.read_bytes()))
        except (ValueError, TypeError, KeyError, AttributeError):
            aside = file.with_name(f"{file.name}.damaged-{int(time.time())}")
            file.rename(aside)
            sys.stderr.write(
                f"The state file {file} cannot be read. It is set aside as "
                f"{aside.name}; the simulator starts empty.\n"
            )

    def _save(self) -> None:
        if self.file is not None:
            _write(self.file, json.dumps(asdict(self.memory)).encode())


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, even if the power goes."""
    new = path.with_name(f"{path.name}.new")
    with new.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(path)
