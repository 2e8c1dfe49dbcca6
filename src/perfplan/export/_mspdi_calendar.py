"""Working calendars in Microsoft Project's XML: the week, and every day that departs from it as an exception.

Days of eight hours. Departures are written for the years that a project touches, with a year on either side, so that
the program can move dates about; runs of days with one name make one exception.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from xml.etree.ElementTree import Element

from msgspec import Struct

from perfplan.export._xml import child, put
from perfplan.model.calendar import Calendar
from perfplan.model.project import Project, Stage
from perfplan.mspdi import HOURS

PROJECT_CALENDAR = 1
_BY_OCCURRENCE, _DAILY = 0, 1


class Calendars(Struct, frozen=True):
    """The calendars of a project by number; ``every_day`` is the number of the one for calendar days, if it is used."""

    numbered: dict[Calendar, int]
    every_day: int | None

    def of_stage(self, stage: Stage) -> int:
        """Return the number of a stage's calendar."""
        working = stage.duration.working or self.every_day is None
        return self.numbered[stage.calendar] if working else self.every_day or PROJECT_CALENDAR


def calendars_of(project: Project) -> Calendars:
    """Return the project's calendar first, then those of its stages, then calendar days."""
    used = [project.calendar, *(stage.calendar for stage in project.stages if stage.duration.working)]
    numbered = {calendar: number for number, calendar in enumerate(dict.fromkeys(used), start=PROJECT_CALENDAR)}
    calendar_days = any(not stage.duration.working for stage in project.stages)
    return Calendars(numbered, len(numbered) + 1 if calendar_days else None)


def write_calendars(root: Element, calendars: Calendars, project: Project, name_of_every_day: str) -> None:
    """Add the section of calendars."""
    section = child(root, "Calendars")
    years = range(project.start.year - 1, project.deadline.year + 2)
    taken: set[str] = set()
    for calendar, number in calendars.numbered.items():
        name = calendar.name if calendar.name not in taken else f"{calendar.name} ({number})"
        taken.add(name)
        _write(section, number, name, calendar.weekdays, tuple(_departures(calendar, years)))
    if calendars.every_day is not None:
        _write(section, calendars.every_day, name_of_every_day, tuple(range(1, 8)), ())


class _Run(Struct, frozen=True):
    first: date
    last: date
    working: bool
    name: str


def _departures(calendar: Calendar, years: range) -> Iterator[_Run]:
    """Yield runs of days that the weekly pattern has otherwise, or that bear a name on a day off."""
    run: _Run | None = None
    for special in calendar.specials:
        day = date.fromordinal(special.ordinal)
        if day.year not in years or special.working == (day.isoweekday() in calendar.weekdays):
            continue
        if run and (day - run.last).days == 1 and (run.working, run.name) == (special.working, special.name):
            run = _Run(run.first, day, run.working, run.name)
            continue
        if run:
            yield run
        run = _Run(day, day, special.working, special.name)
    if run:
        yield run


def _write(section: Element, number: int, name: str, week: Sequence[int], departures: Sequence[_Run]) -> None:
    calendar = child(section, "Calendar", UID=number, Name=name, IsBaseCalendar=1, BaseCalendarUID=-1)
    days = child(calendar, "WeekDays")
    for weekday in (7, 1, 2, 3, 4, 5, 6):  # there the week begins on Sunday, with number 1
        day = child(days, "WeekDay", DayType=weekday % 7 + 1, DayWorking=int(weekday in week))
        if weekday in week:
            _hours(day)
    if departures:
        exceptions = child(calendar, "Exceptions")
        for run in departures:
            _exception(exceptions, run)


def _exception(section: Element, run: _Run) -> None:
    exception = child(section, "Exception", EnteredByOccurrences=_BY_OCCURRENCE)
    child(exception, "TimePeriod", FromDate=f"{run.first}T00:00:00", ToDate=f"{run.last}T23:59:00")
    days = (run.last - run.first).days + 1
    put(exception, Occurrences=days, Name=run.name or None, Type=_DAILY, DayWorking=int(run.working))
    if run.working:
        _hours(exception)


def _hours(parent: Element) -> None:
    times = child(parent, "WorkingTimes")
    for opens, closes in HOURS:
        child(times, "WorkingTime", FromTime=opens, ToTime=closes)
