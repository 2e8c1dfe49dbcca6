"""What made the dates differ from what was issued: deadlines of periods, projects' stages, campaigns' pieces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfplan.issued.causes import DATE, Cause
from perfplan.issued.comparing import NOTHING, Difference
from perfplan.issued.record import Given, GivenProject, GivenStage, GivenTask
from perfplan.model.campaign import Campaign, CampaignTask
from perfplan.model.plan import Plan
from perfplan.model.project import Project, Stage

DEADLINE = "the deadline"  # msgid
DATES = "the latest start and finish"  # msgid
AMOUNT = "the amount"  # msgid
OWNER = "who answers"


def period_causes(plan: Plan, old: Given, new: Given) -> Iterator[Cause]:
    """Yield the first day, then the first deadline of a period that moved: days off, or the plan's own dates."""
    before, after = min(old.periods.values()).start, min(new.periods.values()).start
    if before != after:
        yield Cause(plan.issued_at or plan.location, DATE, Difference(plan.id, str(before), str(after)))
    for label, window in old.periods.items():
        now = new.periods.get(label)
        if now is not None and now.deadline != window.deadline:
            told = Difference(label, window.deadline.isoformat(), now.deadline.isoformat())
            yield Cause(plan.calendar_at or plan.location, DEADLINE, told)
            return


def project_causes(project: Project, old: Given, new: Given) -> Iterator[Cause] | None:
    """Return at most one change of dates and one of owners; None for a project that was never issued."""
    before = old.projects.get(project.id)
    return None if before is None else _project(project, before, new.projects[project.id])


def _project(project: Project, before: GivenProject, after: GivenProject) -> Iterator[Cause]:
    if before.deadline != after.deadline:
        told = Difference(project.id, before.deadline.isoformat(), after.deadline.isoformat())
        yield Cause(project.due_at or project.location, DEADLINE, told)
    else:
        yield from _first_moved(project, before, after)
    if before.owner != after.owner:
        place = project.owner_at or project.location
        yield Cause(place, OWNER, Difference(project.id, before.owner or NOTHING, after.owner or NOTHING))
        return
    for stage in project.stages:
        old, new = before.stage(stage.id), after.stage(stage.id)
        if old and new and old.owner != new.owner:
            told = Difference(f"{project.id}/{stage.id}", old.owner or NOTHING, new.owner or NOTHING)
            yield Cause(stage.location, OWNER, told)
            return


def _first_moved(project: Project, before: GivenProject, after: GivenProject) -> Iterator[Cause]:
    """Yield the stage that moved the others: one that is new, gone or of another length; else the last that moved."""
    gone = [stage for stage in before.stages if after.stage(stage.id) is None]
    if gone:
        told = Difference(f"{project.id}/{gone[0].id}", _dates(gone[0]), NOTHING)
        yield Cause(project.location, DATES, told)
        return
    moved = [stage for stage in project.stages if _dates(before.stage(stage.id)) != _dates(after.stage(stage.id))]
    if moved:
        stage = _cause_among(moved, before, after)
        old, new = before.stage(stage.id), after.stage(stage.id)
        yield Cause(stage.location, DATES, Difference(f"{project.id}/{stage.id}", _dates(old), _dates(new)))


def _cause_among(moved: Sequence[Stage], before: GivenProject, after: GivenProject) -> Stage:
    for stage in moved:
        old, new = before.stage(stage.id), after.stage(stage.id)
        if old is None or (new and old.duration != new.duration):
            return stage
    return max(moved, key=lambda stage: _dates(after.stage(stage.id)).split()[-1])


def _dates(stage: GivenStage | None) -> str:
    return f"{stage.start.isoformat()} {NOTHING} {stage.finish.isoformat()}" if stage else NOTHING


def campaign_causes(campaign: Campaign, old: Given, new: Given) -> Iterator[Cause] | None:
    """Return at most one change; None for a campaign that was never issued. What came in since is no change."""
    before = old.campaigns.get(campaign.id)
    if before is None:
        return None
    now = {task.id: task for task in new.campaigns[campaign.id].tasks}
    written = {task.id: task for task in campaign.tasks}
    changes = (_task(campaign, was, now.get(was.id), written.get(was.id)) for was in before.tasks)
    return iter([cause for cause in changes if cause is not None][:1])


def _task(campaign: Campaign, old: GivenTask, new: GivenTask | None, written: CampaignTask | None) -> Cause | None:
    if new is None or written is None:
        return Cause(campaign.location, DEADLINE, Difference(old.id, old.deadline.isoformat(), NOTHING))
    if old.deadline != new.deadline:
        told = Difference(old.id, old.deadline.isoformat(), new.deadline.isoformat())
        return Cause(written.due_at or written.location, DEADLINE, told)
    if old.amount != new.amount:
        return Cause(written.location, AMOUNT, Difference(old.id, old.amount or NOTHING, new.amount or NOTHING))
    if old.owner != new.owner:
        return Cause(written.location, OWNER, Difference(old.id, old.owner or NOTHING, new.owner or NOTHING))
    return None
