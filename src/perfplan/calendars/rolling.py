"""Where a deadline goes when it falls on a day off."""

from __future__ import annotations

from datetime import date, timedelta

from perfplan.model.calendar import Calendar, Roll

_MODIFIED = {Roll.MODIFIED_PRECEDING: Roll.PRECEDING, Roll.MODIFIED_FOLLOWING: Roll.FOLLOWING}


def roll(calendar: Calendar, day: date, convention: Roll, within: tuple[date, date] | None = None) -> date:
    """Return the day a deadline really falls on.

    A working day stays where it is. ``preceding`` and ``following`` go to the nearest working day in their direction,
    ``nearest`` to the closer one (the earlier of two equally close ones, so that nothing becomes due later than it
    needs to). The ``modified-`` forms turn round instead of leaving the calendar month.

    Args:
        calendar: says which days work.
        day: the deadline as declared; taken to the closest end of ``within`` if it lies outside.
        convention: which way to go; ``none`` returns ``day`` as it is.
        within: first and last day of the period that the deadline may not leave. Then every convention turns round at
            its ends, and a period without a working day keeps ``day``.
    """
    if convention is Roll.NONE:
        return day
    if within is not None:
        day = min(max(day, within[0]), within[1])
    if calendar.is_workday(day):
        return day
    if convention in _MODIFIED and within is None:
        within = _month_of(day)
    first, last = within or (date.min, date.max)
    before, after = calendar.previous_workday(day), calendar.next_workday(day)
    inside = [found for found in (before, after) if first <= found <= last and calendar.is_workday(found)]
    return _preferred(inside, day, _MODIFIED.get(convention, convention)) if inside else day


def _preferred(candidates: list[date], day: date, convention: Roll) -> date:
    """Choose between the working days on both sides (one or two, ascending)."""
    if convention is Roll.NEAREST:
        return min(candidates, key=lambda found: abs(found - day))
    return candidates[0] if convention is Roll.PRECEDING else candidates[-1]


def _month_of(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    if (day.year, day.month) == (date.max.year, date.max.month):
        return first, date.max
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
