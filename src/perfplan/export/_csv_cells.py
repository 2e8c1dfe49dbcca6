"""Cells of CSV files that any spreadsheet opens and none runs."""

from __future__ import annotations

from functools import lru_cache

END = "\r\n"
_RUNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
_QUOTED = frozenset('",\r\n')


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_RUNS) else text


@lru_cache(maxsize=1 << 14)
def cell(text: str) -> str:
    """Return a text as a CSV cell that no spreadsheet runs."""
    text = harmless(text)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.intersection(text) else text
