"""The plan's own keys: its name, year and dates. Each stands in one file only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from msgspec import Struct

from perfplan.diagnostics import Location
from perfplan.load.chinese import keyword_for
from perfplan.load.planfile import PlanFile
from perfplan.load.resolve.scope import Item, Scope
from perfplan.model.period import months, quarters

SINGLE = (
    "perfplan", "id", "name", "year", "start", "end", "issued", "time_zone", "language", "due_soon", "check",
    "calendar", "pace", "lamps", "escalation",
)  # fmt: skip
MAX_MONTHS = 12


class Frame(Struct, frozen=True):
    """The single keys of a plan, each with the file that says it."""

    said: dict[str, Item[PlanFile]]
    first: Item[PlanFile]

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value of a key, or the default where no file says it."""
        item = self.said.get(key)
        return default if item is None else getattr(item.spec, key)

    def at(self, key: str) -> Location:
        """Return where a key's value stands, or the beginning of the plan."""
        return self.said.get(key, self.first).at(key)


def collect_frame(files: Sequence[Item[PlanFile]], broken: frozenset[str], scope: Scope) -> Frame:
    """Gather the single keys of all files; a key said twice, or a needed one not said, is a finding."""
    said: dict[str, Item[PlanFile]] = {}
    for item in files:
        for key in SINGLE:
            if getattr(item.spec, key) is None:
                continue
            if key in said:
                first = said[key].key_at(key)
                scope.report("PP216", item.key_at(key), key=key, first=f"{first.file}:{first.line}")
            else:
                said[key] = item
    frame = Frame(said, files[0])
    for key in ("perfplan", "id", "name"):
        if key not in said and key not in broken:
            scope.report("PP202", frame.first.at(), key=key)
    _dates(frame, broken, scope)
    _zone(frame, scope)
    return frame


def _dates(frame: Frame, broken: frozenset[str], scope: Scope) -> None:
    year, start, end = frame.get("year"), frame.get("start"), frame.get("end")
    problem = _year_problem(year, start, end)
    if problem:
        if not broken & {"year", "start", "end"}:
            scope.report("PP215", frame.at("start" if start else "year"), problem=problem)
        start = end = None
        year = year or (frame.get("issued") or date(2000, 1, 1)).year
    scope.start = start or date(year, 1, 1)
    scope.end = end or date(year, 12, 31)
    scope.months = months(scope.start, scope.end + timedelta(days=1))
    scope.quarters = quarters(scope.start, scope.end + timedelta(days=1))
    scope.issued = frame.get("issued") or scope.start
    if frame.get("issued") and not problem and not scope.inside(scope.issued, frame.at("issued")):
        scope.issued = scope.start


def _year_problem(year: int | None, start: date | None, end: date | None) -> str:
    """Return what is wrong with the plan's year, in words; '' if nothing is."""
    if year is not None:
        return "both year and start or end are given" if start or end else ""  # msgid
    if start is None or end is None:
        return "neither year nor both start and end are given"  # msgid
    if start.day != 1 or (end + timedelta(days=1)).day != 1:
        return "start is not the first day of a month, or end not the last day of one"  # msgid
    length = (end.year - start.year) * 12 + end.month - start.month + 1
    return "" if 1 <= length <= MAX_MONTHS else "start to end is not one to twelve months"  # msgid


def _zone(frame: Frame, scope: Scope) -> None:
    name = frame.get("time_zone")
    if name is None:
        return
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # unknown key, or one that leads out of the database
        near = keyword_for(name, sorted(available_timezones()))
        scope.report("PP314", frame.at("time_zone"), name=name, nearest=near)
