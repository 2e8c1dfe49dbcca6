"""Tasks that come one at a time: actions, project stages, campaign phases. Few, so one object each is fine."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from msgspec import Struct

from perfplan.diagnostics import Location
from perfplan.model.campaign import Campaign
from perfplan.model.period import Level
from perfplan.model.target import Target
from perfplan.model.unit import Person, Unit
from perfplan.schedule.timeline import Timeline


class SingleTask(Struct, frozen=True):
    """One task. ``period`` is a date for an action, empty otherwise; ``finished`` the day the plan says it was done."""

    id: str
    level: Level
    period: str
    start: date
    deadline: date
    target: str
    project: str
    title: str
    unit: Unit
    owner: Person | None
    supervisor: Person | None
    amount: str
    uom: str
    kind: str
    location: Location
    finished: date | None


def action_tasks(target: Target, levels: Collection[Level]) -> Iterator[SingleTask]:
    """Yield a target's actions, day by day; several owners take them in turn."""
    if Level.DAY not in levels:
        return
    for action in target.actions:
        for turn, day in enumerate(action.dates):
            yield SingleTask(
                id=f"{target.id}!{action.id}/{day.isoformat()}",
                level=Level.DAY,
                period=day.isoformat(),
                start=day,
                deadline=day,
                target=target.id,
                project="",
                title=action.name,
                unit=action.unit,
                owner=action.owners[turn % len(action.owners)] if action.owners else None,
                supervisor=target.supervisor,
                amount="",
                uom="",
                kind="action",
                location=action.location,
                finished=None,
            )


def stage_tasks(timeline: Timeline) -> Iterator[SingleTask]:
    """Yield a project's stages at their latest dates: the reverse schedule."""
    project = timeline.project
    for scheduled in timeline.stages:
        stage = scheduled.stage
        yield SingleTask(
            id=f"{project.id}/{stage.id}",
            level=Level.STAGE,
            period="",
            start=scheduled.latest_start,
            deadline=scheduled.latest_finish,
            target="",
            project=project.id,
            title=f"{project.name}：{stage.name}" if not stage.name.isascii() else f"{project.name}: {stage.name}",
            unit=stage.unit,
            owner=stage.owner,
            supervisor=project.supervisor,
            amount="",
            uom="",
            kind="stage",
            location=stage.location,
            finished=None,
        )


def campaign_tasks(campaign: Campaign) -> Iterator[SingleTask]:
    """Yield a campaign's phases, findings and clocks."""
    for task in campaign.tasks:
        yield SingleTask(
            id=task.id,
            level=Level.PHASE,
            period="",
            start=task.start,
            deadline=task.deadline,
            target="",
            project=campaign.id,
            title=task.title,
            unit=task.unit,
            owner=task.owner,
            supervisor=campaign.supervisor,
            amount=task.amount,
            uom=task.uom,
            kind=task.kind,
            location=task.location,
            finished=task.finished,
        )
