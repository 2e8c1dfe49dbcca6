"""What changed between two versions of a plan: targets as people know them, and the tasks that follow from them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from perfplan.model.period import Level
from perfplan.model.plan import Plan
from perfplan.model.quantity import format_quanta
from perfplan.model.target import Target
from perfplan.model.unit import Person
from perfplan.schedule.reverse import schedule_project
from perfplan.split.engine import split_target
from perfplan.split.table import period_table
from perfplan.tables.tasks import COLUMNS, project_parts, target_parts

IGNORED = frozenset(("id", "level", "period", "target", "project", "source"))
"""Columns of a task that its id already says, or that move with every edit of the file."""

Facts = Mapping[str, str]


class Change(Struct, frozen=True):
    """One thing that is only in the new version (``+``), only in the old (``-``), or differs (``~``) in ``fields``.

    ``fields`` maps a field's name to (old, new); for ``+`` and ``-`` it is empty.
    """

    sign: str
    id: str
    title: str
    fields: Mapping[str, tuple[str, str]]


class PlanDiff(Struct, frozen=True):
    """All changes, in the order of the new version, what was removed last."""

    targets: tuple[Change, ...]
    tasks: tuple[Change, ...]


def plan_diff(old: Plan, new: Plan, levels: Collection[Level]) -> PlanDiff:
    """Compare two versions of a plan: targets by id, and their tasks at ``levels`` with stages and phases."""
    targets = changes(_targets(old), _targets(new), "name")
    return PlanDiff(targets, changes(_tasks(old, levels), _tasks(new, levels), "title"))


def changes(old: Mapping[str, Facts], new: Mapping[str, Facts], title: str) -> tuple[Change, ...]:
    """Return what differs between two states of things by id; ``title`` is the fact that names a thing."""
    found = [change for key, facts in new.items() if (change := _change(key, old.get(key), facts, title))]
    gone = [Change("-", key, facts[title], {}) for key, facts in old.items() if key not in new]
    return (*found, *gone)


def _change(key: str, old: Facts | None, new: Facts, title: str) -> Change | None:
    if old is None:
        return Change("+", key, new[title], {})
    fields = {name: (old[name], text) for name, text in new.items() if old[name] != text}
    return Change("~", key, new[title], fields) if fields else None


def _targets(plan: Plan) -> dict[str, Facts]:
    return {target.id: _target_facts(target) for target in plan.targets}


def _target_facts(target: Target) -> Facts:
    allocation, split = target.allocation, target.split
    return {
        "name": target.name,
        "kind": target.kind,
        "value": target.pending if target.value is None else format_quanta(target.value, target.decimals),
        "uom": target.uom,
        "direction": target.direction.value,
        "lead unit": target.lead_unit.name,
        "support units": ", ".join(unit.name for unit in target.support_units),
        "supervisor": _name(target.supervisor),
        "owner": _name(target.owners.month),
        "handlers": ", ".join(person.name for person in target.owners.day),
        "split": target.split.method + (f" {split.profile}" if split.profile else ""),
        "allocation": f"{allocation.method}: {len(allocation.units)}" if allocation else "",
        "revisions": ", ".join(
            f"{revision.on.isoformat()}: {format_quanta(revision.value, target.decimals)}"
            for revision in target.revisions
        ),
    }


def _name(person: Person | None) -> str:
    return person.name if person else ""


def _tasks(plan: Plan, levels: Collection[Level]) -> dict[str, Facts]:
    return {
        row[0]: {n: c for n, c in zip(COLUMNS, row, strict=True) if n not in IGNORED} for row in _rows(plan, levels)
    }


def _rows(plan: Plan, levels: Collection[Level]) -> Iterator[tuple[str, ...]]:
    table = period_table(plan)
    for target in plan.targets:
        for part in target_parts(plan, split_target(target, table), table, levels):
            yield from part.rows()
    for part in project_parts(plan, [schedule_project(project) for project in plan.projects]):
        yield from part.rows()
