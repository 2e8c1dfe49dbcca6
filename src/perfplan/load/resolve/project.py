"""Key projects: stages, links and dates resolved; circles and strangers reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perfplan.diagnostics import Location
from perfplan.load.nearest import nearest
from perfplan.load.resolve.calendar import find_calendar
from perfplan.load.resolve.scope import Item, Scope
from perfplan.model.calendar import Calendar
from perfplan.model.project import Constraints, DueWithin, Link, LinkKind, Project, Stage
from perfplan.model.unit import Person, Unit
from perfplan.schedule.network import find_cycle
from perfplan.spec.project import ProjectSpec, StageSpec

PAIRS = (
    ("start_not_before", "start_not_after"),
    ("start_not_before", "start_on"),
    ("start_not_before", "finish_not_after"),
    ("start_not_before", "finish_on"),
    ("start_on", "start_not_after"),
    ("start_on", "finish_not_after"),
    ("start_on", "finish_on"),
    ("finish_not_before", "finish_not_after"),
    ("finish_not_before", "finish_on"),
    ("finish_on", "finish_not_after"),
)
"""Constraints of one stage of which the first may not be later than the second."""


def resolve_project(item: Item[ProjectSpec], scope: Scope) -> Project | None:
    """Return the project, or None when it cannot be scheduled at all (no known lead unit, a circle of stages)."""
    spec = item.spec
    lead = scope.lead(item)
    support = scope.all_units(item, "support_units", spec.support_units)
    supervisor = scope.person(spec.supervisor, item.spot("supervisor"))
    owner = scope.person(spec.owner, item.spot("owner")) if spec.owner else (lead.head if lead else None)
    if owner is None and spec.owner is None and lead is not None:
        scope.report("PP701", item.at("id"), what=spec.name)
    assert scope.calendar is not None
    calendar = find_calendar(spec.calendar, item, scope, scope.calendar)
    start = spec.start or scope.issued
    if spec.deadline < start:
        scope.report("PP602", item.at("deadline"), first=f"start {start}", second=f"deadline {spec.deadline}")
    stages = _stages(item, lead, owner, calendar, scope)
    if lead is None or stages is None or spec.deadline < start:
        return None
    return Project(
        spec.id,
        spec.name,
        lead,
        support,
        supervisor or owner,
        owner,
        start,
        spec.deadline,
        calendar,
        stages,
        item.at("id"),
        item.at("deadline"),
        item.at("owner") if spec.owner else None,
    )


def _stages(
    item: Item[ProjectSpec], lead: Unit | None, owner: Person | None, calendar: Calendar, scope: Scope
) -> tuple[Stage, ...] | None:
    parts = [item.part(stage, "stages", index) for index, stage in enumerate(item.spec.stages)]
    parts = scope.unique(parts, "stage")
    ids = {part.spec.id: part for part in parts}
    before = len(scope.findings)
    stages = [_stage(part, ids, lead, owner, calendar, scope) for part in parts]
    cycle = find_cycle([(link.stage, stage.id) for stage in stages for link in stage.links])
    if cycle:
        scope.report("PP310", ids[cycle[0]].at("after"), path=" → ".join(cycle))
    return tuple(stages) if lead is not None and len(scope.findings) == before else None


def _stage(
    part: Item[StageSpec],
    ids: Mapping[str, Item[StageSpec]],
    lead: Unit | None,
    owner: Person | None,
    calendar: Calendar,
    scope: Scope,
) -> Stage:
    spec = part.spec
    if spec.duration.days < 0:
        scope.report("PP213", part.at("duration"), value=str(spec.duration), bound=">= 0")
    unit = scope.unit(spec.unit, part.spot("unit")) or lead or _unknown(part)
    return Stage(
        id=spec.id,
        name=spec.name,
        duration=spec.duration,
        links=_links(part, ids, scope),
        due_within=_due_within(part, ids, scope),
        constraints=_constraints(part, scope),
        calendar=find_calendar(spec.calendar, part, scope, calendar),
        unit=unit,
        owner=scope.person(spec.owner, part.spot("owner")) or owner,
        location=part.at("id"),
    )


def _unknown(part: Item[StageSpec]) -> Unit:
    return Unit("", "", "", None, None, (), {}, part.at("id"))


def _links(part: Item[StageSpec], ids: Mapping[str, Item[StageSpec]], scope: Scope) -> tuple[Link, ...]:
    links = []
    for index, spec in enumerate(part.spec.after):
        place = part.at("after", index, "stage")
        if _known(spec.stage, ids, place, scope):
            links.append(Link(spec.stage, LinkKind(spec.link), spec.lag, place))
    return tuple(links)


def _known(name: str, ids: Mapping[str, object] | Sequence[str], place: Location, scope: Scope) -> bool:
    if name in ids:
        return True
    scope.report("PP309", place, name=name, nearest=nearest(name, ids))
    return False


def _due_within(part: Item[StageSpec], ids: Mapping[str, Item[StageSpec]], scope: Scope) -> DueWithin | None:
    spec = part.spec.due_within
    if spec is None:
        return None
    place = part.at("due_within", "limit")
    if spec.stage is not None:
        known = _known(spec.stage, ids, part.at("due_within", "stage"), scope)
        return DueWithin(spec.stage, spec.limit, place) if known else None
    before = part.spec.after
    if len(before) != 1:
        scope.report("PP202", place, key="due_within.stage")
        return None
    return DueWithin(before[0].stage, spec.limit, place) if before[0].stage in ids else None


def _constraints(part: Item[StageSpec], scope: Scope) -> Constraints:
    spec = part.spec
    for first, second in PAIRS:
        low, high = getattr(spec, first), getattr(spec, second)
        if low and high and low > high:
            scope.report("PP602", part.at(second), first=f"{first} {low}", second=f"{second} {high}")
    return Constraints(
        spec.start_not_before,
        spec.start_not_after,
        spec.finish_not_before,
        spec.finish_not_after,
        spec.start_on,
        spec.finish_on,
    )
