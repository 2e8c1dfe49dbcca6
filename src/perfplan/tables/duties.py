"""What a unit or a person answers for: targets, shares of them, projects, stages and phases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfplan.i18n import N_
from perfplan.model.plan import Plan
from perfplan.model.quantity import format_quanta
from perfplan.model.target import Owners, Target
from perfplan.model.unit import Person, Unit
from perfplan.schedule.reverse import schedule_project
from perfplan.split.engine import split_target
from perfplan.split.singles import campaign_tasks, stage_tasks
from perfplan.split.table import PeriodTable, period_table

COLUMNS = (N_("as"), N_("what"), N_("how much, by when"), N_("owner"))
LEADS, SHARES, SUPPORTS, STAGE, PHASE = N_("leads"), N_("has a share"), N_("supports"), N_("stage"), N_("phase")
QUARTERS, MONTHS, DAYS, PROJECT = N_("quarters"), N_("months"), N_("days"), N_("project")


class Duty(NamedTuple):
    """One thing that somebody answers for: in which role, what, how much or by when, and through whom."""

    role: str
    what: str
    amount: str
    owner: str


def duties_of_unit(plan: Plan, unit: Unit) -> Iterator[Duty]:
    """Yield what a unit leads, shares and supports, its projects, its stages of any project, and its phases."""
    table = period_table(plan)
    for target in plan.targets:
        if target.lead_unit == unit:
            yield Duty(LEADS, target.name, _year(target), _name(target.owners.month))
        elif unit in target.support_units:
            yield Duty(SUPPORTS, target.name, _year(target), target.lead_unit.name)
        owners = target.unit_owners.get(unit.id)
        if owners is not None:
            yield Duty(SHARES, target.name, _share(target, unit.id, table), _name(owners.month))
    for duty, where, owner in _dated(plan):
        if where == unit:
            yield duty._replace(owner=_name(owner))


def duties_of_person(plan: Plan, person: Person) -> Iterator[Duty]:
    """Yield the quarters, months and days of targets that a person answers for, then projects, stages and phases."""
    table = period_table(plan)
    for target in plan.targets:
        for role in _roles(target.owners, person):
            yield Duty(role, target.name, _year(target), target.lead_unit.name)
        for unit, owners in target.unit_owners.items():
            for role in _roles(owners, person):
                yield Duty(role, target.name, _share(target, unit, table), plan.units[unit].name)
    for duty, where, owner in _dated(plan):
        if owner == person:
            yield duty._replace(owner=where.name)


def _dated(plan: Plan) -> Iterator[tuple[Duty, Unit, Person | None]]:
    """Yield projects, stages and phases with their dates, each with its unit and who answers for it."""
    for project in plan.projects:
        duty = Duty(PROJECT, project.name, project.deadline.isoformat(), "")
        yield duty, project.lead_unit, project.owner
    for project in plan.projects:
        for stage in stage_tasks(schedule_project(project)):
            span = f"{stage.start.isoformat()} – {stage.deadline.isoformat()}"
            yield Duty(STAGE, stage.title, span, ""), stage.unit, stage.owner
    for campaign in plan.campaigns:
        for task in campaign_tasks(campaign):
            yield Duty(PHASE, task.title, task.deadline.isoformat(), ""), task.unit, task.owner


def _roles(owners: Owners, person: Person) -> Iterator[str]:
    """Yield what a person answers for, the coarsest that includes the finer ones in the same hands."""
    if owners.quarter == person:
        yield QUARTERS
    elif owners.month == person:
        yield MONTHS
    elif person in owners.day:
        yield DAYS


def _share(target: Target, unit: str, table: PeriodTable) -> str:
    """Return a unit's year."""
    if target.annual is None:
        return target.pending
    part = next(part for part in split_target(target, table).units if part.unit and part.unit.id == unit)
    spread = bool(part.months)
    decimals = target.annual_decimals if spread else target.decimals
    return f"{format_quanta(part.value, decimals)} {target.annual_uom if spread else target.uom}".rstrip()


def _year(target: Target) -> str:
    """Return the year's number as the plan writes it."""
    if target.value is None:
        return target.pending
    return f"{format_quanta(target.value, target.decimals)} {target.uom}".rstrip()


def _name(person: Person | None) -> str:
    return person.name if person else ""
