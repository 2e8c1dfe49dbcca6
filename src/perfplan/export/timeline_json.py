"""A timeline as JSON, the contract for scripts: ISO dates, floats in each stage's own day unit.

Example::

    {"project": "p01", "name": "标准厂房二期", "deadline": "2026-06-30", "feasible": true, "days_late": 0,
     "why": "the project must start by 2025-07-10; no working day in reserve",
     "stages": [{"id": "approval", "latest_start": "2025-07-10", "total_float": 0, "critical": true, "...": "..."}]}
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from perfplan.export._risk_data import risk_data, spread_data
from perfplan.export._timeline import Occasion, TimelineWriter
from perfplan.model.project import Group, Stage
from perfplan.model.sentence import Translate
from perfplan.schedule.timeline import ForecastStage, ScheduledGroup, Timeline
from perfplan.tables.timeline import TimelineRow, owner_of, rows
from perfplan.tables.timeline_facts import sentences, why_text

if TYPE_CHECKING:
    from perfplan.schedule.people import Staffed
    from perfplan.schedule.shortage import Step


def as_data(timeline: Timeline, occasion: Occasion) -> dict[str, Any]:
    """Return the contract's object, for one file or for a list of projects."""
    project = timeline.project
    return {
        "project": project.id,
        "name": project.name,
        "owner": project.owner.name if project.owner else None,
        "unit": project.lead_unit.name,
        "start": project.start.isoformat(),
        "deadline": project.deadline.isoformat(),
        "feasible": timeline.feasible,
        "days_late": timeline.days_late,
        "late_unit": timeline.late_unit,
        "chain": list(timeline.chain),
        "why": why_text(timeline, occasion.translate),
        "stages": [_stage(timeline, row) for row in rows(timeline, occasion.today)],
        "groups": [_group(timeline, each) for each in timeline.groups],
        "forecast": _forecast(timeline, occasion.translate),
        "people": _staffed(timeline.staffed) if timeline.staffed else None,
        "risk": risk_data(timeline),
    }


def _forecast(timeline: Timeline, translate: Translate) -> dict[str, Any] | None:
    found = timeline.forecast
    if found is None:
        return None
    return {
        "today": found.today.isoformat(),
        "finish": found.finish.isoformat(),
        "finished": found.finished,
        "fits": found.fits,
        "days_late": found.days_late,
        "late_unit": found.late_unit,
        "reserve": found.reserve,
        "reserve_planned": timeline.reserve,
        "reserve_used": timeline.reserve - found.reserve,
        "chain": list(found.chain),
        "why": sentences(found.why, translate),
    }


def _staffed(found: Staffed) -> dict[str, Any]:
    """Return the project as its people can do it; its dates are exact, those of the stages above network bounds."""
    return {
        "feasible": found.feasible,
        "days_late": found.days_late,
        "refuted": list(found.refuted),
        "infeasible_by": found.shortage.days if found.shortage else 0,
        "chain": [_step(step) for step in found.shortage.steps] if found.shortage else [],
        "first_start": found.first_start.isoformat(),
        "bound": found.bound.isoformat(),
        "proved": found.proved,
        "shared_with": list(found.shared),
        "stages": [
            {
                "id": stage.stage,
                "start": stage.start.isoformat(),
                "finish": stage.finish.isoformat(),
                "held_by": stage.hold.by.value,
                "held_by_stage": f"{stage.hold.project}/{stage.hold.stage}" if stage.hold.stage else None,
                "held_by_person": stage.hold.who or None,
            }
            for stage in found.stages
        ],
    }


def _step(step: Step) -> dict[str, Any]:
    """Return a stage of the chain that keeps people from a project's dates, and what holds it."""
    return {
        "stage": f"{step.project}/{step.stage}",
        "start": step.start.isoformat(),
        "finish": step.finish.isoformat(),
        "held_by": step.hold.by.value,
        "held_by_person": step.hold.who or None,
    }


def _stage(timeline: Timeline, row: TimelineRow) -> dict[str, Any]:
    found, stage = row.scheduled, row.scheduled.stage
    owner = owner_of(timeline, stage)
    return {
        "id": stage.id,
        "name": stage.name,
        "owner": owner.name if owner else None,
        "owner_id": owner.id if owner else None,
        "unit": row.unit,
        "duration": str(stage.duration),
        "three_points": spread_data(stage),
        "group": stage.parent or None,
        "after": [link.stage for link in stage.links],
        "links": _links(stage),
        "latest_start": found.latest_start.isoformat(),
        "latest_finish": found.latest_finish.isoformat(),
        "earliest_start": found.earliest_start.isoformat(),
        "earliest_finish": found.earliest_finish.isoformat(),
        "total_float": found.total_float,
        "free_float": found.free_float,
        "float_unit": "wd" if stage.duration.working else "cd",
        "critical": found.critical,
        "driver": found.driver,
        "days_left": row.days_left.days if row.days_left else None,
        **_standing(row.forecast),
    }


def _standing(found: ForecastStage | None) -> dict[str, Any]:
    """Return what is known and foreseen of a stage; all None where no day was given."""
    days = (
        ("actual_start", found and found.actual_start),
        ("actual_finish", found and found.actual_finish),
        ("forecast_start", found and found.start),
        ("forecast_finish", found and found.finish),
    )
    return {
        **{key: day.isoformat() if day else None for key, day in days},
        "remaining": str(found.remaining) if found and found.remaining else None,
        "forecast_float": found.total_float if found else None,
        "variance": found.variance if found else None,
    }


def _group(timeline: Timeline, found: ScheduledGroup) -> dict[str, Any]:
    group = found.group
    owner = owner_of(timeline, group)
    return {
        "id": group.id,
        "name": group.name,
        "owner": owner.name if owner else None,
        "owner_id": owner.id if owner else None,
        "unit": group.unit.name,
        "group": group.parent or None,
        "stages": [stage.id for stage in timeline.project.stages[group.first : group.end]],
        "after": [link.stage for link in group.links],
        "links": _links(group),
        "latest_start": found.latest_start.isoformat(),
        "latest_finish": found.latest_finish.isoformat(),
        "earliest_start": found.earliest_start.isoformat(),
        "earliest_finish": found.earliest_finish.isoformat(),
        "total_float": found.total_float,
        "float_unit": "wd",
        "critical": found.critical,
    }


def _links(each: Stage | Group) -> list[dict[str, str]]:
    """Return links with their lags; ``on`` is the calendar that counts a lag where it is not the project's."""
    found = []
    for link in each.links:
        said = {"stage": link.stage, "link": str(link.kind), "lag": str(link.lag)}
        found.append(said | {"on": link.calendar.id} if link.calendar else said)
    return found


def write(timeline: Timeline, occasion: Occasion) -> bytes:
    """Return the object as indented UTF-8 with a final line break."""
    return _encoded(as_data(timeline, occasion))


def write_all(timelines: Sequence[Timeline], occasion: Occasion) -> bytes:
    """Return a list of the objects."""
    return _encoded([as_data(timeline, occasion) for timeline in timelines])


def _encoded(document: object) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


WRITER = TimelineWriter("json", ".json", write, write_all)
