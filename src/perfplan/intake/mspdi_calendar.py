"""Calendars of Microsoft Project's XML: which days work, as a calendar of perfplan's, and as a section of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from msgspec import Struct

from perfplan.calendars import available, country_calendar
from perfplan.diagnostics import Diagnostic
from perfplan.i18n import N_
from perfplan.intake._reader import Known
from perfplan.intake.plan_text import Value
from perfplan.intake.xml_nodes import Node
from perfplan.model.calendar import Calendar, SpecialDay
from perfplan.mspdi import MINUTES_A_DAY

RECURRING = N_("a recurring exception of a calendar")
_DAILY = ("", "1")
_LONGEST = 3660
_WORK_WEEK = (1, 2, 3, 4, 5)
_TIME = re.compile(r"(\d\d):(\d\d)", re.ASCII)


class FileCalendar(Struct, frozen=True):
    """A calendar of the file. ``minutes`` is how long its days are, ``years`` those that its exceptions touch."""

    calendar: Calendar
    name: str
    minutes: int
    years: tuple[int, ...]

    @property
    def every_day(self) -> bool:
        """Return whether it has no day off: its days are calendar days."""
        return len(self.calendar.weekdays) == 7 and all(each.working for each in self.calendar.specials)


def calendars_in(root: Node, file: str, findings: list[Diagnostic]) -> dict[str, FileCalendar]:
    """Return the base calendars by number; what cannot be said in a plan becomes a finding."""
    nodes = [each for each in root.listed("Calendars", "Calendar") if each.said("IsBaseCalendar") != "0"]
    return {each.said("UID"): _calendar(each, file, findings) for each in nodes}


def _calendar(node: Node, file: str, findings: list[Diagnostic]) -> FileCalendar:
    weekdays = [each for each in node.listed("WeekDays", "WeekDay") if each.said("DayType") in set("1234567")]
    working = [each for each in weekdays if each.said("DayWorking") == "1"]
    week = tuple(sorted((int(each.said("DayType")) + 5) % 7 + 1 for each in working)) or _WORK_WEEK
    specials = list(_specials(node, file, findings))
    name = node.said("Name")
    years = sorted({date.fromordinal(each.ordinal).year for each in specials})
    minutes = max((_minutes(each) for each in working), default=0) or MINUTES_A_DAY
    return FileCalendar(Calendar.build(name or "-", week, specials, {}, name=name), name, minutes, tuple(years))


def _minutes(day: Node) -> int:
    """Return how long a working day is."""
    times = day.listed("WorkingTimes", "WorkingTime")
    spells = [(_clock(each.said("FromTime")), _clock(each.said("ToTime"))) for each in times]
    return sum((closes - opens) % 1440 or 1440 for opens, closes in spells if opens is not None and closes is not None)


def _clock(text: str) -> int | None:
    found = _TIME.match(text)
    return int(found[1]) * 60 + int(found[2]) if found else None


def _specials(node: Node, file: str, findings: list[Diagnostic]) -> Iterator[SpecialDay]:
    """Yield the days of all exceptions, also of those that older programs write among the weekdays."""
    older = [each for each in node.listed("WeekDays", "WeekDay") if each.said("DayType") == "0"]
    for each in [*older, *node.listed("Exceptions", "Exception")]:
        days = _days(each)
        if each.said("Type") not in _DAILY or days is None:
            findings.append(Diagnostic("PP332", each.location(file), {"what": RECURRING, "name": each.said("Name")}))
            continue
        for day in days:
            yield SpecialDay(day.toordinal(), each.said("DayWorking") == "1", each.said("Name"))


def _days(exception: Node) -> list[date] | None:
    period = exception.first("TimePeriod")
    first, last = (day_of(period.said(end)) if period else None for end in ("FromDate", "ToDate"))
    if first is None or last is None or not 0 <= (last - first).days <= _LONGEST:
        return None
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def day_of(text: str) -> date | None:
    """Return the day of ``2025-09-08T08:00:00``, or None."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def name_in_plan(found: FileCalendar, known: Known, first: date, last: date) -> str | None:
    """Return what a plan calls a calendar of these days, empty if it is the plan's own; None if it has none.

    Calendars count as the same when they agree on every day of the project and of the years with exceptions.
    """
    days = _span(found, first, last)
    if known.calendar is not None and _same(found.calendar, known.calendar, days):
        return ""
    named = {**known.calendars, **{code: country_calendar(code) for code in available()}}
    return next((id_ for id_, calendar in named.items() if _same(found.calendar, calendar, days)), None)


def _same(one: Calendar, other: Calendar, days: range) -> bool:
    return all(one.works(day) == other.works(day) for day in days)


def _span(found: FileCalendar, first: date, last: date) -> range:
    """Return the days of the years that a project and the exceptions of its calendar touch."""
    years = (*found.years, first.year, last.year)
    return range(date(min(years), 1, 1).toordinal(), date(max(years), 12, 31).toordinal() + 1)


def section(id_: str, found: FileCalendar, first: date, last: date) -> Mapping[str, Value]:
    """Return a calendar as the plan writes it: by what departs from a country's, if that is less, or by itself."""
    fields: dict[str, Value] = {"id": id_}
    if found.name and found.name != id_:
        fields["name"] = found.name
    span = _span(found, first, last)
    base, days = "", [day for day in span if _is_own(found.calendar, day)]
    for code in available():
        country = country_calendar(code)
        departures = [day for day in span if found.calendar.works(day) != country.works(day)]
        if country.weekdays == found.calendar.weekdays and len(departures) < len(days):
            base, days = code, departures
    fields |= {"base": base} if base else {"base": "none", "week": list(found.calendar.weekdays)}
    for key, working in (("off", False), ("work", True)):
        chosen = [
            day for day in days if found.calendar.works(day) is working and (base or _is_own(found.calendar, day))
        ]
        if spans := list(_spans(found.calendar, chosen)):
            fields[key] = spans
    return fields if base or not found.years else fields | {"years": list(found.years)}


def _is_own(calendar: Calendar, day: int) -> bool:
    return calendar.works(day) != (date.fromordinal(day).isoweekday() in calendar.weekdays)


def _spans(calendar: Calendar, days: list[int]) -> Iterator[Value]:
    """Yield runs of days with one name: ``{on: 2025-10-01, to: 2025-10-08, name: 国庆节}``, or a bare day."""
    start = 0
    for place, day in enumerate(days, start=1):
        name = calendar.name_of(date.fromordinal(day))
        if place < len(days) and days[place] == day + 1 and calendar.name_of(date.fromordinal(days[place])) == name:
            continue
        first = date.fromordinal(days[start])
        span: dict[str, Value] = {"on": first}
        if place - 1 > start:
            span["to"] = date.fromordinal(day)
        if name:
            span["name"] = name
        yield span if len(span) > 1 else first
        start = place
