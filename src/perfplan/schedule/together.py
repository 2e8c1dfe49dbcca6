"""The timelines of a plan's projects, with the people they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from perfplan.model.project import Project
from perfplan.schedule.people import USUAL, Effort, staff_projects
from perfplan.schedule.reverse import schedule_project
from perfplan.schedule.timeline import Timeline


def schedule_projects(projects: Sequence[Project], effort: Effort = USUAL) -> list[Timeline]:
    """Return a timeline for every project, as its people can do it where their time is limited.

    ``effort`` says how hard to look for the latest schedule of those who share people.
    """
    staffed = staff_projects(projects, effort)
    return [replace(schedule_project(project), staffed=staffed.get(project.id)) for project in projects]
