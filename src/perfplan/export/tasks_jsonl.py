"""Tasks as JSON Lines: one object a task, the contract's columns as keys, numbers as numbers, '' as null."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from perfplan.export._tasks import TaskWriter
from perfplan.tables.tasks import COLUMNS, Part

_NUMBERS = (COLUMNS.index("amount"), COLUMNS.index("checkpoint"))
_KEYS = [f"{json.dumps(column)}: " for column in COLUMNS]


def write(path: Path, parts: Iterable[Part]) -> None:
    """Write all parts to ``path``. Numbers are written digit by digit, never through a float."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for part in parts:
            file.writelines(_line(cells) for cells in part.rows())


def _line(cells: tuple[str, ...]) -> str:
    values = (
        "null" if not text else text if i in _NUMBERS else json.dumps(text, ensure_ascii=False)
        for i, text in enumerate(cells)
    )
    return "{" + ", ".join(key + value for key, value in zip(_KEYS, values, strict=True)) + "}\n"


WRITER = TaskWriter("jsonl", ".jsonl", write, b"")
