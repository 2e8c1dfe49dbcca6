"""Tasks as columns of text: the facts that every task format writes, in the order of the contract."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import compress
from typing import NamedTuple, TypeVar

from msgspec import Struct

from perfplan.model.period import Level
from perfplan.model.plan import Plan
from perfplan.model.quantity import format_quanta
from perfplan.model.target import Target
from perfplan.model.unit import Person
from perfplan.schedule.timeline import Timeline
from perfplan.split.blocks import ShareBlock, share_blocks
from perfplan.split.result import TargetSplit
from perfplan.split.singles import SingleTask, action_tasks, campaign_tasks, stage_tasks
from perfplan.split.table import PeriodTable, Slot

COLUMNS = (
    "id", "level", "period", "start", "deadline", "target", "project", "title", "unit", "owner", "supervisor",
    "amount", "checkpoint", "uom", "kind", "source",
)  # fmt: skip

T = TypeVar("T")


class Chunk(NamedTuple):
    """Consecutive tasks that differ only in period, owner and numbers; the columns run in parallel.

    ``slots`` are the plan's own sequence of a level, shared by many chunks, so that a writer can prepare its text
    once; ``keep`` marks the rows of it that are tasks (None: all). ``owners`` are names by turn and ``turns`` whose
    turn each row is. Numbers are quanta of 10^-decimals; ``amounts`` is empty where a period adds nothing of its own.
    """

    ident: str
    level: str
    target: str
    title: str
    unit: str
    supervisor: str
    uom: str
    kind: str
    source: str
    slots: Sequence[Slot]
    keep: Sequence[bool] | None
    owners: Sequence[str]
    turns: Sequence[int]
    amounts: Sequence[int]
    checkpoints: Sequence[int]
    decimals: int

    @property
    def size(self) -> int:
        """The number of tasks."""
        return len(self.slots) if self.keep is None else sum(self.keep)

    def kept(self, column: Sequence[T]) -> Sequence[T]:
        """Return the part of a column that belongs to tasks."""
        return column if self.keep is None else list(compress(column, self.keep))

    def numbers(self) -> tuple[list[str], list[str]]:
        """Return the tasks' amounts and checkpoints as plain decimals; '' where there is none."""
        checkpoints = texts(self.kept(self.checkpoints), self.decimals)
        if not self.amounts:
            return [""] * len(checkpoints), checkpoints
        return texts(self.kept(self.amounts), self.decimals), checkpoints

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the tasks as rows of the contract's columns."""
        count = len(self.owners)
        columns = zip(self.kept(self.slots), self.kept(self.turns), *self.numbers(), strict=True)
        for slot, turn, amount, checkpoint in columns:
            yield (
                f"{self.ident}/{slot.label}", self.level, slot.label, slot.start.isoformat(), slot.deadline.isoformat(),
                self.target, "", self.title, self.unit, self.owners[turn % count], self.supervisor,
                amount, checkpoint, self.uom, self.kind, self.source,
            )  # fmt: skip


def texts(values: Sequence[int], decimals: int) -> list[str]:
    """Return quanta as plain decimals; what repeats is made once."""
    made = {value: format_quanta(value, decimals) for value in set(values)}
    return list(map(made.__getitem__, values))


class Row(Struct, frozen=True):
    """A single task as one row of the contract's columns."""

    cells: tuple[str, ...]

    @property
    def level(self) -> str:
        """The task's level."""
        return self.cells[COLUMNS.index("level")]

    @property
    def size(self) -> int:
        """The number of tasks: one."""
        return 1

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the row."""
        yield self.cells


Part = Chunk | Row


def target_parts(plan: Plan, split: TargetSplit, table: PeriodTable, levels: Collection[Level]) -> Iterator[Part]:
    """Yield a target's tasks: its shares, then its actions."""
    target = split.target
    source = plan.source(target.location)
    for block in share_blocks(split, table, levels):
        yield _chunk(block, source)
    for task in action_tasks(target, levels):
        yield _row(plan, task)


def project_parts(plan: Plan, timelines: Sequence[Timeline]) -> Iterator[Part]:
    """Yield the stages of all projects and the phases of all campaigns."""
    for timeline in timelines:
        for task in stage_tasks(timeline):
            yield _row(plan, task)
    for campaign in plan.campaigns:
        for task in campaign_tasks(campaign):
            yield _row(plan, task)


def share_title(target: Target) -> str:
    """Return what a target's tasks are called; an implied amount says the rate that it comes from."""
    if target.implied is None or target.value is None:
        return target.name
    return f"{target.name} {format_quanta(target.value, target.decimals)}%"


def _chunk(block: ShareBlock, source: str) -> Chunk:
    target = block.target
    return Chunk(
        ident=block.ident,
        level=block.level.value,
        target=target.id,
        title=share_title(target),
        unit=block.unit.name,
        supervisor=_name(target.supervisor),
        uom=block.uom,
        kind=target.kind,
        source=source,
        slots=block.slots,
        keep=block.keep,
        owners=tuple([_name(person) for person in block.owners]),
        turns=block.turns,
        amounts=block.amounts,
        checkpoints=block.checkpoints,
        decimals=block.decimals,
    )


def _row(plan: Plan, task: SingleTask) -> Row:
    return Row((
        task.id, task.level.value, task.period, task.start.isoformat(), task.deadline.isoformat(), task.target,
        task.project, task.title, task.unit.name, _name(task.owner), _name(task.supervisor), task.amount, "", task.uom,
        task.kind, plan.source(task.location),
    ))  # fmt: skip


def _name(person: Person | None) -> str:
    return person.name if person else ""
