"""The state of all tasks of a block at once: sets of periods by state, from the ledger and a day.

A share of a target is judged by figures where somebody reports them or the plan says when they are due: met when the
checkpoint is reached; *behind* when the figures of its last day are in and miss it; *unreported* when the day on which
they were due is past and they are not in; until then it is open. Without figures it is a deed like any other: overdue
when its deadline is past. A record that it is done completes it in any case, and a done quarter its months and days.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from operator import itemgetter

from msgspec import Struct

from perfplan.ledger.figures import Figures
from perfplan.ledger.labels import NONE, Labels, Words
from perfplan.ledger.progress import Progress
from perfplan.model.period import Level, month_label, quarter_label, ten_day_label
from perfplan.model.plan import Plan
from perfplan.model.target import Report, Shape, Target, UnitRollup
from perfplan.model.unit import Person
from perfplan.split.blocks import ShareBlock
from perfplan.split.table import Slot
from perfplan.track.figures import Marks, figures_until, marks_of
from perfplan.track.masks import first_periods, period, periods_where
from perfplan.track.reporting import ReportDays
from perfplan.track.tally import State

_COARSER: Mapping[Level, Sequence[Callable[[date], str]]] = {
    Level.QUARTER: (),
    Level.MONTH: (quarter_label,),
    Level.TEN_DAY: (quarter_label, month_label),
    Level.DAY: (quarter_label, month_label, ten_day_label),
}
"""What a period of each level lies in: a record that this is done completes the period too."""


class JudgedBlock(Struct, frozen=True):
    """A block and the set of its periods in each state.

    ``extended`` holds how often a period's deadline moved, ``due`` until when each period's figures must be in (empty
    where the plan does not say).
    """

    block: ShareBlock
    marks: Marks
    figures: Figures
    states: Mapping[State, int]
    extended: Mapping[int, int]
    due: Sequence[date]


class Judge:
    """Judges the blocks of one plan on one day; what they share is worked out once."""

    def __init__(self, plan: Plan, progress: Progress, today: date, soon: date) -> None:
        """Keep the day and the last deadline that counts as soon; ``progress`` is what was known on that day."""
        self.plan, self.progress, self.today, self.soon = plan, progress, today, soon
        self.reports = ReportDays(plan)
        self._last = _Known("", Figures(), NONE, NONE)
        self._levels: dict[int, _Slots] = {}
        self._turns: dict[tuple[int, int], tuple[Sequence[int], list[int]]] = {}

    def judge(self, block: ShareBlock, unit: str) -> JudgedBlock:
        """Return the states of a block's tasks; ``unit`` is '' for the target's own total."""
        slots, marks, known = self._slots(block), marks_of(block), self._known(block, unit)
        figures = known.figures
        keep = slots.every if block.keep is None else periods_where(block.keep)
        finished = slots.named(known.finished) & keep
        closed = slots.named(known.closed) & finished
        done = finished & ~closed | marks.met(figures) & keep & ~finished
        rest = keep & ~finished & ~done
        late = self._late(block, slots, marks, figures, rest)
        soon = rest & slots.soon & ~slots.past
        if block.ident in self._extended:
            moved = self._moved(block.ident, slots, rest)
            late = {state: periods & ~moved for state, periods in late.items()}
            soon |= self._moved_soon(block.ident, slots) & moved
        others = late[State.OVERDUE] | late[State.BEHIND] | late[State.UNREPORTED] | soon
        states = {**late, State.DUE_SOON: soon, State.DONE: done, State.CLOSED: closed, State.OPEN: rest & ~others}
        report = block.target.report
        due = slots.due(report) if report else ()
        return JudgedBlock(block, marks, figures, states, self._counts(block.ident, slots), due)

    def owners(self, block: ShareBlock) -> Iterator[tuple[Person | None, int]]:
        """Yield everybody who answers for tasks of a block, with the set of theirs."""
        count = len(block.owners)
        if count == 1:
            yield block.owners[0], self._slots(block).every
            return
        key = (id(block.turns), count)
        if key not in self._turns:
            sets = [periods_where(turn % count == i for turn in block.turns) for i in range(count)]
            self._turns[key] = (block.turns, sets)  # the turns stay alive, so that their identity stays theirs
        yield from zip(block.owners, self._turns[key][1], strict=True)

    def _known(self, block: ShareBlock, unit: str) -> _Known:
        """Return what the ledger says about a share; asked once for its levels, which come one after another."""
        if self._last.ident != block.ident:
            figures = figures_until(self.progress.figures, block.target, unit, self.today)
            finished = self.progress.finished(block.ident)
            closed = self.progress.closed(block.ident) if finished else finished
            self._last = _Known(block.ident, figures, finished, closed)
        return self._last

    def _late(self, block: ShareBlock, slots: _Slots, marks: Marks, figures: Figures, rest: int) -> dict[State, int]:
        report = None if is_deed(block.target) else block.target.report
        past = rest & slots.past
        covered = 0 if is_deed(block.target) else first_periods(marks.covered(figures))
        behind, waiting = past & covered, past & ~covered
        if report is None:
            return {State.OVERDUE: waiting, State.BEHIND: behind, State.UNREPORTED: 0}
        return {State.OVERDUE: 0, State.BEHIND: behind, State.UNREPORTED: waiting & slots.reported(report)}

    def _slots(self, block: ShareBlock) -> _Slots:
        known = self._levels.get(id(block.slots))
        if known is None:
            known = self._levels[id(block.slots)] = _Slots(block.slots, block.level, self)
        return known

    @cached_property
    def _extended(self) -> Mapping[str, list[str]]:
        return _by_ident(task for task in self.progress.moved if self.progress.state(task).extended_to)

    def _moved(self, ident: str, slots: _Slots, rest: int) -> int:
        """Return the periods whose deadline was moved to today or later."""
        return rest & self._extended_where(ident, slots, self.today, date.max)

    def _moved_soon(self, ident: str, slots: _Slots) -> int:
        return self._extended_where(ident, slots, self.today, self.soon)

    def _extended_where(self, ident: str, slots: _Slots, first: date, last: date) -> int:
        found = 0
        for label in self._extended.get(ident, ()):
            to = self.progress.state(f"{ident}/{label}").extended_to
            if to is not None and first <= to <= last and label in slots.places:
                found |= period(slots.places[label])
        return found

    def _counts(self, ident: str, slots: _Slots) -> dict[int, int]:
        labels = [label for label in self._extended.get(ident, ()) if label in slots.places]
        return {slots.places[label]: len(self.progress.state(f"{ident}/{label}").extensions) for label in labels}


class _Known(Struct, frozen=True):
    """What the ledger says about one share, whatever the level."""

    ident: str
    figures: Figures
    finished: Labels
    closed: Labels


class _Slots:
    """The periods of one level on one day, as sets; shared by all blocks of the level."""

    def __init__(self, slots: Sequence[Slot], level: Level, judge: Judge) -> None:
        self.slots, self.level, self.judge = slots, level, judge
        days = [slot.deadline for slot in slots]
        self.every = first_periods(len(slots))
        self.past = first_periods(bisect_left(days, judge.today))
        self.soon = first_periods(bisect_right(days, judge.soon))
        self.places = {slot.label: index for index, slot in enumerate(slots)}
        self._names = [[slot.label for slot in slots], *([name(s.start) for s in slots] for name in _COARSER[level])]
        self._picked = _Picked(self._names, judge.progress.words)
        self._reported: dict[Report, list[date]] = {}

    def named(self, labels: Labels) -> int:
        """Return the periods that records about these periods complete: themselves and what lies in them."""
        return self._picked.periods(labels.bits)

    def reported(self, report: Report) -> int:
        """Return the periods whose figures were due before today."""
        return first_periods(bisect_left(self.due(report), self.judge.today))

    def due(self, report: Report) -> Sequence[date]:
        """Return until when the figures of each period must be in."""
        if report not in self._reported:
            self._reported[report] = self.judge.reports.due_for(report, [slot.deadline for slot in self.slots])
        return self._reported[report]


class _Picked:
    """From sets of labels to sets of periods: a period is in it with its own label or with that of what it lies in.

    Label n is the digit n from the end of a set's binary number; all periods' digits are picked from it at once.
    """

    def __init__(self, names: Sequence[Sequence[str]], words: Words) -> None:
        numbers = words.numbers
        self._digits = len(numbers) + 1  # the first one stands for labels that nobody names
        self._asked = sum({1 << numbers[name]: 0 for row in names for name in row if name in numbers})
        places = [[self._digits - 1 - numbers.get(name, self._digits - 1) for name in row] for row in names]
        self._pickers = [_picker(row) for row in places]
        self._every = first_periods(len(names[0]))

    def periods(self, labels: int) -> int:
        """Return the periods that a set of labels names."""
        if not labels & self._asked:
            return 0
        digits, found = format(labels, f"0{self._digits}b").encode(), 0
        for pick in self._pickers:
            found |= int.from_bytes(bytes(pick(digits)), "little")
        return found & self._every  # of the digits 0 and 1 in ASCII the last bits are left


def _picker(places: Sequence[int]) -> Callable[[bytes], Sequence[int]]:
    """Return what picks the bytes at these places."""
    if len(places) == 1:
        return itemgetter(slice(places[0], places[0] + 1))
    return itemgetter(*places)


def is_deed(target: Target) -> bool:
    """Whether a target is something to do by a day, not an amount: then there are no figures to wait for."""
    return target.shape is Shape.DATED and target.units_roll is UnitRollup.SAME


def _by_ident(tasks: Iterator[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for task in tasks:
        ident, _, label = task.rpartition("/")
        found.setdefault(ident, []).append(label)
    return found
