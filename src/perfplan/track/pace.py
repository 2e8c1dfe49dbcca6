"""Pace (序时进度): where a target should stand on the day of its last figure, and how far from there it is.

Two views are always given, because they disagree: the linear one (months of the year, or days) and the plan's own. At
the end of April a county's projects had 21.3 % of the year: 12.0 points behind 4/12, and 132.1 % of the plan.

Everything is exact; rounding happens where it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from msgspec import Struct

from perfplan.model.pace import PaceMethod
from perfplan.model.plan import Plan
from perfplan.split.table import Slot


class Gap(Struct, frozen=True):
    """How far a value is from where it should be.

    Attributes:
        points_behind: percentage points of the way from the opening to the year's value; negative is ahead.
        share: what is reached, of what should be; None where nothing was to be reached yet.
        expected: what should have been reached, of the year.
    """

    points_behind: Fraction
    share: Fraction | None
    expected: Fraction


def gap(progress: Fraction, expected: Fraction, *, up: bool = True) -> Gap:
    """Compare two shares of the year's way.

    Args:
        progress: what has been reached, of the year.
        expected: what should have been reached, of the year.
        up: whether more is better; for a ceiling being below the pace is being ahead.
    """
    points = (expected - progress) * 100
    return Gap(points if up else -points, progress / expected if expected else None, expected)


def year_share(method: PaceMethod, plan: Plan, day: date) -> Fraction:
    """Return which share of the plan's year has passed at the end of a day, by months, days or working days."""
    if method is PaceMethod.MONTHS:
        ended = sum(1 for month in plan.months if _month_is_over(plan, month.last, day))
        return Fraction(ended, len(plan.months))
    last = min(max(day, plan.start - timedelta(days=1)), plan.end)
    if method is PaceMethod.DAYS:
        return Fraction((last - plan.start).days + 1, (plan.end - plan.start).days + 1)
    return Fraction(plan.calendar.count(plan.start, last), max(plan.calendar.count(plan.start, plan.end), 1))


def _month_is_over(plan: Plan, last: date, day: date) -> bool:
    """Whether nothing of a month is left after ``day``: on its last working day it is over too."""
    return day >= last or (
        day.year == last.year and day.month == last.month and day >= plan.calendar.previous_workday(last)
    )


def planned(plan: Plan, opening: int, slots: Sequence[Slot], marks: Sequence[int], day: date) -> Fraction:
    """Return what the plan's checkpoints ask for at the end of a day, in quanta; inside a period by working days.

    Args:
        plan: gives the calendar.
        opening: what was reached before the first slot.
        slots: the months of the target.
        marks: the checkpoint of each.
        day: any day.
    """
    before = opening
    for slot, mark in zip(slots, marks, strict=True):
        if day < slot.start:
            break
        if day < slot.deadline:
            whole = plan.calendar.count(slot.start, slot.deadline)
            passed = plan.calendar.count(slot.start, day)
            return before + Fraction((mark - before) * passed, whole) if whole else Fraction(before)
        before = mark
    return Fraction(before)
