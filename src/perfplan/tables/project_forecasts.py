"""When projects under way will end, beside their deadlines: rows for people, facts for programs."""

from __future__ import annotations

from perfplan.i18n import N_
from perfplan.model.sentence import Translate
from perfplan.schedule.timeline import Forecast, Timeline
from perfplan.schedule.why import count_of
from perfplan.tables.timeline_facts import sentences

TITLE = N_("Projects under way")
COLUMNS = (N_("project"), N_("unit"), N_("owner"), N_("deadline"), N_("forecast"), N_("reserve"))
"""Titles of a row's cells, in order; message ids."""


def forecast_row(timeline: Timeline, translate: Translate) -> tuple[str, ...]:
    """Return a project's cells: its forecast finish, and how many working days are left, or by how many it is late."""
    project, found = timeline.project, _forecast(timeline)
    if found.fits:
        margin = translate("{days} left", days=count_of(found.reserve, "wd").told(translate))
    else:
        margin = translate("{days} late", days=count_of(found.days_late, found.late_unit).told(translate))
    owner = project.owner.name if project.owner else ""
    days = project.deadline.isoformat(), found.finish.isoformat()
    return project.name, project.lead_unit.name, owner, *days, margin


def forecast_facts(timeline: Timeline, translate: Translate) -> dict[str, str | int | bool]:
    """Return a project for programs. Names and order of the keys are a contract; people are named, ids stand beside.

    ``days_late`` counts ``late_unit`` (``wd`` or ``cd``), 0 where all dates can be kept; ``reserve`` working days.
    """
    project, found = timeline.project, _forecast(timeline)
    return {
        "id": project.id,
        "title": project.name,
        "unit": project.lead_unit.name,
        "unit_id": project.lead_unit.id,
        "owner": project.owner.name if project.owner else "",
        "owner_id": project.owner.id if project.owner else "",
        "supervisor": project.supervisor.name if project.supervisor else "",
        "deadline": project.deadline.isoformat(),
        "forecast_finish": found.finish.isoformat(),
        "fits": found.fits,
        "days_late": found.days_late,
        "late_unit": found.late_unit,
        "reserve": found.reserve,
        "reserve_planned": timeline.reserve,
        "reason": sentences(found.why, translate),
        "source": f"{project.location.file}:{project.location.line}",
    }


def _forecast(timeline: Timeline) -> Forecast:
    assert timeline.forecast is not None
    return timeline.forecast
