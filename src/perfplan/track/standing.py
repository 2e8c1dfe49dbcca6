"""Where each target stands at each unit on a day: its state, its pace in two views, and how it got there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import takewhile

from msgspec import Struct

from perfplan.ledger.figures import Figures
from perfplan.ledger.labels import Labels
from perfplan.ledger.progress import Progress
from perfplan.ledger.states import Figure
from perfplan.model.lamp import Fact, Facts
from perfplan.model.pace import PaceMethod
from perfplan.model.period import Level, quarter_label
from perfplan.model.plan import Plan
from perfplan.model.target import Shape, Target
from perfplan.model.unit import Person, Unit
from perfplan.split.blocks import ShareBlock, share_blocks
from perfplan.split.engine import split_target
from perfplan.split.result import UnitSplit
from perfplan.split.table import PeriodTable, period_table
from perfplan.track.figures import Marks, figures_until, marks_of
from perfplan.track.masks import earliest, first_periods, latest, periods_where
from perfplan.track.pace import Gap, gap, planned, year_share
from perfplan.track.reporting import ReportDays


class Stand(StrEnum):
    """The state of a target at a unit; always exactly one.

    ``ahead`` reaches a checkpoint that is still to come; ``open`` has no figure, and none is due yet.
    """

    BEHIND = "behind"
    UNREPORTED = "unreported"
    ON_PACE = "on_pace"
    AHEAD = "ahead"
    DONE = "done"
    OPEN = "open"
    PENDING = "pending"


class Standing(Struct, frozen=True):
    """One target at one unit on a day.

    Attributes:
        target: the target.
        unit: the unit; the lead unit for the target's own total.
        own: whether this is the target's own total.
        owner: who answers for its months.
        state: where it stands.
        figure: the last figure, if there is one.
        marks: what its months were to reach; None while pending.
        progress: the share of the way to the year's value, None for bounds to hold and without figures.
        linear: against the months, days or working days of the year; None like ``progress``.
        own_plan: against the plan's own checkpoints; for a bound the distance from it. None without figures.
        chosen: the one of the two that the plan goes by.
        misses: how many of the last reported periods running missed their checkpoint.
        caught_up_late: whether the last reported period is met and an earlier one was not.
        late_reports: how many figures came in after the day on which they were due.
        first_missed: index in ``marks`` of the first checkpoint that is missed, or -1.
        first_unreported: index in ``marks`` of the first period whose figure is overdue, or -1.
        due: when that figure was due.
    """

    target: Target
    unit: Unit
    own: bool
    owner: Person | None
    state: Stand
    figure: Figure | None = None
    marks: Marks | None = None
    progress: Fraction | None = None
    linear: Gap | None = None
    own_plan: Gap | None = None
    chosen: Gap | None = None
    misses: int = 0
    caught_up_late: bool = False
    late_reports: int = 0
    first_missed: int = -1
    first_unreported: int = -1
    due: date | None = None

    @property
    def id(self) -> str:
        """What begins the ids of its tasks: ``jobs@chengguan``."""
        return self.target.id if self.own else f"{self.target.id}@{self.unit.id}"

    def facts(self) -> Facts:
        """Return what lamps and steps of escalation may ask about it."""
        if self.state is Stand.PENDING:
            return {}
        facts: dict[Fact, Fraction | int] = {
            Fact.UNREPORTED: int(self.state is Stand.UNREPORTED),
            Fact.DONE: int(self.state is Stand.DONE),
        }
        if self.figure is None:
            return facts
        facts |= {Fact.MISSES: self.misses, Fact.CAUGHT_UP_LATE: int(self.caught_up_late)}
        if self.progress is not None:
            facts[Fact.PROGRESS] = self.progress
        if self.chosen is not None:
            facts[Fact.POINTS_BEHIND] = self.chosen.points_behind
            facts |= {Fact.SHARE_OF_PACE: self.chosen.share} if self.chosen.share is not None else {}
        return facts


def standings(plan: Plan, progress: Progress, today: date) -> Iterator[Standing]:
    """Yield where every target stands, its own total first, then its units."""
    table, days = period_table(plan), ReportDays(plan)
    for target in plan.targets:
        if target.annual is None:
            yield Standing(target, target.lead_unit, True, target.owners.month, Stand.PENDING)
            continue
        split = split_target(target, table)
        parts = {f"{target.id}@{part.unit.id}" if part.unit else target.id: part for part in split.blocks}
        for block in share_blocks(split, table, (Level.MONTH,)):
            yield standing(block, parts[block.ident], progress, today, table, days)


def standing(
    block: ShareBlock, part: UnitSplit, progress: Progress, today: date, table: PeriodTable, days: ReportDays
) -> Standing:
    """Return where one target stands at one unit, from the block of its months."""
    target, unit = block.target, part.unit
    found = figures_until(progress.figures, target, unit.id if unit else "", today)
    case = _Case(block, progress.finished(block.ident), found, today, days)
    measured = _Measured.of(case, part, table) if found else _Measured()
    return Standing(
        target=target,
        unit=block.unit,
        own=unit is None,
        owner=block.owners[0],
        state=case.state(measured.chosen),
        figure=found.last if found else None,
        marks=case.marks,
        progress=measured.progress,
        linear=measured.linear,
        own_plan=measured.own_plan,
        chosen=measured.chosen,
        misses=case.misses,
        caught_up_late=case.caught_up_late,
        late_reports=case.late_reports(),
        first_missed=earliest(case.missed) if case.missed else -1,
        first_unreported=earliest(case.unreported) if case.unreported else -1,
        due=case.due_days[earliest(case.unreported)] if case.unreported else None,
    )


class _Case:
    """One share of a target while its state is worked out; sets are sets of its months."""

    def __init__(self, block: ShareBlock, finished: Labels, figures: Figures, today: date, days: ReportDays) -> None:
        self.block, self.marks, self.figures = block, marks_of(block), figures
        marks = self.marks
        report = block.target.report
        keep = first_periods(len(marks.days)) if block.keep is None else periods_where(block.keep)
        if finished:
            keep &= ~periods_where(bool(finished & {s.label, quarter_label(s.start)}) for s in block.slots)
        self.keep = keep
        self.met = marks.met(figures)
        self.covered = first_periods(marks.covered(figures))
        past = first_periods(sum(day < today for day in marks.days))
        self.missed = keep & self.covered & past & ~self.met
        self.due_days = days.due_for(report, marks.days) if report else []
        due = first_periods(sum(day < today for day in self.due_days))
        self.unreported = keep & due & ~self.covered & ~self.met
        self.report, self.days = report, days
        own = self._own_verdicts()
        self.misses = len(list(takewhile(lambda met: not met, reversed(own))))
        self.caught_up_late = bool(own) and own[-1] and not all(own)

    def state(self, chosen: Gap | None) -> Stand:
        """Return the state; ``chosen`` is the pace that the plan goes by."""
        if not self.keep:
            return Stand.DONE
        if not self.figures:
            return Stand.UNREPORTED if self.unreported else Stand.OPEN
        last = len(self.marks.values) - 1
        if self.met >> (8 * last) & 1 and (self.marks.stays or self.covered >> (8 * last) & 1):
            return Stand.DONE
        paced = self.block.target.pace is not PaceMethod.CHECKPOINTS and self.block.target.spreads
        if self.missed if not paced or chosen is None else chosen.points_behind > 0:
            return Stand.BEHIND
        if self.unreported:
            return Stand.UNREPORTED
        coming = self.met & ~self.covered
        return Stand.AHEAD if coming else Stand.ON_PACE

    def late_reports(self) -> int:
        """Return how many figures were recorded after they were due."""
        if self.report is None:
            return 0
        return sum(figure.at > self.days.due(self.report, figure.on) for figure in self.figures)

    def _own_verdicts(self) -> list[bool]:
        """Return whether each period that has a figure of its own was met by it, in order."""
        verdicts: dict[int, bool] = {}
        for figure in self.figures:
            index = sum(day <= figure.on for day in self.marks.days) - 1
            if index >= 0:
                verdicts[index] = self.marks.meets(figure.value, self.marks.values[index])
        return [verdicts[index] for index in sorted(verdicts)]


class _Measured(Struct, frozen=True):
    """The pace of one share at its last figure."""

    progress: Fraction | None = None
    linear: Gap | None = None
    own_plan: Gap | None = None
    chosen: Gap | None = None

    @classmethod
    def of(cls, case: _Case, part: UnitSplit, table: PeriodTable) -> _Measured:
        """Measure a share that has figures: a bound by its distance, anything else along its way."""
        block, figure, target = case.block, case.figures.last, case.block.target
        value, up = figure.value * 10**case.marks.decimals, case.marks.up
        if target.shape is Shape.DATED:
            whole = case.marks.values[-1]
            return cls(progress=value / whole if whole else None)
        if case.marks.values is not block.checkpoints or not part.months:
            return cls._bound(case, value)
        opening = opening_of(target, part)
        whole = part.reached + sum(part.months) - opening
        if not whole:
            return cls()
        expected = planned(table.plan, part.reached, block.slots, case.marks.values, figure.on)
        progress = (value - opening) / whole
        method = target.pace
        even = PaceMethod.MONTHS if method is PaceMethod.CHECKPOINTS else method
        rising = up if target.shape is Shape.FLOW else True  # a level is followed along its way, down as well as up
        linear = gap(progress, year_share(even, table.plan, figure.on), up=rising)
        own_plan = gap(progress, (expected - opening) / whole, up=rising)
        return cls(progress, linear, own_plan, own_plan if method is PaceMethod.CHECKPOINTS else linear)

    @classmethod
    def _bound(cls, case: _Case, value: Fraction) -> _Measured:
        index = max(latest(case.covered) if case.covered else 0, 0)
        bound, scale = case.marks.values[index], 10**case.marks.decimals
        short = Fraction(bound - value, scale) if case.marks.up else Fraction(value - bound, scale)
        share = (value / bound if case.marks.up else bound / value) if bound and value else None
        found = Gap(short, share, Fraction(1))
        return cls(own_plan=found, chosen=found)


def opening_of(target: Target, part: UnitSplit) -> int:
    """Return where the year began, in quanta: 0, or for a level its opening (a unit's own where it has one)."""
    if target.shape is not Shape.PATH:
        return 0
    return part.reached if part.unit is not None else target.opening
