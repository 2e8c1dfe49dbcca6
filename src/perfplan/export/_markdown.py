"""Rows of Markdown tables, with texts that mark nothing up."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ACTIVE = re.compile(r"([\\`*_\[\]<>|#~])")


def row(cells: Iterable[str]) -> str:
    """Return one row of a table."""
    return f"| {' | '.join(cells)} |"


def inert(text: str) -> str:
    """Return text on one line in which no character marks anything up."""
    return _ACTIVE.sub(r"\\\1", " ".join(text.split()))
