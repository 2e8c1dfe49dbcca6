"""Write the tasks of some targets, and note on the way what the summary needs; nothing of a target is kept."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TextIO

from msgspec import Struct, field

from perfplan.diagnostics import Diagnostic
from perfplan.export._csv_cells import harmless
from perfplan.export._tasks import TaskWriter
from perfplan.model.period import Level
from perfplan.model.plan import Plan
from perfplan.model.quantity import format_quanta, round_half_up
from perfplan.model.target import Target
from perfplan.split.deviations import day_deviations, ten_day_deviations
from perfplan.split.engine import split_target
from perfplan.split.result import Deviation, TargetSplit
from perfplan.split.table import PeriodTable
from perfplan.tables.summary import Exceptional, TargetLine, target_line
from perfplan.tables.tasks import Part, target_parts

IDEAL_PLACES = 4
Progress = Callable[[int, int], None]


class Notes(Struct):
    """What comes to light while tasks are being written. Notes of consecutive slices add up."""

    lines: list[TargetLine] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    deviations: int = 0
    furthest: tuple[int, Exceptional] | None = None
    conflicts: list[Diagnostic] = field(default_factory=list)

    def add(self, other: Notes) -> None:
        """Take in the notes of the slice that follows."""
        self.lines += other.lines
        self.deviations += other.deviations
        self.furthest = max(self.furthest, other.furthest, key=_distance)
        self.conflicts += other.conflicts
        for level, count in other.counts.items():
            self.counts[level] = self.counts.get(level, 0) + count


class Slice(Struct, frozen=True):
    """Consecutive targets, the single tasks that follow them, and the two files that they are written to."""

    targets: Sequence[Target]
    singles: Sequence[Part]
    tasks: Path
    deviations: Path


def write_slice(
    plan: Plan, table: PeriodTable, piece: Slice, levels: Collection[Level], writer: TaskWriter, progress: Progress
) -> Notes:
    """Write a slice's tasks, and the cells that are a whole quantum or more from their ideal."""
    notes = Notes()
    with piece.deviations.open("w", encoding="utf-8-sig", newline="") as listed:
        parts = _targets(plan, table, piece.targets, levels, notes, listed, progress)
        writer.write(piece.tasks, _counted(chain(parts, piece.singles), notes))
    return notes


def _distance(found: tuple[int, Exceptional] | None) -> int:
    return found[0] if found else 0


def _targets(
    plan: Plan,
    table: PeriodTable,
    targets: Sequence[Target],
    levels: Collection[Level],
    notes: Notes,
    listed: TextIO,
    progress: Progress,
) -> Iterator[Part]:
    deviations = csv.writer(listed)
    deviations.writerow(Exceptional._fields)
    for done, target in enumerate(targets, start=1):
        split = split_target(target, table)
        notes.conflicts += conflict_findings(split)
        notes.lines.append(target_line(split, table))
        for found in _deviations(split, table, levels):
            cells = _deviation_cells(split, found)
            deviations.writerow(cells)
            notes.deviations += 1
            notes.furthest = max(notes.furthest, (found.size, Exceptional(*cells)), key=_distance)
        yield from target_parts(plan, split, table, levels)
        progress(done, len(targets))


def _deviations(split: TargetSplit, table: PeriodTable, levels: Collection[Level]) -> Iterator[Deviation]:
    yield from split.deviations
    if Level.TEN_DAY in levels:
        yield from ten_day_deviations(split, table)
    if Level.DAY in levels:
        yield from day_deviations(split, table)


def _deviation_cells(split: TargetSplit, found: Deviation) -> tuple[str, ...]:
    target, places = split.target, split.target.decimals
    ideal = round_half_up(found.numerator * 10**IDEAL_PLACES, found.denominator)
    amounts = format_quanta(found.amount, places), format_quanta(ideal, places + IDEAL_PLACES)
    return (target.id, found.unit, found.period, *amounts, harmless(target.uom))


def conflict_findings(split: TargetSplit) -> list[Diagnostic]:
    """Return the locks and revisions of a target that cannot hold, as findings."""
    decimals = split.target.annual_decimals
    return [Diagnostic("PP405", conflict.location, conflict.args(decimals)) for conflict in split.conflicts]


def _counted(parts: Iterable[Part], notes: Notes) -> Iterator[Part]:
    for part in parts:
        notes.counts[part.level] = notes.counts.get(part.level, 0) + part.size
        yield part
