"""Somebody is needed for more stages at a time than they can work on.

On the latest dates that links and deadlines allow, the stages of one person, crew or machine lie on the same days.
These dates are then too late to start by: `perfplan timeline` shows the earlier ones that people can keep, `perfplan
load --network` the days.

Wrong::

    people:
      - {id: wang-min, name: 王敏, unit: fgw, capacity: 1}
      - {id: zhao-lei, name: 赵磊, unit: chengguan}
      - {id: sun-li, name: 孙丽, unit: dongshan}
    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-11-28
        stages:
          - {id: land, name: 用地预审, duration: 15wd, owner: wang-min}
          - {id: eia, name: 环评批复, duration: 20wd, owner: wang-min}

Right::

    people:
      - {id: wang-min, name: 王敏, unit: fgw, capacity: 1}
      - {id: zhao-lei, name: 赵磊, unit: chengguan}
      - {id: sun-li, name: 孙丽, unit: dongshan}
    projects:
      - id: p01
        name: 标准厂房
        lead_unit: fgw
        start: 2025-03-03
        deadline: 2025-11-28
        stages:
          - {id: land, name: 用地预审, duration: 15wd, owner: wang-min}
          - {id: eia, name: 环评批复, duration: 20wd, owner: wang-min, after: [land]}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from perfplan.checks._rule import Found, Rule
from perfplan.diagnostics import Severity
from perfplan.model.plan import Plan

if TYPE_CHECKING:
    from perfplan.schedule.load import LoadDay


def _check(plan: Plan) -> Iterator[Found]:
    if not any(stage.needs for project in plan.projects for stage in project.stages):
        return
    from perfplan.schedule.load import daily_loads, latest_dates
    from perfplan.schedule.reverse import schedule_project

    dates = latest_dates([schedule_project(project) for project in plan.projects])
    over: dict[str, list[LoadDay]] = {}
    for day in daily_loads(plan.projects, dates):
        if day.load > day.capacity:
            over.setdefault(day.who.id, []).append(day)
    for days in over.values():
        worst, who = max(day.load for day in days), days[0].who
        spans = _spans([day.day for day in days])
        yield who.location, {"who": who.name, "load": worst, "capacity": days[0].capacity, "days": spans}


_SHOWN, _WEEK = 3, 7


def _spans(days: list[date]) -> str:
    """Return ``2025-05-06/2025-05-20, 2025-06-03``: days at most a week apart as one span, the first few of them."""
    spans: list[list[date]] = []
    for day in days:
        if spans and (day - spans[-1][-1]).days <= _WEEK:
            spans[-1].append(day)
        else:
            spans.append([day])
    words = [f"{span[0]}/{span[-1]}" if len(span) > 1 else f"{span[0]}" for span in spans]
    return ", ".join(words[:_SHOWN]) + (", …" if len(words) > _SHOWN else "")


RULE = Rule(
    code="PP707",
    name="needed_too_often",
    severity=Severity.INFO,
    message="{who} is needed {load} times at once by the latest dates, with a capacity of {capacity}: {days}",
    hint="start by the dates that perfplan timeline shows for people, or name others",
    check=_check,
)
