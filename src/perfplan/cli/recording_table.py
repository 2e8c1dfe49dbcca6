"""Figures from a table: comma or tab separated, with English or Chinese heads, as spreadsheets save or paste them."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from perfplan.cli.recording_places import Entry
from perfplan.errors import StorageError, UsageError

_HEADS: Mapping[str, tuple[str, ...]] = {
    "target": ("target", "指标", "指标名称", "考核指标"),
    "unit": ("unit", "单位", "责任单位"),
    "on": ("on", "截至", "截至日期", "截止日期", "日期"),
    "value": ("value", "完成值", "完成情况", "累计完成"),
    "source": ("source", "来源", "数据来源"),
    "by": ("by", "填报人", "责任人"),
    "note": ("note", "备注", "说明"),
}
_NEEDED = ("target", "value")
_ENCODINGS = ("utf-8-sig", "gb18030")  # spreadsheets in China save CSV in the second unless told otherwise


class Row(Struct, frozen=True):
    """One line of a table: where it stands, its figure, and what its columns are called there."""

    place: str
    entry: Entry
    heads: Mapping[str, str]


def rows_of_file(name: str) -> Iterator[Row]:
    """Yield the figures of a CSV file.

    Raises:
        StorageError: the file cannot be read.
        UsageError: it is no text, or a column that is needed is not there.
    """
    try:
        content = Path(name).read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError("cannot read or write {file}: {reason}", file=name, reason=reason) from error
    return _rows(_decoded(content, name), name)


def rows_of_stdin() -> Iterator[Row]:
    """Yield the figures of a table on standard input, as :func:`rows_of_file` does."""
    return _rows(_decoded(sys.stdin.buffer.read(), "stdin"), "stdin")


def _decoded(content: bytes, name: str) -> str:
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError("{file} is neither UTF-8 nor GB 18030 text", file=name)


def _rows(text: str, name: str) -> Iterator[Row]:
    first = text.partition("\n")[0]
    separator = max("\t;,", key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator)
    heads = [head.strip() for head in next(reader, [])]
    columns = _columns(heads, name)
    return _entries(reader, columns, {field: heads[index] for field, index in columns.items()}, name)


def _entries(
    reader: Iterator[list[str]], columns: Mapping[str, int], heads: Mapping[str, str], name: str
) -> Iterator[Row]:
    for cells in reader:
        if any(cell.strip() for cell in cells):
            fields = {field: cells[index].strip() for field, index in columns.items() if index < len(cells)}
            place = f"{name}:{getattr(reader, 'line_num', 0)}"
            yield Row(place, Entry(**{"unit": "", "on": "", "target": "", "value": "", **fields}), heads)


def _columns(heads: list[str], name: str) -> dict[str, int]:
    """Return which column holds which field."""
    known = {word: field for field, words in _HEADS.items() for word in words}
    found: dict[str, int] = {}
    for index, head in enumerate(heads):
        field = known.get(head.casefold())
        if field in found:
            raise UsageError("{file} has two columns for {column}", file=name, column=head)
        if field:
            found[field] = index
    for field in _NEEDED:
        if field not in found:
            raise UsageError(
                "{file} has no column {column}; it needs {heads} in its first line",
                file=name,
                column=field,
                heads="target, unit, on, value, source (指标, 单位, 截至, 完成值, 来源)",
            )
    return found
