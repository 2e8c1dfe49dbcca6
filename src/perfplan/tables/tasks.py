"""Tasks as columns of text: the facts that every task format writes, in the order of the contract."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress

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


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive tasks that differ only in period, owner and numbers; the columns run in parallel.

    ``slots`` are the plan's own sequence of a level, shared by many chunks, so that a writer can prepare its text
    once; ``keep`` marks the rows of it that are tasks (None: all). ``owners`` are names by turn and ``turns`` whose
    turn each row is. Numbers are plain decimals or ''.
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
    amounts: Sequence[str]
    checkpoints: Sequence[str]

    @property
    def size(self) -> int:
        """The number of tasks."""
        return len(self.amounts)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the tasks as rows of the contract's columns."""
        slots = self.slots if self.keep is None else tuple(compress(self.slots, self.keep))
        turns = self.turns if self.keep is None else tuple(compress(self.turns, self.keep))
        count = len(self.owners)
        for slot, turn, amount, checkpoint in zip(slots, turns, self.amounts, self.checkpoints, strict=True):
            yield (
                f"{self.ident}/{slot.label}", self.level, slot.label, slot.start.isoformat(), slot.deadline.isoformat(),
                self.target, "", self.title, self.unit, self.owners[turn % count], self.supervisor,
                amount, checkpoint, self.uom, self.kind, self.source,
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
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


MOST_SUFFIXES = 4  # decimal places up to which the digits after the point come from a table
MOST_KEPT = 20_000


class Texts(dict[int, str]):
    """Amounts as text, each made once: a month's daily amounts are two different numbers at most."""

    def __init__(self, decimals: int) -> None:
        super().__init__()
        self.decimals = decimals

    def __missing__(self, value: int) -> str:
        if len(self) > MOST_KEPT:
            self.clear()
        text = self[value] = format_quanta(value, self.decimals)
        return text


@dataclass(frozen=True, slots=True)
class Numbers:
    """Amounts as text, quickly: what repeats is made once."""

    suffixes: dict[int, list[str]] = field(default_factory=dict)
    kept: dict[int, Texts] = field(default_factory=dict)

    def amounts(self, values: Sequence[int], decimals: int) -> list[str]:
        """Return amounts, which repeat, as plain decimals."""
        known = self.kept.get(decimals)
        if known is None:
            known = self.kept[decimals] = Texts(decimals)
        return list(map(known.__getitem__, values))

    def texts(self, values: Sequence[int], decimals: int) -> list[str]:
        """Return running totals, which do not, as plain decimals."""
        if not decimals:
            return list(map(str, values))
        if decimals > MOST_SUFFIXES or min(values, default=0) < 0:
            return [format_quanta(value, decimals) for value in values]
        one = 10**decimals
        if decimals not in self.suffixes:
            self.suffixes[decimals] = [f".{rest:0{decimals}d}" for rest in range(one)]
        ends = self.suffixes[decimals]
        return [f"{value // one}{ends[value % one]}" for value in values]


def target_parts(
    plan: Plan, split: TargetSplit, table: PeriodTable, levels: Collection[Level], numbers: Numbers
) -> Iterator[Part]:
    """Yield a target's tasks: its shares, then its actions."""
    target = split.target
    source = plan.source(target.location)
    for block in share_blocks(split, table, levels):
        yield _chunk(block, source, numbers)
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


def _chunk(block: ShareBlock, source: str, numbers: Numbers) -> Chunk:
    target, keep = block.target, block.keep
    amounts = block.amounts if keep is None else list(compress(block.amounts, keep))
    checkpoints = block.checkpoints if keep is None else list(compress(block.checkpoints, keep))
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
        keep=keep,
        owners=tuple(_name(person) for person in block.owners),
        turns=block.turns,
        amounts=numbers.amounts(amounts, block.decimals) if block.amounts else [""] * len(checkpoints),
        checkpoints=numbers.texts(checkpoints, block.decimals),
    )


def _row(plan: Plan, task: SingleTask) -> Row:
    return Row((
        task.id, task.level.value, task.period, task.start.isoformat(), task.deadline.isoformat(), task.target,
        task.project, task.title, task.unit.name, _name(task.owner), _name(task.supervisor), task.amount, "", task.uom,
        task.kind, plan.source(task.location),
    ))  # fmt: skip


def _name(person: Person | None) -> str:
    return person.name if person else ""
