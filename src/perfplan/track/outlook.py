"""The outlook of a plan's targets: will they make the year, and how much is still needed?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct

from perfplan.ledger.progress import Progress
from perfplan.ledger.states import Figure
from perfplan.load.history import yearly
from perfplan.model.plan import Plan
from perfplan.model.target import Direction, Shape, Target
from perfplan.model.unit import Unit
from perfplan.split.engine import split_target
from perfplan.split.result import UnitSplit
from perfplan.split.table import period_table
from perfplan.track.figures import figures_until, rate_on
from perfplan.track.forecast import MONTHS, Estimate, Verdict, estimate, indexes, verdict
from perfplan.track.ratios import rest_after
from perfplan.track.standing import opening_of
from perfplan.track.year_end import Seen, average_end, level_end, value_end

FORECAST = frozenset((Shape.FLOW, Shape.PATH, Shape.HOLD))
"""What has a course over the year; what is measured once, or done by a day, has none to forecast."""


class Outlook(Struct, frozen=True):
    """One target at one unit.

    Attributes:
        target: the target.
        unit: the unit; the lead unit for the target's own total.
        own: whether this is the target's own total.
        reached: what is reached by the last figure, in the unit of measure; None without figures.
        on: the day of that figure.
        months: how many months of the year are known.
        years: how many past years were used.
        value: what the year must reach.
        found: the estimate; None where nothing is known.
        answer: whether it will be made; None where nothing is known.
        needed: what each month that is left must bring, 0 if it is made: an amount, a level's change, or what a value
            of the year so far must be in the rest of it. None where no month is left, for ceilings of amounts, and for
            bounds that hold day by day.
    """

    target: Target
    unit: Unit
    own: bool
    reached: Fraction | None
    on: date | None
    months: int
    years: int
    value: Fraction
    found: Estimate | None
    answer: Verdict | None
    needed: Fraction | None


def outlooks(plan: Plan, progress: Progress, today: date, only: str = "") -> Iterator[Outlook]:
    """Yield the outlook of every target that has a course over the year; of one target, its units' too.

    Args:
        plan: the plan, with its past actuals.
        progress: what the ledger says.
        today: figures for later days are left out.
        only: id of one target, or '' for all targets' own totals.
    """
    table = period_table(plan)
    for target in plan.targets:
        if target.value is None or target.shape not in FORECAST or only not in {"", target.id}:
            continue
        split = split_target(target, table)
        for part in split.blocks if only and not target.implied else (split.own,):
            yield _Case(plan, target, part, progress, today).outlook()


class _Case:
    """One target at one unit while its outlook is worked out."""

    def __init__(self, plan: Plan, target: Target, part: UnitSplit, progress: Progress, today: date) -> None:
        self.plan, self.target, self.part = plan, target, part
        self.unit = part.unit.id if part.unit else ""
        self.figures = figures_until(progress.figures, target, self.unit, today)
        self.seen = moments(plan, self.figures)
        self.up = target.direction is Direction.UP
        self.years: list[list[float]] = []

    @property
    def value(self) -> Fraction:
        """What the year must reach."""
        quanta = rate_on(self.target, date.max) if self.target.implied else self.part.bound(date.max)
        return Fraction(quanta, 10**self.target.decimals)

    def outlook(self) -> Outlook:
        """Return what is to be expected."""
        months, found, needed = self._by_shape()
        last = self.figures[-1] if self.figures else None
        return Outlook(
            target=self.target,
            unit=self.part.unit or self.target.lead_unit,
            own=self.part.unit is None,
            reached=last.value if last else None,
            on=last.on if last else None,
            months=months,
            years=len(self.years),
            value=self.value,
            found=found,
            answer=self._settled() or verdict(found, float(self.value), up=self.up) if found else None,
            needed=needed,
        )

    def _by_shape(self) -> tuple[int, Estimate | None, Fraction | None]:
        if self.target.shape is Shape.FLOW:
            return self._flow()
        months = int(self.seen[-1][0]) if self.seen else 0
        if self.target.shape is Shape.PATH:
            return months, *self._level()
        return months, *(self._to_date() if self.target.to_date else (self._of_the_day(), None))

    def _flow(self) -> tuple[int, Estimate | None, Fraction | None]:
        self.years = past_years(self.plan, self.target.id, self.unit)
        months = month_amounts(self.plan, self.figures, indexes(self.years))
        known = bool(self.years or months) and len(self.plan.months) == MONTHS
        left = len(self.plan.months) - len(months)
        missing = max(self.value - (self.figures[-1].value if self.figures else 0), Fraction(0))
        found = estimate(self.years, months) if known else None
        return len(months), found, missing / left if left and self.up else None

    def _level(self) -> tuple[Estimate | None, Fraction | None]:
        opening = Fraction(opening_of(self.target, self.part), 10**self.target.decimals)
        seen = [(Fraction(0), opening), *((after, figure.value) for after, figure in self.seen)]
        whole, (after, last) = len(self.plan.months), seen[-1]
        missing = self.value - last
        change = max(missing, Fraction(0)) if self.up else min(missing, Fraction(0))
        found = level_end(_floats(seen), whole) if self.seen else None
        return found, change / (whole - after) if after < whole else None

    def _of_the_day(self) -> Estimate | None:
        seen = [(after, figure.value) for after, figure in self.seen]
        return value_end(_floats(seen), len(self.plan.months)) if seen else None

    def _to_date(self) -> tuple[Estimate | None, Fraction | None]:
        if not self.seen:
            return None, None
        seen, whole = self._averages()
        found = average_end(_floats(seen), float(whole))
        known, last = seen[-1]
        rest = whole - known
        return found, max((self.value * whole - last * known) / rest, Fraction(0)) if rest > 0 else None

    def _averages(self) -> tuple[list[tuple[Fraction, Fraction]], Fraction]:
        """Return the values so far with what they are averages of, cases or else months; and how many the year has."""
        by_month = [(after, figure.value) for after, figure in self.seen]
        cases = [(figure.whole, figure.value) for _, figure in self.seen if figure.whole]
        grows = all(before < now for (before, _), (now, _) in pairwise(cases))
        if len(cases) < len(by_month) or not grows:
            return by_month, Fraction(len(self.plan.months))
        after, last = self.seen[-1]
        rest = rest_after(self.target, last)
        return cases, last.whole + rest.left if rest else last.whole * len(self.plan.months) / after

    def _settled(self) -> Verdict | None:
        """Return the answer where the cases so far leave no other; None where they do."""
        rest = rest_after(self.target, self.figures[-1]) if self.figures else None
        if rest is None:
            return None
        if rest.allowed < 0:
            return Verdict.WILL_NOT
        sure = rest.needed <= 0 if self.up else rest.allowed >= rest.left
        return Verdict.WILL if sure else None


def past_years(plan: Plan, target: str, unit: str) -> list[list[float]]:
    """Return up to three complete past years as amounts a month, oldest first."""
    values = plan.history.get((target, unit), {})
    numbers = [month.start.month for month in plan.months]
    return [[float(amount) for amount in year] for year in yearly(values, numbers, plan.start.year)]


def month_ends(plan: Plan, figures: Sequence[Figure]) -> list[tuple[int, Figure]]:
    """Return the figures that say how a month ended, each with how many months of the year had passed."""
    days = [figure.on for figure in figures]
    found = []
    for passed, month in enumerate(plan.months, start=1):
        place = bisect_right(days, month.last) - 1
        if place >= 0 and days[place] >= plan.calendar.previous_workday(month.last):
            found.append((passed, figures[place]))
    return found


def moments(plan: Plan, figures: Sequence[Figure]) -> list[tuple[Fraction, Figure]]:
    """Return the figures of months' ends and the last of all, each with how many months of the year had passed."""
    found = [(Fraction(passed), figure) for passed, figure in month_ends(plan, figures)]
    last = figures[-1] if figures else None
    if last is None or (found and found[-1][1].on >= last.on):
        return found
    for passed, month in enumerate(plan.months):
        if last.on in month:
            days = (last.on - month.start).days + 1
            found.append((passed + Fraction(days, (month.end - month.start).days), last))
    return found


def _floats(seen: Sequence[tuple[Fraction, Fraction]]) -> list[Seen]:
    return [Seen(float(after), float(value)) for after, value in seen]


def month_amounts(plan: Plan, figures: Sequence[Figure], season: Sequence[float]) -> list[float]:
    """Return what each month brought until the last one that has ended with a figure.

    What several months brought together (statistics know no January) is shared by ``season``.
    """
    amounts: list[float] = []
    before = 0.0
    for passed, figure in month_ends(plan, figures):
        reached = float(figure.value)
        gap = range(len(amounts), passed)
        whole = sum(season[i] for i in gap)
        amounts += [(reached - before) * season[i] / whole for i in gap]
        before = reached
    return amounts
