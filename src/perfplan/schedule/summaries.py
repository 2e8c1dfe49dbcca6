"""The dates and floats of groups, from those of their stages."""

from __future__ import annotations

from collections.abc import Sequence

from perfplan.model.calendar import Calendar
from perfplan.model.project import Group, Project
from perfplan.schedule.analysis import Run
from perfplan.schedule.axis import distance
from perfplan.schedule.timeline import ScheduledGroup, ScheduledStage


def summaries(project: Project, run: Run, stages: Sequence[ScheduledStage]) -> tuple[ScheduledGroup, ...]:
    """Return every group's dates, and its float on the project's calendar: its stages move as one block."""
    return tuple(_summary(group, run, stages[group.first : group.end], project.calendar) for group in project.groups)


def _summary(group: Group, run: Run, stages: Sequence[ScheduledStage], calendar: Calendar) -> ScheduledGroup:
    members = range(group.first, group.end)
    return ScheduledGroup(
        group,
        latest_start=min(stage.latest_start for stage in stages),
        latest_finish=max(stage.latest_finish for stage in stages),
        earliest_start=min(stage.earliest_start for stage in stages),
        earliest_finish=max(stage.earliest_finish for stage in stages),
        total_float=min(distance(run.early.start[place], run.late.start[place], calendar) for place in members),
        critical=any(stage.critical for stage in stages),
    )
