"""What everybody who reads YAML here agrees on: the plain words that are no text, and the most values of a file."""

from __future__ import annotations

from typing import Final

MAX_VALUES: Final = 500_000

CORE: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
"""YAML 1.2's core schema, its numbers aside: those stay text."""
