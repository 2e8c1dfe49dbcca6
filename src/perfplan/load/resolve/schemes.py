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
    before = len(scope.findings)
    for scheme in scope.unique(schemes, "scheme"):
        judged |= _items(scheme, known, scope)
        for index, part in enumerate(scheme.spec.items):
            if part.weight < 0:
                scope.report("PP213", scheme.at("items", index, "weight"), value=shown(part.weight), bound=">= 0")
        total = sum((part.weight for part in scheme.spec.items), Fraction(0))
        if total != scheme.spec.total and all(part.weight >= 0 for part in scheme.spec.items):
            scope.report("PP406", scheme.at("id"), sum=shown(total), total=shown(scheme.spec.total))
    strange = any(finding.code == "PP305" for finding in scope.findings[before:])
    if judged and not strange:  # else one of those left out may be meant
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
