"""What a plan gives people as it is written now, in the form in which an issue keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256

from perfplan.diagnostics import Location
from perfplan.issued.record import (
    Given,
    GivenCampaign,
    GivenProject,
    GivenShare,
    GivenStage,
    GivenTarget,
    GivenTask,
    Owners,
    Window,
)
from perfplan.model.campaign import Campaign
from perfplan.model.period import Level
from perfplan.model.plan import Plan
from perfplan.model.project import Project
from perfplan.model.quantity import format_quanta
from perfplan.model.target import Lock, Report, Revision, Shape, SplitRule, Target
from perfplan.model.unit import Person
from perfplan.schedule.reverse import schedule_project
from perfplan.split.engine import split_target
from perfplan.split.result import UnitSplit
from perfplan.split.table import PeriodTable, period_table

NOWHERE = Location("")
PHASE = "phase"
"""Of campaigns only phases are issued; findings and clues come in during the year and bring clocks of their own."""
DIGEST_SIGNS = 12


def given(plan: Plan) -> Given:
    """Return what a plan gives people: every target's split, every project's reverse schedule, campaigns' dates."""
    table = period_table(plan)
    targets = {target.id: given_target(target, table) for target in sorted(plan.targets, key=lambda each: each.id)}
    projects = {project.id: given_project(project) for project in sorted(plan.projects, key=lambda each: each.id)}
    campaigns = {campaign.id: _campaign(campaign) for campaign in sorted(plan.campaigns, key=lambda each: each.id)}
    slots = (*table.slots[Level.QUARTER], *table.slots[Level.MONTH])
    units = {share.unit for target in targets.values() for share in target.shares if share.unit}
    people = set(_people(targets.values(), projects.values(), campaigns.values()))
    return Given(
        months=tuple(month.label for month in plan.months),
        periods={slot.label: Window(slot.start, slot.deadline) for slot in slots},
        units={name: plan.units[name].name for name in sorted(units)},
        people={name: plan.people[name].name for name in sorted(people)},
        targets=targets,
        projects=projects,
        campaigns=campaigns,
    )


def given_target(target: Target, table: PeriodTable) -> GivenTarget:
    """Return what a target gives its units, month by month; a pending one gives nothing yet."""
    split = split_target(target, table)
    pending = target.annual is None
    spreads = not pending and target.spreads
    return GivenTarget(
        id=target.id,
        name=_line(target.name),
        kind=target.kind,
        direction=target.direction.value,
        date=target.date.isoformat() if target.date else "",
        report=_report(target.report),
        by_month=_digest(_declared(target.split)) if spreads else "",
        by_unit=_by_unit(target),
        locks=tuple(sorted(lock_text(lock, target.annual_decimals) for lock in target.locks)),
        revisions=tuple(revision_text(revision, target) for revision in target.revisions),
        shares=() if pending else tuple(sorted(_share(target, part, table) for part in split.blocks)),
        location=NOWHERE,
    )


def given_project(project: Project) -> GivenProject:
    """Return a project's reverse schedule: when each stage must start and finish at the latest."""
    stages = [
        GivenStage(
            scheduled.stage.id,
            _line(scheduled.stage.name),
            str(scheduled.stage.duration),
            scheduled.latest_start,
            scheduled.latest_finish,
            _id(scheduled.stage.owner),
        )
        for scheduled in schedule_project(project).stages
    ]
    stages.sort(key=lambda stage: (stage.start, stage.finish, stage.id))
    return GivenProject(project.id, _line(project.name), project.deadline, _id(project.owner), tuple(stages), NOWHERE)


def _campaign(campaign: Campaign) -> GivenCampaign:
    tasks = [
        GivenTask(task.id, _line(task.title), task.start, task.deadline, _line(task.amount), _id(task.owner))
        for task in campaign.tasks
        if task.kind == PHASE
    ]
    return GivenCampaign(campaign.id, _line(campaign.name), tuple(sorted(tasks)), NOWHERE)


def _share(target: Target, part: UnitSplit, table: PeriodTable) -> GivenShare:
    spread = bool(part.months)
    decimals = target.annual_decimals if spread else target.decimals
    owners = target.owners if part.unit is None else target.unit_owners.get(part.unit.id)
    return GivenShare(
        unit=part.unit.id if part.unit else "",
        owners=Owners(_id(owners.quarter), _id(owners.month), tuple(map(_id, owners.day))) if owners else NOBODY,
        uom=_line(target.annual_uom if spread else target.uom),
        start=format_quanta(part.reached, decimals) if spread else "",
        year=format_quanta(part.value if spread else part.bound(table.plan.end), decimals),
        marks=tuple(_marks(target, part, table, decimals)),
    )


NOBODY = Owners("", "", ())


def _marks(target: Target, part: UnitSplit, table: PeriodTable, decimals: int) -> Iterator[str]:
    """Yield what must be reached by each month's end; '' for months that are over, or without the target's date."""
    slots = {slot.first_month: slot for slot in table.slots[Level.MONTH]}
    ends = part.checkpoints
    for index, month in enumerate(table.plan.months):
        slot = slots.get(index)
        if slot is None:
            yield ""
        elif part.months:
            yield format_quanta(ends[index], decimals)
        elif target.shape is Shape.DATED:
            yield format_quanta(part.bound(target.date), decimals) if target.date and target.date in month else ""
        else:
            yield format_quanta(part.bound(slot.deadline), decimals)


def _declared(rule: SplitRule) -> Iterator[str]:
    """Yield what the plan says about months, not what follows from it; keys that say nothing are left out."""
    for name in sorted(rule.__struct_fields__):
        said = getattr(rule, name)
        if said and name != "location":
            told = sorted(said.items()) if isinstance(said, Mapping) else said
            yield f"{name}={_plain(told)}"


def _plain(value: object) -> str:
    return f"({' '.join(map(_plain, value))})" if isinstance(value, list | tuple) else str(value)


def _by_unit(target: Target) -> str:
    allocation = target.allocation
    if allocation is None:
        return ""
    fixed = [f"{unit}={value}" for unit, value in sorted(allocation.fixed.items())]
    base = _ratios(allocation.base) or [Fraction(0)] * len(allocation.units)
    weighed = zip((unit.id for unit in allocation.units), _ratios(allocation.weights), base, strict=True)
    return _digest([*sorted(weighed), *fixed])


def _ratios(weights: Sequence[Fraction]) -> list[Fraction]:
    """Return weights as shares of their sum: twice as much for everybody is the same."""
    whole = sum(weights)
    return [weight / whole for weight in weights] if whole else list(weights)


def _digest(values: Iterable[object]) -> str:
    return sha256(" ".join(map(str, values)).encode()).hexdigest()[:DIGEST_SIGNS]


def revision_text(revision: Revision, target: Target) -> str:
    """Return a revision as an issue keeps it: ``2025-07-01=5400``."""
    return f"{revision.on.isoformat()}={format_quanta(revision.value, target.decimals)}"


def lock_text(lock: Lock, decimals: int) -> str:
    """Return a lock as an issue keeps it: ``2025-Q1@chengguan=300``, with bounds ``2025-H1=250..300``."""
    cell = f"{lock.period}@{lock.unit.id}" if lock.unit else lock.period
    least, most = ("" if bound is None else format_quanta(bound, decimals) for bound in lock.bounds)
    return f"{cell}={least}" if lock.value is not None else f"{cell}={least}..{most}"


def _report(report: Report | None) -> str:
    return f"{report.every} {report.due}{'wd' if report.working else 'cd'}" if report else ""


def _people(
    targets: Iterable[GivenTarget], projects: Iterable[GivenProject], campaigns: Iterable[GivenCampaign]
) -> Iterator[str]:
    everybody = {share.owners for target in targets for share in target.shares}
    named = {name for owners in everybody for name in (owners.quarter, owners.month, *owners.day)}
    for project in projects:
        named |= {project.owner, *(stage.owner for stage in project.stages)}
    for campaign in campaigns:
        named |= {task.owner for task in campaign.tasks}
    yield from named - {""}


def _id(person: Person | None) -> str:
    return person.id if person else ""


def _line(text: str) -> str:
    """Return a text without line ends and tabs, which part the cells of an issue's file."""
    return " ".join(text.split())
