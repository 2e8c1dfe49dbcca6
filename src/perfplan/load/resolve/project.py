"""Key projects: stages, links and dates resolved; circles and strangers reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perfplan.load.resolve.calendar import find_calendar
from perfplan.load.resolve.idle import report_idle_words
from perfplan.load.resolve.risk import buffers_of
from perfplan.load.resolve.scope import Item, Scope
from perfplan.load.resolve.stages import Entry, Heritage, entries, resolve_group, resolve_stage
from perfplan.model.project import Project
from perfplan.model.risk import Distribution
from perfplan.model.unit import Unit
from perfplan.schedule.network import circle_of
from perfplan.spec.project import ProjectSpec


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
    before = len(scope.findings)
    parts = [item.part(stage, "stages", index) for index, stage in enumerate(spec.stages)]
    heritage = Heritage(lead or _unknown(item), owner, calendar, Distribution(spec.distribution))
    found = entries(parts, heritage, scope)
    known = _unique(found, scope)
    stages = tuple(resolve_stage(entry, known, calendar, scope) for entry in found if not entry.part.spec.stages)
    groups = tuple(resolve_group(entry, known, calendar, scope) for entry in found if entry.part.spec.stages)
    buffer, feeding = buffers_of(item, stages, scope)
    if lead is None or len(scope.findings) > before or spec.deadline < start:
        return None
    report_idle_words([entry.part for entry in found], start, spec.deadline, scope)
    project = Project(
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
        groups,
        buffer,
        feeding,
    )
    return project if _has_no_circle(project, known, scope) else None


def _unknown(item: Item[ProjectSpec]) -> Unit:
    return Unit("", "", "", None, None, (), {}, item.at("id"))


def _unique(found: Sequence[Entry], scope: Scope) -> dict[str, Entry]:
    """Return stages and groups by id; a finding for each id that is used again, at any depth."""
    places = {entry.part.path: entry for entry in found}
    kept = scope.unique([entry.part for entry in found], "stage")
    return {part.spec.id: places[part.path] for part in kept}


def _has_no_circle(project: Project, known: Mapping[str, Entry], scope: Scope) -> bool:
    """Return whether the stages can be put in an order; a finding where the first of a circle says what it is after."""
    circle = circle_of(project)
    if circle:
        place = next(known[name].part for name in circle if known[name].part.spec.after)
        scope.report("PP310", place.at("after"), path=" → ".join(circle))
    return circle is None
