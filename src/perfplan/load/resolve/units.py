"""Units and people: the tree, and who heads what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from perfplan.load.resolve.calendar import bound_passed
from perfplan.load.resolve.scope import Item, Names, Scope
from perfplan.model.unit import Leave, Person, Unit
from perfplan.schedule.circle import find_cycle
from perfplan.spec.unit import PersonSpec, ResourceSpec, UnitSpec

BETWEEN = ", "
"""What stands between the reasons of leave that overlaps."""


def resolve_units(units: Sequence[Item[UnitSpec]], people: Sequence[Item[PersonSpec]], scope: Scope) -> None:
    """Fill the scope's units and people, and report what does not fit."""
    scope.units = Names("PP302", scope.hidden.get("units", ()))
    scope.people = Names("PP303", scope.hidden.get("people", ()))
    kept_units = scope.unique(units, "unit")
    for item in kept_units:
        spec = item.spec
        unit = Unit(spec.id, spec.name, spec.kind, None, None, (), spec.weights, item.at("id"))
        scope.units.add(spec.id, unit, (spec.name, *spec.aliases))
    for person in scope.unique(people, "person"):
        _person(person, scope)
    heads = {item.spec.id: _with_people(item, scope) for item in kept_units}
    _report_cycle(kept_units, heads, scope)
    rebuilt: Names[Unit] = Names("PP302", scope.hidden.get("units", ()))
    for item in kept_units:
        rebuilt.add(item.spec.id, heads[item.spec.id], (item.spec.name, *item.spec.aliases))
    scope.units = rebuilt
    for unit in rebuilt.things.values():
        scope.of_kind.setdefault(unit.kind, []).append(unit)
        scope.attributes.update(dict.fromkeys(unit.weights))


def check_references(section: str, item: Item[Any], scope: Scope) -> None:
    """Report what a unit or a person names that the plan does not have."""
    if section == "people":
        scope.unit(item.spec.unit, item.spot("unit"))
        return
    scope.unit(item.spec.parent, item.spot("parent"))
    scope.person(item.spec.head, item.spot("head"))
    scope.all_people(item, "handlers", item.spec.handlers)


def _person(item: Item[PersonSpec], scope: Scope) -> None:
    spec = item.spec
    unit = scope.unit(spec.unit, item.spot("unit"))
    unit_id = unit.id if unit else ""
    leave = merged_leave(leave_spans(item, scope))
    person = Person(spec.id, spec.name, unit_id, spec.title or "", item.at("id"), leave, spec.capacity)
    scope.people.add(spec.id, person, (spec.name, *spec.aliases))


def merged_leave(spans: Iterable[Leave]) -> tuple[Leave, ...]:
    """Return leave in order of time; spans that overlap are one, with all their reasons."""
    merged: list[Leave] = []
    for span in sorted(spans, key=lambda span: (span.first, span.last)):
        last = merged[-1] if merged else None
        if last is None or span.first > last.last:
            merged.append(span)
        else:
            reasons = BETWEEN.join(dict.fromkeys(reason for reason in (last.reason, span.reason) if reason))
            merged[-1] = replace(last, last=max(last.last, span.last), reason=reasons)
    return tuple(merged)


def leave_spans(item: Item[PersonSpec] | Item[ResourceSpec], scope: Scope) -> Iterator[Leave]:
    """Yield leave as declared; a finding for a span that ends before it begins."""
    for index, spec in enumerate(item.spec.leave):
        last = spec.to or spec.first
        bound = bound_passed(spec.first, last)
        if bound:
            scope.report("PP213", item.at("leave", index, "to"), value=last.isoformat(), bound=bound)
        else:
            yield Leave(spec.first, last, spec.reason or "", item.at("leave", index, "from"))


def _with_people(item: Item[UnitSpec], scope: Scope) -> Unit:
    spec = item.spec
    parent = scope.unit(spec.parent, item.spot("parent"))
    for name, weight in spec.weights.items():
        if weight < 0:
            scope.report("PP213", item.at("weights", name), value=str(weight), bound=">= 0")
    return replace(
        scope.units.things[spec.id],
        parent=parent.id if parent else None,
        head=scope.person(spec.head, item.spot("head")),
        handlers=scope.all_people(item, "handlers", spec.handlers),
    )


def _report_cycle(items: Sequence[Item[UnitSpec]], units: dict[str, Unit], scope: Scope) -> None:
    edges = {unit.id: [unit.parent] for unit in units.values() if unit.parent}
    path = find_cycle([(child, parent) for child, parents in edges.items() for parent in parents])
    if path:
        place = next(item for item in items if item.spec.id == path[0])
        scope.report("PP304", place.at("parent"), path=" → ".join(path))
