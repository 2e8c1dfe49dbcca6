"""The plan's calendars: a country's, the organisation's own days on top, or a week of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from perfplan.calendars import available, country_calendar, weekly_calendar, with_own_days
from perfplan.load.chinese import keyword_for
from perfplan.load.resolve.scope import Item, Scope
from perfplan.model.calendar import Calendar, Coverage, YearCoverage
from perfplan.spec.calendar import CalendarSpec, NamedDay

DEFAULT_WEEK = (1, 2, 3, 4, 5)
MAX_SPAN_DAYS = 3660


def resolve_calendars(main: Item[CalendarSpec] | None, others: Sequence[Item[CalendarSpec]], scope: Scope) -> None:
    """Fill the scope's calendars; the plan's own is Monday to Friday where none is declared."""
    for item in scope.unique([i for i in others if i.spec.id], "calendar"):
        scope.calendars[item.spec.id] = _calendar(item, item.spec.id, scope)
    for item in others:
        if item.spec.id is None:
            scope.report("PP202", item.at(), key="id")
    scope.calendar = _calendar(main, "plan", scope) if main else weekly_calendar("plan", DEFAULT_WEEK)


def find_calendar(
    name: str | None, item: Item[object], scope: Scope, default: Calendar, key: str = "calendar"
) -> Calendar:
    """Return the calendar that a project or stage names (an id of the plan's, or a country), else the default."""
    if name is None:
        return default
    found = scope.calendars.get(name)
    if found is None and name in available():
        found = country_calendar(name)
    if found is None:
        hidden = scope.hidden.get("calendars", frozenset())
        if name not in hidden:
            near = keyword_for(name, (*scope.calendars, *available()))
            scope.report("PP311", item.at(key), name=name, nearest=near)
    return found or default


def _calendar(item: Item[CalendarSpec], calendar_id: str, scope: Scope) -> Calendar:
    spec = item.spec
    off, work = _days(item, "off", spec.off, scope), _days(item, "work", spec.work, scope)
    both = set(off) & set(work)
    for day in sorted(both):
        index = next(number for number, named in enumerate(spec.work) if day in _span(named))
        scope.report("PP505", item.at("work", index), date=day.isoformat())
    names = {day: name for day, name in {**off, **work}.items() if name}
    source = spec.source or ""
    coverage = {year: YearCoverage(Coverage.OFFICIAL, source) for year in spec.years}
    base = _base(item, scope)
    if base is not None and not both:
        _report_idle(item, "off", spec.off, base, scope)
        _report_idle(item, "work", spec.work, base, scope)
    if base is None:
        week = _week(item, scope)
        return weekly_calendar(calendar_id, week, off, work, names, name=spec.name or "", coverage=coverage or None)
    if spec.week is not None:
        scope.report("PP414", item.key_at("week"), key="week", kind=spec.base or "")
    if not (off or work or coverage) and spec.id is None:
        return base
    return with_own_days(base, calendar_id, off, work, names, name=spec.name or "", coverage=coverage or None)


def _base(item: Item[CalendarSpec], scope: Scope) -> Calendar | None:
    name = item.spec.base
    if name is None or name == "none":
        return None
    if name in scope.calendars:
        return scope.calendars[name]
    if name in available():
        return country_calendar(name)
    near = keyword_for(name, (*scope.calendars, *available()))
    scope.report("PP311", item.at("base"), name=name, nearest=near)
    return None


def _week(item: Item[CalendarSpec], scope: Scope) -> tuple[int, ...]:
    week = item.spec.week
    if week is None:
        return DEFAULT_WEEK
    for index, day in enumerate(week):
        if not 1 <= day <= 7:
            scope.report("PP213", item.at("week", index), value=str(day), bound="1-7")
    if not week:
        scope.report("PP213", item.at("week"), value="[]", bound="1-7")
    return tuple(day for day in week if 1 <= day <= 7) or DEFAULT_WEEK


def _days(item: Item[CalendarSpec], key: str, days: Sequence[NamedDay], scope: Scope) -> dict[date, str]:
    found: dict[date, str] = {}
    for index, named in enumerate(days):
        bound = bound_passed(named.on, named.to) if named.to else ""
        if named.to and bound:
            scope.report("PP213", item.at(key, index, "to"), value=named.to.isoformat(), bound=bound)
            continue
        found.update((day, named.name or "") for day in _span(named))
    return found


def bound_passed(first: date, last: date) -> str:
    """Return which bound the last day of a span does not keep; empty if it keeps both."""
    if last < first:
        return f">= {first}"
    return f"<= {first + timedelta(days=MAX_SPAN_DAYS)}" if (last - first).days > MAX_SPAN_DAYS else ""


def _report_idle(item: Item[CalendarSpec], key: str, days: Sequence[NamedDay], base: Calendar, scope: Scope) -> None:
    """Report days that change nothing: they are so in the base already, or stand in the list before."""
    seen: set[date] = set()
    for index, named in enumerate(days):
        span = set() if bound_passed(named.on, named.to or named.on) else set(_span(named))
        if span and all(day in seen or base.is_workday(day) == (key == "work") for day in span) and not named.name:
            scope.report("PP509", item.at(key, index), date=named.on.isoformat())
        seen |= span


def _span(named: NamedDay) -> Iterator[date]:
    last = named.to or named.on
    for offset in range((last - named.on).days + 1):
        yield named.on + timedelta(days=offset)
