"""A project as it stands today, for what explains it: its dates, its forecast, its people and its risk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from perfplan.cli.context import Context

if TYPE_CHECKING:
    from perfplan.model.plan import Plan
    from perfplan.model.project import Project
    from perfplan.schedule.people import Staffed
    from perfplan.schedule.timeline import Timeline


class Standing(NamedTuple):
    """A project's timeline on a day, and where its people's time is limited all projects as they can do them, by id."""

    timeline: Timeline
    staffed: Mapping[str, Staffed]


def project_today(context: Context, plan: Plan, project: Project) -> Standing:
    """Return where a plan's project stands on the day that counts as today, with what the ledger says."""
    from msgspec.structs import replace

    from perfplan.ledger.lookup import read_progress
    from perfplan.schedule.risk.assess import RUNS, SEED
    from perfplan.schedule.together import staffed_by_id
    from perfplan.track.projects import at_risk, project_on

    today = context.today(None, plan.time_zone)
    progress, _ = read_progress(plan.root, today)
    timeline = project_on(project, progress, today)
    staffed = staffed_by_id(plan.projects) if any(stage.needs for stage in project.stages) else {}
    timeline = replace(timeline, staffed=staffed.get(project.id))
    return Standing(at_risk(timeline, progress, RUNS, SEED), staffed)
