"""Projects whose dates people cannot keep: what PP708, PP709 and PP710 each tell a part of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfplan.model.plan import Plan
from perfplan.model.project import Project


class Short(NamedTuple):
    """A project that would fit if people were not limited.

    ``refuted`` are the ids of the projects of which it is proved that people cannot keep all their dates, none where
    only no schedule was found; ``days`` are the working days by which the best schedule found misses this one's, along
    ``chain``.
    """

    project: Project
    refuted: tuple[str, ...]
    days: int
    chain: str


def shortages(plan: Plan) -> Iterator[Short]:
    """Yield the projects that fit their links but not their people."""
    if not any(stage.needs for project in plan.projects for stage in project.stages):
        return
    from perfplan.schedule.shortage import chain_of
    from perfplan.schedule.together import schedule_projects

    for timeline in schedule_projects(plan.projects):
        staffed, project = timeline.staffed, timeline.project
        if staffed is not None and staffed.shortage is not None and timeline.feasible:
            chain = chain_of(staffed.shortage, project.id)
            yield Short(project, staffed.refuted, staffed.shortage.days, chain)
