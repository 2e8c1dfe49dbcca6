"""How much everybody whose time is limited is needed on every day, for any dates of the stages that need them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from perfplan.model.project import Project, Stage
from perfplan.model.unit import Person, Resource
from perfplan.schedule.timeline import Timeline

Span = tuple[date, date]
Dates = Mapping[tuple[str, str], Span]
"""First and last day of stages, by project and stage."""


class LoadDay(Struct, frozen=True):
    """One day of somebody whose time is limited: how much is needed, and by which stages (``p01/tender``)."""

    who: Person | Resource
    day: date
    load: int
    capacity: int
    stages: tuple[str, ...]


def daily_loads(projects: Sequence[Project], dates: Dates) -> Iterator[LoadDay]:
    """Yield every day on which anybody limited is needed, by person in the order they are named, then by day."""
    people: dict[str, Person | Resource] = {}
    found: dict[str, dict[int, list[tuple[str, int]]]] = {}
    for project in projects:
        for stage in project.stages:
            for need in stage.needs:
                people[need.who.id] = need.who
                days = found.setdefault(need.who.id, {})
                for day in working_days(stage, dates[project.id, stage.id]):
                    days.setdefault(day, []).append((f"{project.id}/{stage.id}", need.amount))
    for who, days in found.items():
        for day, needs in sorted(days.items()):
            load, stages = sum(amount for _, amount in needs), tuple(stage for stage, _ in needs)
            yield LoadDay(people[who], date.fromordinal(day), load, people[who].capacity or 0, stages)


def working_days(stage: Stage, span: Span) -> range | list[int]:
    """Return the ordinals of the days on which a stage works between two dates, both included."""
    first, last = span[0].toordinal(), span[1].toordinal()
    if not stage.duration.working:
        return range(first, last + 1)
    return [day for day in range(first, last + 1) if stage.calendar.works(day)]


def latest_dates(timelines: Sequence[Timeline]) -> dict[tuple[str, str], Span]:
    """Return the latest dates of all stages as their networks alone allow."""
    return {
        (timeline.project.id, found.stage.id): (found.latest_start, found.latest_finish)
        for timeline in timelines
        for found in timeline.stages
    }


def staffed_dates(timelines: Sequence[Timeline]) -> dict[tuple[str, str], Span]:
    """Return the dates of all stages of projects that need anybody limited, as people can do them."""
    return {
        (staffed.project.id, stage.stage): (stage.start, stage.finish)
        for timeline in timelines
        if (staffed := timeline.staffed) is not None
        for stage in staffed.stages
    }
