"""Logs without links that open something and without visitors' addresses.

A password's reset, an invitation, a signed address: whoever reads one in a log could
use it. What looks like a secret is cut out of each line, whoever wrote it.
"""

from __future__ import annotations

import logging
import re

# A part of an address with a long piece of a hash, or a long one of mixed signs:
# Wagtail's own addresses, and ours, are small letters, digits and hyphens.
SECRET = re.compile(
    r"(?<=/)(?:[^\s/?'\"]*[0-9a-f]{16}[^\s/?'\"]*"
    r"|(?=[^\s/?'\"]*[0-9])(?=[^\s/?'\"]*[A-Z])[\w:.=-]{20,})"
)
# gunicorn's words about a request that it cannot read.
VISITOR = re.compile(r"\bip=[^\s:]*(?::[0-9a-f:]*(?=: ))?")
QUERY = re.compile(r"(/[^\s?'\"]*)\?[^\s'\"]+")


def without_secrets(line: str) -> str:
    line = QUERY.sub(r"\1?…", line)
    return VISITOR.sub("ip=…", SECRET.sub("…", line))


class Formatter(logging.Formatter):
    """The last thing that happens to a line, so that no handler sees it changed."""

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))
