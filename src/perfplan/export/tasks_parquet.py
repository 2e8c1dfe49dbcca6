"""Tasks as Parquet, for analysis: dates as dates, numbers as exact decimals. Needs the extra ``perfplan[parquet]``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfplan.errors import UsageError
from perfplan.export._tasks import TaskWriter
from perfplan.tables.tasks import COLUMNS, Part

BATCH = 50_000
DIGITS, PLACES = 38, 6
_DATES = frozenset(("start", "deadline"))
_NUMBERS = frozenset(("amount", "checkpoint"))


def write(path: Path, parts: Iterable[Part]) -> None:
    """Write all parts to ``path``, a row group a batch.

    Raises:
        UsageError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as missing:
        raise UsageError("Parquet needs one more package: pip install 'perfplan[parquet]'") from missing
    kinds = {**dict.fromkeys(_DATES, pa.date32()), **dict.fromkeys(_NUMBERS, pa.decimal128(DIGITS, PLACES))}
    schema = pa.schema([(column, kinds.get(column, pa.string())) for column in COLUMNS])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in _batches(parts):
            columns = [_values(name, cells) for name, cells in zip(COLUMNS, zip(*batch, strict=True), strict=True)]
            writer.write_table(pa.Table.from_arrays(
                [pa.array(column, schema.field(i).type) for i, column in enumerate(columns)], schema=schema
            ))  # fmt: skip


def _batches(parts: Iterable[Part]) -> Iterator[list[tuple[str, ...]]]:
    batch: list[tuple[str, ...]] = []
    for part in parts:
        batch += part.rows()
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _values(name: str, cells: tuple[str, ...]) -> list[Any]:
    if name in _DATES:
        return [date.fromisoformat(text) for text in cells]
    if name in _NUMBERS:
        return [Decimal(text) if text else None for text in cells]
    return list(cells)


WRITER = TaskWriter("parquet", ".parquet", write, None)
