"""The list of totals away from their ideals, as JSON Lines beside tasks in that format."""

from __future__ import annotations

import csv
import json
from pathlib import Path

_NUMBERS = ("amount", "ideal")


def as_json_lines(listed: Path, path: Path) -> None:
    """Write ``deviations.csv`` anew with a JSON object a line; numbers are numbers, with the places that they have."""
    with listed.open(encoding="utf-8-sig", newline="") as rows, path.open("w", encoding="utf-8", newline="\n") as lines:
        for row in csv.DictReader(rows):
            cells = (
                f'"{key}": {text if key in _NUMBERS else json.dumps(text, ensure_ascii=False)}'
                for key, text in row.items()
            )
            lines.write(f"{{{', '.join(cells)}}}\n")
