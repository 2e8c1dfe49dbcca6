"""What tests of reading YAML share: reading a text, cutting spans out of it, comparing without core words."""

from __future__ import annotations

import re
from typing import Any

from perfplan.diagnostics import Diagnostic, Location
from perfplan.load.document import Document
from perfplan.load.yaml import parse_yaml


def load(text: str | bytes) -> Document:
    document, findings = parse_yaml(text, "p.yaml")
    assert findings == []
    assert document is not None
    return document


def piece(text: str, where: Location) -> str:
    """Cut a span out of a text, counting lines and columns independently of the reader."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    if where.line == where.end_line:
        return lines[where.line - 1][where.column - 1 : where.end_column - 1]
    middle = lines[where.line : where.end_line - 1]
    return "".join(
        [lines[where.line - 1][where.column - 1 :], *middle, lines[where.end_line - 1][: where.end_column - 1]]
    )


def shown(finding: Diagnostic) -> str:
    return f"{finding.location.line}:{finding.location.column} {finding.code}"


def scalars(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    """List every scalar with its path."""
    if isinstance(data, dict):
        return [found for key, value in data.items() for found in scalars(value, (*path, key))]
    if isinstance(data, list):
        return [found for index, value in enumerate(data) for found in scalars(value, (*path, index))]
    return [(path, data)]
