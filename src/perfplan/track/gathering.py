"""Work gathered by cause: what is late for one reason in one group becomes one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import cache, partial
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from perfplan.ledger.progress import Progress
from perfplan.ledger.states import UNTOUCHED
from perfplan.model.period import Level
from perfplan.model.plan import Plan
from perfplan.split.blocks import share_blocks
from perfplan.split.engine import split_target
from perfplan.split.table import period_table
from perfplan.track.grouping import By, group_id
from perfplan.track.item import WorkItem
from perfplan.track.masks import earliest, indexes, latest, period
from perfplan.track.shares import Judge, JudgedBlock
from perfplan.track.tally import State
from perfplan.track.work import SHARE_LEVELS, share_item

_LEVELS = tuple(Level)
Labels: TypeAlias = Callable[[str], Collection[str]]
"""The periods, days or stages of an ident for which something is so."""
SHOWN = (State.OVERDUE, State.BEHIND, State.UNREPORTED, State.DUE_SOON)
"""The states that make lines."""


class Pick(Struct, frozen=True):
    """One piece of work that may stand for a line; ``make`` gives it, and is asked only if it does."""

    deadline: date
    level: Level
    id: str
    has_mark: bool
    make: Callable[[], WorkItem]

    @property
    def urgency(self) -> tuple[date, int, str]:
        """Sorts the earliest deadline first; of equal ones the coarsest."""
        return (self.deadline, _LEVELS.index(self.level), self.id)

    @property
    def weight(self) -> tuple[bool, date, str]:
        """Sorts the latest checkpoint last."""
        return (self.has_mark, self.deadline, self.id)


def pick(item: WorkItem) -> Pick:
    """Return a piece of work that exists already."""
    return Pick(item.deadline, item.level, item.id, bool(item.checkpoint), lambda: item)


class Cause(Struct):
    """Pieces of work with one cause: the first and last due, the one with the latest checkpoint, and how many.

    ``share`` is the block that they come from, if it is a target's, and ``periods`` which of it; of several levels the
    finest.
    """

    first: Pick
    last: Pick
    marked: Pick
    count: int
    extensions: int
    share: JudgedBlock | None = None
    periods: int = 0

    def add(self, other: Cause) -> None:
        """Take in more work with the same cause."""
        self.count += other.count
        self.extensions += other.extensions
        if other.share is self.share:
            self.periods |= other.periods
        elif other.share is not None:
            self.share, self.periods = other.share, other.periods
        if other.first.urgency < self.first.urgency:
            self.first = other.first
        if other.last.deadline > self.last.deadline:
            self.last = other.last
        if other.marked.weight > self.marked.weight:
            self.marked = other.marked


class Gathered:
    """What has been gathered so far: causes by state, group and cause, and how much work is in each state."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.causes: dict[State, dict[tuple[str, str], Cause]] = {state: {} for state in SHOWN}
        self.counts: Counter[tuple[Level, State]] = Counter()

    def count(self, level: Level, state: State, number: int) -> None:
        """Count work of a state."""
        self.counts[level, state] += number

    def add(self, state: State, key: tuple[str, str], cause: Cause) -> None:
        """Add work to the cause ``key``, a group and a cause in it."""
        known = self.causes[state].setdefault(key, cause)
        if known is not cause:
            known.add(cause)


class View(Struct, frozen=True):
    """What of the work is looked at, and how.

    Attributes:
        by: what lines are grouped by; work of one cause in two groups makes two lines.
        every: a line for every piece of work instead of one a cause.
        levels: the levels of targets' shares; actions, stages and phases are always looked at.
        due_soon: how many working days count as soon; the plan's own number by default.
        owners: only what one of these people answers for.
        units: only the work of one of these units.
    """

    by: By = By.LEADER
    every: bool = False
    levels: Collection[Level] = SHARE_LEVELS
    due_soon: int | None = None
    owners: frozenset[str] | None = None
    units: frozenset[str] | None = None


def gather_items(
    gathered: Gathered, work: Iterable[WorkItem], progress: Progress, today: date, limit: date, view: View
) -> None:
    """Gather work that exists one by one: actions, stages, phases."""
    group, finished, closed = group_id(view.by), cache(progress.finished), cache(progress.closed)
    for planned in work:
        state = progress.state(planned.id) if planned.id in progress.moved else UNTOUCHED
        item = replace(planned, deadline=state.extended_to) if state.extended_to else planned
        where = _state(item, finished, closed, today, limit)
        gathered.count(item.level, where, 1)
        if where in SHOWN:
            one, times = pick(item), len(state.extensions)
            key = (group(item), item.id if view.every else item.cause)
            gathered.add(where, key, Cause(one, one, one, 1, times))


def _state(item: WorkItem, finished: Labels, closed: Labels, today: date, limit: date) -> State:
    if _is_in(item.id, closed):
        return State.CLOSED
    if any(_is_in(task, finished) for task in (item.id, *item.covers)):
        return State.DONE
    if item.deadline < today:
        return State.OVERDUE
    return State.DUE_SOON if item.deadline <= limit else State.OPEN


def _is_in(task: str, labels: Labels) -> bool:
    ident, _, label = task.rpartition("/")
    return label in labels(ident)


def wanted(item: WorkItem, view: View) -> bool:
    """Whether the view shows a piece of work."""
    if view.units is not None and item.unit.id not in view.units:
        return False
    return view.owners is None or (item.owner is not None and item.owner.id in view.owners)


def gather_shares(gathered: Gathered, plan: Plan, judge: Judge, view: View) -> None:
    """Gather the shares of all targets, a block at a time."""
    table = period_table(plan)
    for target in plan.targets:
        for block in share_blocks(split_target(target, table), table, view.levels):
            if view.units is None or block.unit.id in view.units:
                unit = block.ident.partition("@")[2]
                _gather_block(gathered, judge.judge(block, unit), judge, view)


def _gather_block(gathered: Gathered, judged: JudgedBlock, judge: Judge, view: View) -> None:
    block = judged.block
    for owner, theirs in judge.owners(block):
        if view.owners is not None and (owner is None or owner.id not in view.owners):
            continue
        for state, periods in judged.states.items():
            mine = periods & theirs
            if not mine:
                continue
            gathered.count(block.level, state, mine.bit_count())
            if state in SHOWN:
                for part in map(period, indexes(mine)) if view.every else (mine,):
                    cause = _cause(judge.plan, judged, part, state)
                    group = _group(judged, owner.id if owner else "", view.by)
                    gathered.add(state, (group, cause.first.id if view.every else block.ident), cause)


def _group(judged: JudgedBlock, owner: str, by: By) -> str:
    leader = judged.block.target.supervisor
    return {By.LEADER: leader.id if leader else "", By.UNIT: judged.block.unit.id, By.OWNER: owner, By.PROJECT: ""}[by]


def _cause(plan: Plan, judged: JudgedBlock, periods: int, state: State) -> Cause:
    first, last = (_pick(plan, judged, index) for index in (earliest(periods), latest(periods)))
    moved = sum(judged.extended.get(index, 0) for index in indexes(periods)) if judged.extended else 0
    by_figures = state in {State.BEHIND, State.UNREPORTED}  # the only lines that need more of it than its picks
    return Cause(first, last, last, periods.bit_count(), moved, judged if by_figures else None, periods)


def _pick(plan: Plan, judged: JudgedBlock, index: int) -> Pick:
    block, slot = judged.block, judged.block.slots[index]
    task = f"{block.ident}/{slot.label}"
    if block.level is Level.DAY:  # a year of days is large: none is kept for the sake of one of them
        return pick(share_item(plan, block, index))
    return Pick(slot.deadline, block.level, task, True, partial(share_item, plan, block, index))
