"""Evaluation schemes against the plan's targets."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from perfplan.diagnostics import Location
from perfplan.load.resolve.scope import Item, Names, Scope
from perfplan.model.quantity import format_decimal as shown
from perfplan.spec.scheme import SchemeSpec


def resolve_schemes(schemes: Sequence[Item[SchemeSpec]], targets: Sequence[Item[Any]], scope: Scope) -> None:
    """Check that every scheme judges known targets, each once, that its weights add up, and that no target is left."""
    known: Names[Item[Any]] = Names("PP305", scope.hidden["targets"])
    for item in targets:
        known.add(item.spec.id, item, (item.spec.name,))
    judged: set[str] = set()
    for scheme in scope.unique(schemes, "scheme"):
        judged |= _items(scheme, known, scope)
        total = sum((part.weight for part in scheme.spec.items), Fraction(0))
        if total != scheme.spec.total:
            scope.report("PP406", scheme.at("id"), sum=shown(total), total=shown(scheme.spec.total))
    if judged:
        for item in targets:
            if item.spec.id not in judged:
                scope.report("PP320", item.at("id"), target=item.spec.name)


def _items(scheme: Item[SchemeSpec], known: Names[Item[Any]], scope: Scope) -> set[str]:
    """Return the ids of the targets that a scheme judges; a strange one and one named twice are findings."""
    found: dict[str, Location] = {}
    for index, part in enumerate(scheme.spec.items):
        place = scheme.at("items", index, "target")
        target = known.find(part.target, place, scope.findings)
        if target is None:
            continue
        first = found.setdefault(target.spec.id, place)
        if first is not place:
            scope.report("PP319", place, target=target.spec.name, first=f"{first.file}:{first.line}")
    return set(found)
