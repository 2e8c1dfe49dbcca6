"""The outlook of a plan's targets: will they make the year, and how much a month is still needed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

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
from perfplan.track.figures import figures_until
from perfplan.track.forecast import MONTHS, Estimate, Verdict, estimate, indexes, seasonal_run_rate, verdict


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
        needed: what each month that is left must bring; 0 if it is made, None in the last month's place.
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
    """Yield the outlook of every target whose amounts add up over the year; of one target, its units' too.

    Args:
        plan: the plan, with its past actuals.
        progress: what the ledger says.
        today: figures for later days are left out.
        only: id of one target, or '' for all targets' own totals.
    """
    table = period_table(plan)
    for target in plan.targets:
        if target.value is None or target.implied or target.shape is not Shape.FLOW or only not in {"", target.id}:
            continue
        split = split_target(target, table)
        for part in split.blocks if only else (split.own,):
            yield _outlook(plan, target, part, progress, today)


def _outlook(plan: Plan, target: Target, part: UnitSplit, progress: Progress, today: date) -> Outlook:
    unit = part.unit.id if part.unit else ""
    figures = figures_until(progress.figures, target, unit, today)
    years = past_years(plan, target.id, unit)
    months = month_amounts(plan, figures, indexes(years))
    known = bool(years or months) and len(plan.months) == MONTHS
    found = estimate(years, months) if known else None
    value = Fraction(part.value, 10**target.decimals)
    up = target.direction is Direction.UP
    reached = figures[-1].value if figures else None
    left = len(plan.months) - len(months)
    missing = max(value - (reached or 0), Fraction(0))
    return Outlook(
        target=target,
        unit=part.unit or target.lead_unit,
        own=part.unit is None,
        reached=reached,
        on=figures[-1].on if figures else None,
        months=len(months),
        years=len(years),
        value=value,
        found=found,
        answer=verdict(found, float(value), up=up) if found else None,
        needed=missing / left if left and up else None,
    )


def past_years(plan: Plan, target: str, unit: str) -> list[list[float]]:
    """Return up to three complete past years as amounts a month, oldest first."""
    values = plan.history.get((target, unit), {})
    numbers = [month.start.month for month in plan.months]
    return [[float(amount) for amount in year] for year in yearly(values, numbers, plan.start.year)]


def month_amounts(plan: Plan, figures: Sequence[Figure], season: Sequence[float]) -> list[float]:
    """Return what each month brought until the last one that has ended with a figure.

    What several months brought together (statistics know no January) is shared by ``season``.
    """
    days = [figure.on for figure in figures]
    amounts: list[float] = []
    before = 0.0
    for index, month in enumerate(plan.months):
        place = bisect_right(days, month.last) - 1
        if place < 0 or days[place] < plan.calendar.previous_workday(month.last):
            continue
        reached = float(figures[place].value)
        gap = range(len(amounts), index + 1)
        whole = sum(season[i] for i in gap)
        amounts += [(reached - before) * season[i] / whole for i in gap]
        before = reached
    return amounts


class Backtest(Struct, frozen=True):
    """How wrong forecasts of past years would have been after so many months, in percent of the year.

    ``ours`` and ``run_rate`` are means over ``cases`` years of all targets; ``held`` is the share of those years whose
    end lay in the interval, in percent.
    """

    month: int
    cases: int
    ours: float
    run_rate: float
    held: float


def backtest(plan: Plan, only: str = "") -> list[Backtest]:
    """Forecast each past year from the years before it, after each month, and compare with what it came to."""
    errors: dict[int, list[tuple[float, float, bool]]] = {}
    for target, unit in sorted(plan.history):
        if only in {"", target}:
            years = past_years(plan, target, unit)
            for place in range(1, len(years)):
                _try(years[:place], years[place], errors)
    found = []
    for month, cases in sorted(errors.items()):
        ours, theirs, held = (100 * sum(column) / len(cases) for column in zip(*cases, strict=True))
        found.append(Backtest(month, len(cases), ours, theirs, held))
    return found


def _try(
    past: Sequence[Sequence[float]], actual: Sequence[float], errors: dict[int, list[tuple[float, float, bool]]]
) -> None:
    whole = sum(actual)
    if whole <= 0:
        return
    for month in range(1, MONTHS):
        known = actual[:month]
        found = estimate(past, known)
        theirs = abs(seasonal_run_rate(past, known) - whole) / whole
        held = found.low <= whole <= found.high
        errors.setdefault(month, []).append((abs(found.total - whole) / whole, theirs, held))
