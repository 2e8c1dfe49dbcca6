"""The main job for one plan: split, schedule, and write everything into one folder.

A pure function of the plan's files and the request, safe to run in another process: a province maps it over its plans.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TextIO

from perfplan.diagnostics import Diagnostic
from perfplan.errors import FindingsError
from perfplan.export._tasks import task_writer
from perfplan.export._timeline import Occasion, TimelineWriter, timeline_formats, timeline_writer
from perfplan.export.folder import replaced
from perfplan.model.period import Level
from perfplan.model.plan import Plan
from perfplan.model.quantity import format_quanta, round_half_up
from perfplan.model.sentence import Translate
from perfplan.schedule.reverse import schedule_project
from perfplan.schedule.timeline import Timeline
from perfplan.split.deviations import day_deviations
from perfplan.split.engine import split_target
from perfplan.split.result import Deviation, TargetSplit
from perfplan.split.table import PeriodTable, period_table
from perfplan.tables.summary import SplitSummary, TargetLine, quarter_labels, target_line
from perfplan.tables.tasks import Numbers, Part, project_parts, target_parts

DEVIATIONS = "deviations.csv"
DEVIATION_COLUMNS = ("target", "unit", "period", "amount", "ideal", "uom")
IDEAL_PLACES = 4
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What to write, and where. ``progress`` is told how many targets are done, of how many."""

    out: Path
    levels: frozenset[Level]
    task_format: str
    translate: Translate
    progress: Progress


@dataclass(slots=True)
class _Run:
    """What comes to light while tasks are being written."""

    lines: list[TargetLine] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    deviations: int = 0
    conflicts: list[Diagnostic] = field(default_factory=list)


def build(plan: Plan, request: Request) -> SplitSummary:
    """Write ``tasks.<format>``, ``timelines/<project>.*`` and ``deviations.csv``, and return what it came to.

    Raises:
        FindingsError: locks that cannot hold; nothing is written.
        StorageError: the folder cannot be written.
    """
    table = period_table(plan)
    timelines = tuple(schedule_project(project) for project in plan.projects)
    writer = task_writer(request.task_format)
    writers = [timeline_writer(name) for name in timeline_formats()]
    pictures = [(timeline, w) for timeline in timelines for w in writers]
    tasks = f"tasks{writer.suffix}"
    names = [tasks, DEVIATIONS, *(_timeline_name(timeline, w) for timeline, w in pictures)]
    run = _Run()
    with replaced(request.out, names) as folder:
        with (folder / DEVIATIONS).open("w", encoding="utf-8-sig", newline="") as listed:
            parts = chain(_targets(plan, table, request, run, listed), project_parts(plan, timelines))
            writer.write(folder / tasks, _counted(parts, run))
        if run.conflicts:
            raise FindingsError(run.conflicts)
        occasion = Occasion(request.translate, None, plan.id, plan.issued)
        for timeline, w in pictures:
            path = folder / _timeline_name(timeline, w)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(w.write(timeline, occasion))
    return SplitSummary(
        plan, quarter_labels(plan), tuple(run.lines), timelines, run.counts, run.deviations, tuple(names)
    )


def _timeline_name(timeline: Timeline, writer: TimelineWriter) -> str:
    return f"timelines/{timeline.project.id}{writer.suffix}"


def _targets(plan: Plan, table: PeriodTable, request: Request, run: _Run, listed: TextIO) -> Iterator[Part]:
    """Yield every target's tasks, and note on the way what the summary needs; nothing of a target is kept."""
    numbers, deviations = Numbers(), csv.writer(listed)
    deviations.writerow(DEVIATION_COLUMNS)
    for done, target in enumerate(plan.targets, start=1):
        split = split_target(target, table)
        run.conflicts += conflict_findings(split)
        run.lines.append(target_line(split, table))
        for found in _deviations(split, table, request.levels):
            deviations.writerow(_deviation_cells(split, found))
            run.deviations += 1
        yield from target_parts(plan, split, table, request.levels, numbers)
        request.progress(done, len(plan.targets))


def _deviations(split: TargetSplit, table: PeriodTable, levels: Collection[Level]) -> Iterator[Deviation]:
    yield from split.deviations
    if Level.DAY in levels:
        yield from day_deviations(split, table)


def _deviation_cells(split: TargetSplit, found: Deviation) -> tuple[str, ...]:
    target, places = split.target, split.target.decimals
    ideal = round_half_up(found.numerator * 10**IDEAL_PLACES, found.denominator)
    amounts = format_quanta(found.amount, places), format_quanta(ideal, places + IDEAL_PLACES)
    return (target.id, found.unit, found.period, *amounts, target.uom)


def conflict_findings(split: TargetSplit) -> list[Diagnostic]:
    """Return the locks and revisions of a target that cannot hold, as findings."""
    target = split.target
    decimals = target.implied.decimals if target.implied else target.decimals
    return [
        Diagnostic(
            "PP405",
            conflict.location,
            {
                "cells": conflict.cells,
                "sum": format_quanta(conflict.found, decimals),
                "limit": format_quanta(conflict.limit, decimals),
            },
        )
        for conflict in split.conflicts
    ]


def _counted(parts: Iterable[Part], run: _Run) -> Iterator[Part]:
    for part in parts:
        run.counts[part.level] = run.counts.get(part.level, 0) + part.size
        yield part
