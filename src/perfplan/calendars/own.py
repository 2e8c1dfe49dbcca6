"""Calendars that a plan declares: its own days on top of a country, or a week of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec.structs import replace

from perfplan.model.calendar import Calendar, Coverage, SpecialDay, YearCoverage
from perfplan.model.unit import Leave

DECLARED = "declared in the plan"
"""Source of a year whose days off the plan itself lists; shown translated."""


def with_own_days(
    base: Calendar,
    id: str,  # noqa: A002 - the word of the plan format
    off: Iterable[date],
    work: Iterable[date],
    names: Mapping[date, str] | None = None,
    *,
    name: str = "",
    coverage: Mapping[int, YearCoverage] | None = None,
) -> Calendar:
    """Return ``base`` with the organisation's own days off and working days, which win over the base's.

    A day in both lists works. The base's name for a day is kept where the plan agrees with it, and dropped where the
    plan turns the day round, as it no longer fits.

    Args:
        base: the calendar to build on; its week is kept.
        id: the new calendar's name in the plan.
        off: days off.
        work: working days.
        names: names for any of these days.
        name: what readers call the calendar; the base's name when left out.
        coverage: years whose days the plan lists completely, such as those of a notice newer than this package: the
            base's own days of these years are forgotten. Other years stay known as they were, as a few own days do not
            make an estimated year official.
    """
    complete = coverage or {}
    kept = [day for day in base.specials if date.fromordinal(day.ordinal).year not in complete]
    ground = Calendar.build(base.id, base.weekdays, kept, {**base.years, **complete}, name=name or base.name)
    own = [_keeping_name(ground, day) for day in _own_days(off, work, names or {})]
    return Calendar.build(id, ground.weekdays, (*kept, *own), ground.years, name=ground.name)


def weekly_calendar(
    id: str,  # noqa: A002 - the word of the plan format
    weekdays: Iterable[int],
    off: Iterable[date] = (),
    work: Iterable[date] = (),
    names: Mapping[date, str] | None = None,
    *,
    name: str = "",
    coverage: Mapping[int, YearCoverage] | None = None,
) -> Calendar:
    """Return a calendar with its own week (ISO weekdays, 1 = Monday), days off and working days.

    Args:
        id: its name in the plan.
        weekdays: the days that normally work, at least one.
        off: days off; a day that is also in ``work`` works.
        work: working days outside the week.
        names: names for any of these days.
        name: what readers call the calendar; the id when left out.
        coverage: what is known of each year; when left out, years with a listed day count as declared by the plan and
            the others as not covered.

    Raises:
        ValueError: no weekday works, or one is outside 1..7.
    """
    specials = list(_own_days(off, work, names or {}))
    if coverage is None:
        years = {date.fromordinal(special.ordinal).year for special in specials}
        coverage = {year: YearCoverage(Coverage.OFFICIAL, DECLARED) for year in sorted(years)}
    return Calendar.build(id, weekdays, specials, coverage, name=name)


def without_leave(base: Calendar, person: str, leave: Iterable[Leave]) -> Calendar:
    """Return ``base`` as one person works it: without the days of leave, under an id of its own."""
    away = (date.fromordinal(day) for span in leave for day in range(span.first.toordinal(), span.last.toordinal() + 1))
    return with_own_days(base, f"{base.id}-{person}", away, ())


def _own_days(off: Iterable[date], work: Iterable[date], names: Mapping[date, str]) -> Iterator[SpecialDay]:
    for working, days in ((False, off), (True, work)):
        for day in days:
            yield SpecialDay(day.toordinal(), working, names.get(day, ""))


def _keeping_name(base: Calendar, own: SpecialDay) -> SpecialDay:
    if own.name or base.works(own.ordinal) is not own.working:
        return own
    return replace(own, name=base.name_of(date.fromordinal(own.ordinal)))
