"""The status of 1.2 million tasks with 300,000 records, against Taskwarrior's overdue list of as many tasks.

Of the tasks whose day is past, as many as there is room for are recorded as done; every unit has reported the figures
of nine months, one in ten of them short. Taskwarrior has the same tasks in its own file, those that are done marked
completed; it reads the clock, so its tasks are moved by the days between the plan's day and today. It is left out where
it is not installed (``apt-get install taskwarrior``).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import islice
from pathlib import Path
from uuid import UUID

from benchmarks.plans import flow_plan, flow_tasks
from benchmarks.process import ROOT, Command, Usage, medians, perfplan, run
from benchmarks.report import USAGE_HEAD, Goal, Section, usage_cells
from perfplan.ledger.coding import encode
from perfplan.ledger.record import Done, Reported
from perfplan.load import load_plan
from perfplan.model.period import Level
from perfplan.model.quantity import format_quanta
from perfplan.split.blocks import ShareBlock, share_blocks
from perfplan.split.engine import split_target
from perfplan.split.table import period_table

TODAY = date(2025, 10, 15)
MONTHS = 9
LEVELS = (Level.QUARTER, Level.MONTH, Level.DAY)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan with its ledger, and the same tasks for Taskwarrior."""

    plan: Path
    records: int
    tasks: int


def status(folder: Path, targets: int, units: int, records: int, rounds: int) -> Section:
    """Measure the status of a large plan, of a county, and Taskwarrior's overdue list."""
    large = prepare(folder / "large", targets, units, records)
    day = TODAY.isoformat()
    ours = {
        "perfplan status": perfplan("status", "--plan", str(large.plan), "--today", day, remembers=True),
        "perfplan status, days too": perfplan(
            "status", "--plan", str(large.plan), "--today", day, "--level", "quarter,month,day", remembers=True
        ),
        "perfplan status, nothing remembered": perfplan("status", "--plan", str(large.plan), "--today", day),
        "perfplan status, a county": perfplan(
            "status", "--plan", str(ROOT / "plans" / "county-2025"), "--today", "2025-09-30", remembers=True
        ),
    }
    found = medians(ours, rounds)
    theirs = taskwarrior(large)
    if theirs is not None:
        found["task overdue"] = theirs
    return _section(large, found)


def _section(large: Prepared, found: dict[str, Usage]) -> Section:
    quick, county = found["perfplan status"], found["perfplan status, a county"]
    goals = [
        Goal("status: seconds, 1.2 million tasks and 300,000 records", quick.wall, 0.7, "{:.2f} s"),
        Goal("status: memory", quick.megabytes, 60, "{:.0f} MB"),
        Goal("status of a county", county.wall, 0.25, "{:.3f} s"),
    ]
    if "task overdue" in found:
        times = found["task overdue"].wall / quick.wall
        goals.append(Goal("status: times faster than Taskwarrior's overdue list", times, 30, "{:.0f}", at_least=True))
    return Section(
        title="Status",
        how=f"{large.tasks:,} tasks, {large.records:,} records; plan and ledger are remembered from the run before. "
        "Taskwarrior lists what is overdue among as many tasks, those that are done marked completed"
        + ("." if "task overdue" in found else " (not installed, so not measured)."),
        head=("what", *USAGE_HEAD),
        rows=tuple((name, *usage_cells(usage)) for name, usage in found.items()),
        goals=tuple(goals),
    )


def prepare(folder: Path, targets: int, units: int, records: int) -> Prepared:
    """Write the plan, its ledger, and Taskwarrior's file."""
    (folder / "ledger").mkdir(parents=True)
    (folder / "task").mkdir()
    (folder / "plan.yaml").write_text(flow_plan(targets, units), encoding="utf-8")
    plan = load_plan(folder).plan
    assert plan is not None
    table = period_table(plan)
    blocks = [block for target in plan.targets for block in share_blocks(split_target(target, table), table, LEVELS)]
    figures = list(islice(_figures(blocks), records))
    done = list(islice(_done(blocks), records - len(figures)))
    with (folder / "ledger" / "2025.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(f"{encode(report._replace(id=f'{i:016x}'))}\n" for i, report in enumerate(figures))
        file.writelines(f"{encode(deed._replace(id=f'{i:016x}'))}\n" for i, deed in enumerate(done, start=len(figures)))
    _write_tasks(folder / "task", blocks, {record.task for record in done})
    return Prepared(folder, len(figures) + len(done), flow_tasks(targets, units))


def _figures(blocks: list[ShareBlock]) -> Iterator[Reported]:
    months = [block for block in blocks if block.level is Level.MONTH]
    for number, block in enumerate(months):
        target, _, unit = block.ident.partition("@")
        for slot, mark in list(zip(block.slots, block.checkpoints, strict=True))[:MONTHS]:
            value = format_quanta(mark if number % 10 else mark * 9 // 10, block.decimals)
            yield Reported("", target, slot.deadline, slot.deadline, unit, value)


def _done(blocks: list[ShareBlock]) -> Iterator[Done]:
    for block in blocks:
        if block.level is Level.DAY:
            for slot in block.slots:
                if slot.deadline < TODAY and slot.deadline.day % 3:
                    yield Done("", f"{block.ident}/{slot.label}", slot.deadline, slot.deadline)


def _write_tasks(folder: Path, blocks: list[ShareBlock], done: set[str]) -> None:
    entry = _seconds(date(2025, 1, 1))
    number = 0
    with (
        (folder / "pending.data").open("w", encoding="utf-8") as pending,
        (folder / "completed.data").open("w", encoding="utf-8") as completed,
    ):
        for block in blocks:
            for slot in block.slots:
                number += 1
                task = f"{block.ident}/{slot.label}"
                state, file = ("completed", completed) if task in done else ("pending", pending)
                file.write(
                    f'[description:"{block.target.name} {task}" due:"{_seconds(slot.deadline)}" entry:"{entry}" '
                    f'project:"{block.target.id}" status:"{state}" uuid:"{UUID(int=number)}"]\n'
                )


def _seconds(day: date) -> int:
    moved = day + (datetime.now(UTC).date() - TODAY)
    return int(datetime.combine(moved, time(12), UTC).timestamp())


def taskwarrior(prepared: Prepared) -> Usage | None:
    """Measure Taskwarrior's overdue list; None where it is not installed."""
    program = shutil.which("task")
    if program is None:
        return None
    folder = prepared.plan / "task"
    settings = folder / "taskrc"
    settings.write_text(f"data.location={folder}\nconfirmation=no\nverbose=nothing\ngc=off\n", encoding="utf-8")
    return run(Command((program, f"rc:{settings}", "overdue")))
