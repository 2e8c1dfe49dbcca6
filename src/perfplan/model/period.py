"""Periods of a plan's year: half-years, quarters, months, ten days and days, as half-open ranges with stable labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

ONE_DAY = timedelta(days=1)


class Level(StrEnum):
    """What a task belongs to, coarse to fine; ``stage`` and ``phase`` come from projects and campaigns."""

    __hash__ = str.__hash__  # that of enums is a function of Python, and blocks are counted by the ten thousand

    QUARTER = "quarter"
    MONTH = "month"
    TEN_DAY = "ten-day"
    DAY = "day"
    STAGE = "stage"
    PHASE = "phase"


class Period(Struct, frozen=True, order=True):
    """Days from ``start`` up to, but not including, ``end``; ``label`` is ``2025-Q1``, ``2025-03`` or a date."""

    start: date
    end: date
    label: str

    @property
    def last(self) -> date:
        """The period's last day."""
        return self.end - ONE_DAY

    def __contains__(self, day: date) -> bool:
        """Whether ``day`` lies in the period."""
        return self.start <= day < self.end


def quarter_of(month: int) -> int:
    """Return the calendar quarter (1-4) of a month number."""
    return (month + 2) // 3


def quarter_label(day: date) -> str:
    """Return the calendar quarter of a day: ``2025-Q1``. Fiscal years keep calendar labels, so none is ambiguous."""
    return f"{day.year}-Q{quarter_of(day.month)}"


def half_label(day: date) -> str:
    """Return the calendar half-year of a day: ``2025-H1``."""
    return f"{day.year}-H{(day.month + 5) // 6}"


def month_label(day: date) -> str:
    """Return the month of a day: ``2025-03``."""
    return f"{day.year:04d}-{day.month:02d}"


def ten_day_label(day: date) -> str:
    """Return the ten-day period (旬) of a day: ``2025-03-T1`` to the 10th, ``-T2`` to the 20th, ``-T3`` to the end."""
    return f"{month_label(day)}-T{min((day.day + 9) // 10, 3)}"


def months(start: date, end: date) -> tuple[Period, ...]:
    """Return the months that cover ``[start, end)``, the first and last clipped to it."""
    return tuple(_split(start, end, month_label))


def quarters(start: date, end: date) -> tuple[Period, ...]:
    """Return the calendar quarters that cover ``[start, end)``, the first and last clipped to it."""
    return tuple(_split(start, end, quarter_label))


def halves(start: date, end: date) -> tuple[Period, ...]:
    """Return the calendar half-years that cover ``[start, end)``, the first and last clipped to it."""
    return tuple(_split(start, end, half_label))


def _split(start: date, end: date, name: Callable[[date], str]) -> Iterator[Period]:
    first = start
    while first < end:
        following = _next_month(first)
        while following < end and name(following) == name(first):
            following = _next_month(following)
        last = min(following, end)
        yield Period(first, last, name(first))
        first = last


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
