"""The timelines of a plan's projects, with the people they share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from perfplan.model.project import Project
from perfplan.schedule.reverse import schedule_project
from perfplan.schedule.timeline import Timeline

if TYPE_CHECKING:
    from perfplan.schedule.levelling.limits import Limits
    from perfplan.schedule.people import Staffed


def schedule_projects(projects: Sequence[Project]) -> list[Timeline]:
    """Return a timeline for every project, as its people can do it where their time is limited."""
    staffed = staffed_by_id(projects)
    return [replace(schedule_project(project), staffed=staffed.get(project.id)) for project in projects]


def staffed_by_id(projects: Sequence[Project], times: int = 1, solver: Limits | None = None) -> dict[str, Staffed]:
    """Return the projects that need anybody limited, by id, as people can do them: ``times`` the usual search.

    Most plans limit nobody; for them the search is not even imported.

    Raises:
        ImportError: the solver is asked for, and OR-Tools is not installed.
    """
    if not any(stage.needs for project in projects for stage in project.stages):
        return {}
    if times == 1 and solver is None:
        return _usual(_Same(projects))
    from perfplan.schedule.people import Effort, staff_projects

    return staff_projects(projects, Effort(times, solver))


class _Same:
    """Projects that are equal only to the very same ones: comparing what they hold would take long."""

    def __init__(self, projects: Sequence[Project]) -> None:
        self.projects = tuple(projects)

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.projects)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and list(map(id, self.projects)) == list(map(id, other.projects))


@lru_cache(maxsize=1)
def _usual(same: _Same) -> dict[str, Staffed]:
    """Search once for one plan: several rules of a check ask for the same schedules."""
    from perfplan.schedule.people import staff_projects

    return staff_projects(same.projects)
