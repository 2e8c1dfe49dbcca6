"""Crews and machines, and whom a stage needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perfplan.load.resolve.scope import Item, Names, Scope
from perfplan.load.resolve.units import leave_spans, merged_leave
from perfplan.model.project import Duration
from perfplan.model.unit import Leave, Need, Person, Resource
from perfplan.spec.project import StageSpec
from perfplan.spec.unit import PersonSpec, ResourceSpec


def resolve_resources(
    resources: Sequence[Item[ResourceSpec]], people: Sequence[Item[PersonSpec]], scope: Scope
) -> None:
    """Fill the scope with all whom a stage can need: people, crews and machines. No two of them share an id."""
    hidden = frozenset().union(*(scope.hidden.get(section, ()) for section in ("people", "resources")))
    scope.needed = Names("PP326", hidden)
    for person in people:
        spec = person.spec
        scope.needed.add(spec.id, scope.people.things[spec.id], (spec.name, *spec.aliases))
    for item in scope.unique(resources, "resource"):
        if item.spec.id in scope.people.things:
            first = scope.people.things[item.spec.id].location
            scope.report("PP301", item.at("id"), what="resource", id=item.spec.id, first=f"{first.file}:{first.line}")
        else:
            scope.needed.add(item.spec.id, _resource(item, scope), (item.spec.name, *item.spec.aliases))


def _resource(item: Item[ResourceSpec], scope: Scope) -> Resource:
    spec = item.spec
    unit = scope.unit(spec.unit, item.spot("unit"))
    leave = merged_leave(leave_spans(item, scope))
    return Resource(spec.id, spec.name, unit.id if unit else "", spec.capacity, item.at("id"), leave)


def declared_needs(part: Item[StageSpec], scope: Scope) -> tuple[Need, ...] | None:
    """Return what a stage or group says of whom it needs; None if nothing, an amount of 0 included."""
    if part.spec.needs is None:
        return None
    found: dict[str, Need] = {}
    for index, spec in enumerate(part.spec.needs):
        place = part.at("needs", index, "who")
        who = scope.needed.find(spec.who, place, scope.findings)
        if who is None:
            continue
        need = Need(who, spec.amount, place)
        first = found.setdefault(who.id, need)
        if first is not need:
            written = f"{first.location.file}:{first.location.line}"
            scope.report("PP301", place, what="need", id=who.id, first=written)
        elif who.capacity is not None and spec.amount > who.capacity:
            at = part.at("needs", index, "amount")
            scope.report("PP327", at, name=who.name, amount=spec.amount, capacity=who.capacity)
    return tuple(found.values())


def with_owner(declared: Sequence[Need], owner: Person | None, part: Item[StageSpec]) -> tuple[Need, ...]:
    """Return whom a stage needs: what it says, and its owner once where nothing is said of them."""
    if owner is None or any(need.who.id == owner.id for need in declared):
        return tuple(need for need in declared if need.amount)
    return Need(owner, 1, part.at("id")), *(need for need in declared if need.amount)


def limited(needs: Iterable[Need]) -> tuple[Need, ...]:
    """Return the needs of those whose time is limited."""
    return tuple(need for need in needs if need.who.capacity is not None)


def leave_of(needs: Sequence[Need], duration: Duration) -> tuple[Leave, ...]:
    """Return the leave that moves a stage: calendar days and milestones pass in it as on any other day."""
    if not duration.working or not duration.days:
        return ()
    if len(needs) == 1:
        return needs[0].who.leave
    return merged_leave(span for need in needs for span in need.who.leave)
