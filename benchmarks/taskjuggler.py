"""Scheduling against TaskJuggler: the same layered network, read, scheduled and written as CSV by both.

TaskJuggler 3 schedules forwards as soon as possible; perfplan forwards and backwards, with floats and the critical
chain. Both count the working days of a week of five days with the same days off, and the earliest finish of every stage
is checked to be the same. (TaskJuggler says Friday evening where perfplan says that a stage starts on Monday.)
"""

from __future__ import annotations

import csv
import random
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from benchmarks.process import Command, medians, perfplan
from benchmarks.report import USAGE_HEAD, Goal, Section, usage_cells

LAYER = 50
START = date(2025, 1, 1)
BOUNDS = {1000: 0.30, 5000: 0.20}
HOLIDAYS = (("01-01", 1), ("01-28", 8), ("04-04", 3), ("05-01", 5), ("05-31", 3), ("10-01", 8))
_SEED = 20


class DifferentDatesError(Exception):
    """The two do not agree on some stage: their times cannot be compared."""


class Node(NamedTuple):
    """A stage: its name, its working days, and the stages that come first."""

    name: str
    days: int
    after: tuple[str, ...]


def against_taskjuggler(folder: Path, sizes: Sequence[int], rounds: int) -> Section:
    """Measure networks of several sizes; a section without figures where TaskJuggler is missing.

    Raises:
        DifferentDatesError: the earliest finishes of the two differ.
    """
    tool = shutil.which("tj3")
    rows: list[tuple[str, ...]] = []
    goals: list[Goal] = []
    for size in sizes if tool else ():
        ours, theirs = _commands(folder, network(size), str(tool))
        found = medians({"perfplan": ours, "TaskJuggler": theirs}, rounds)
        check_same(folder)
        ratio = found["perfplan"].cpu / found["TaskJuggler"].cpu
        rows += [
            (f"{size:,}", name, *usage_cells(usage), f"{usage.cpu / found['TaskJuggler'].cpu:.2f}")
            for name, usage in found.items()
        ]
        if size in BOUNDS:
            what = f"timeline: {size:,} stages, part of TaskJuggler's processor time"
            goals.append(Goal(what, ratio, BOUNDS[size], "{:.2f}"))
    how = (
        f"`perfplan timeline --format csv` and `tj3` ({_version(tool)}) on a layered network of working-day stages, "
        f"{LAYER} a layer, each after one to three of the layer before; the plan read anew. TaskJuggler finds the "
        "earliest dates, perfplan the latest ones and floats as well; every earliest finish is checked to be the same."
        if tool
        else "Not measured: TaskJuggler (`apt-get install tj3`) is not installed here."
    )
    return Section(
        "Scheduling, against TaskJuggler", how, ("stages", "program", *USAGE_HEAD, "ratio"), tuple(rows), tuple(goals)
    )


def network(size: int) -> list[Node]:
    """Return a layered network; the same for the same size."""
    rng = random.Random(_SEED)
    nodes: list[Node] = []
    for place in range(size):
        layer = place // LAYER * LAYER
        before = rng.sample(range(layer - LAYER, layer), rng.randint(1, 3)) if layer else []
        nodes.append(Node(f"s{place}", rng.randint(1, 9), tuple(f"s{each}" for each in sorted(before))))
    return nodes


def _commands(folder: Path, nodes: Sequence[Node], tool: str) -> tuple[Command, Command]:
    plan, script = folder / "layers.yaml", folder / "layers.tjp"
    plan.write_text(as_plan(nodes), encoding="utf-8")
    script.write_text(as_script(nodes), encoding="utf-8")
    ours = (
        "timeline",
        "--plan",
        str(plan),
        "--format",
        "csv",
        "--today",
        "2025-01-01",
        "--out",
        str(folder / "ours.csv"),
    )
    return perfplan(*ours), Command((tool, "--silent", "--output-dir", str(folder), str(script)))


def _years(nodes: Sequence[Node]) -> int:
    return len(nodes) // LAYER * 9 // 240 + 2


def _days_off(nodes: Sequence[Node]) -> Iterator[tuple[date, int]]:
    for year in range(START.year, START.year + _years(nodes) + 1):
        yield from ((date.fromisoformat(f"{year}-{day}"), length) for day, length in HOLIDAYS)


def as_plan(nodes: Sequence[Node]) -> str:
    """Return the network as a plan of perfplan's."""
    off = ", ".join(f"{{on: {day}, to: {day + timedelta(days=length - 1)}}}" for day, length in _days_off(nodes))
    end = date(START.year + _years(nodes), 12, 31)
    lines = [
        f"perfplan: 1\nid: layers\nname: Layers\nyear: {START.year}\nissued: {START}",
        f"calendar: {{base: none, off: [{off}]}}",
        "units: [{id: u, name: U, head: p}]\npeople: [{id: p, name: P, unit: u}]",
        f"projects:\n  - id: x\n    name: X\n    lead_unit: u\n    start: {START}\n    deadline: {end}\n    stages:",
        *(
            f"      - {{id: {n.name}, name: {n.name}, duration: {n.days}wd, after: [{', '.join(n.after)}]}}"
            for n in nodes
        ),
    ]
    return "\n".join(lines) + "\n"


def as_script(nodes: Sequence[Node]) -> str:
    """Return the network as a project of TaskJuggler's, with a CSV report of start and end."""
    lines = [
        f'project x "X" {START} +{_years(nodes) + 1}y {{',
        '  timezone "UTC"\n  timeformat "%Y-%m-%d"\n  dailyworkinghours 8',
        "  workinghours mon - fri 9:00 - 17:00\n  workinghours sat, sun off\n}",
        *(f'leaves holiday "off" {day} +{length}d' for day, length in _days_off(nodes)),
        *(f'task {n.name} "{n.name}" {{ length {n.days}d {_after(n)} }}' for n in nodes),
        'taskreport theirs "theirs" { formats csv columns id, start, end }',
    ]
    return "\n".join(lines) + "\n"


def _after(node: Node) -> str:
    return f"depends {', '.join(f'!{each}' for each in node.after)}" if node.after else f"start {START}"


def check_same(folder: Path) -> None:
    """Compare what both wrote.

    Raises:
        DifferentDatesError: some stage's earliest finish differs.
    """
    with (folder / "ours.csv").open(encoding="utf-8-sig", newline="") as file:
        ours = {row["id"]: row["earliest_finish"] for row in csv.DictReader(file)}
    with (folder / "theirs.csv").open(encoding="utf-8", newline="") as file:
        theirs = {row["Id"]: row["End"] for row in csv.DictReader(file, delimiter=";")}
    wrong = [(name, day, theirs.get(name)) for name, day in ours.items() if theirs.get(name) != day]
    if wrong or len(ours) != len(theirs):
        raise DifferentDatesError(str(wrong[:5]))


def _version(tool: str | None) -> str:
    if tool is None:
        return ""
    done = subprocess.run([tool, "--version"], capture_output=True, text=True, check=False)
    return next((word for word in done.stdout.split() if word[:1].isdigit()), "unknown version")
