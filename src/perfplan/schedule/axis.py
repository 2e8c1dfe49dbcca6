"""The integer axis of scheduling: boundaries between days, and how stages and lags sit on them.

A boundary is the midnight at which a day begins, numbered by that day's ordinal. A stage occupies the days from its
start boundary up to, but not including, its finish boundary; so a start prints as the day after its boundary and an
inclusive finish as the day before. A calendar of ``None`` means calendar days.
"""

from __future__ import annotations

from datetime import date

from perfplan.model.calendar import Calendar

_FIRST_DAY = date.min.toordinal()
_LAST_DAY = date.max.toordinal()


def day_at(ordinal: int) -> date:
    """Return the date of an ordinal; beyond the years 1 and 9999, the first or last day there is."""
    return date.fromordinal(min(max(ordinal, _FIRST_DAY), _LAST_DAY))


def lag_after(boundary: int, lag: int, calendar: Calendar | None) -> int:
    """Return the first boundary that keeps a lag after ``boundary``.

    A lag of n working days asks that n working days lie between the two; a negative one lets them overlap by as many.
    No lag asks that the second is not before the first, days off included.
    """
    if calendar is None or lag == 0:
        return boundary + lag
    return calendar.workday_at(calendar.rank(boundary) + lag - 1) + 1


def lag_before(boundary: int, lag: int, calendar: Calendar | None) -> int:
    """Return the last boundary from which a lag still reaches ``boundary``: the adjoint of :func:`lag_after`."""
    if calendar is None or lag == 0:
        return boundary - lag
    return calendar.workday_at(calendar.rank(boundary) - lag)


def place_early(
    days: int, calendar: Calendar | None, start_floor: int, finish_floor: int, origin: int
) -> tuple[int, int]:
    """Return the first start and finish boundary of ``days`` days, neither below its floor.

    A working-day stage starts and ends on working days. A milestone (0 days) is one boundary at the end of a day, a
    working day if it counts those; or the very beginning of the project, ``origin``.
    """
    if not days:
        boundary = max(start_floor, finish_floor)
        if calendar is not None and boundary != origin:
            boundary = calendar.workday_at(calendar.rank(boundary - 1)) + 1
        return boundary, boundary
    if calendar is None:
        start = max(start_floor, finish_floor - days)
        return start, start + days
    first = max(calendar.rank(start_floor), calendar.rank(finish_floor - 1) - days + 1)
    return calendar.workday_at(first), calendar.workday_at(first + days - 1) + 1


def place_late(
    days: int, calendar: Calendar | None, start_ceiling: int, finish_ceiling: int, origin: int
) -> tuple[int, int]:
    """Return the last start and finish boundary of ``days`` days, neither above its ceiling; as above, mirrored."""
    if not days:
        ceiling = min(start_ceiling, finish_ceiling)
        boundary = ceiling if calendar is None else calendar.workday_at(calendar.rank(ceiling) - 1) + 1
        if boundary < origin <= ceiling:
            boundary = origin
        return boundary, boundary
    if calendar is None:
        finish = min(finish_ceiling, start_ceiling + days)
        return finish - days, finish
    first = min(calendar.rank(finish_ceiling) - days, calendar.rank(start_ceiling + 1) - 1)
    return calendar.workday_at(first), calendar.workday_at(first + days - 1) + 1


def distance(early: int, late: int, calendar: Calendar | None) -> int:
    """Return how many days ``late`` lies after ``early``, in the calendar's days; negative exactly when it is before.

    Boundaries of one stage differ by whole days of its own, save for a milestone at the beginning of a project, which
    may stand within a weekend: there the sign is kept by counting one day.
    """
    if calendar is None:
        return late - early
    days = calendar.rank(late) - calendar.rank(early)
    return -1 if days == 0 and late < early else days
