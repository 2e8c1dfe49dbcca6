"""A year without an official calendar.

Until the holidays of a year are announced, they are estimated (provisional) or unknown (none), and every date counted
in working days may move.

Wrong::

    projects:
      - {id: p01, name: 标准厂房, lead_unit: fgw, start: 2025-03-03, deadline: 2027-06-30,
         stages: [{id: build, name: 施工, duration: 60wd}]}

Right::

    projects:
      - {id: p01, name: 标准厂房, lead_unit: fgw, start: 2025-03-03, deadline: 2026-06-30,
         stages: [{id: build, name: 施工, duration: 60wd}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from perfplan.checks._rule import Found, Rule
from perfplan.diagnostics import Severity
from perfplan.model.calendar import Coverage
from perfplan.model.plan import Plan


def _check(plan: Plan) -> Iterator[Found]:
    """One finding a year: at the plan's year, or at the first project that reaches into it."""
    told: set[int] = set()
    spans = [(plan.location, plan.calendar, plan.start.year, plan.end.year)]
    for project in plan.projects:
        calendars = {id(each): each for each in (project.calendar, *(stage.calendar for stage in project.stages))}
        spans += [(project.location, each, project.start.year, project.deadline.year) for each in calendars.values()]
    for place, calendar, first, last in spans:
        for year in range(first, last + 1):
            coverage = calendar.coverage(year)
            if coverage is not Coverage.OFFICIAL and year not in told:
                told.add(year)
                yield place, {"year": year, "coverage": coverage.value}


RULE = Rule(
    code="PP501",
    name="no_official_calendar",
    severity=Severity.WARNING,
    message="working days of {year} are not official yet: {coverage}",
    hint="check the dates again when the year's holidays are announced, or list the days in the calendar section",
    check=_check,
)
