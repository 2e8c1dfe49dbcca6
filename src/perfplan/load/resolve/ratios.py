"""Ratios of two targets: each is linked with its parts once all targets are resolved."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from msgspec.structs import replace

from perfplan.kinds.ratio import DAYS
from perfplan.load.nearest import nearest
from perfplan.load.resolve.scope import Item, Names, Scope
from perfplan.load.resolve.target import kinds
from perfplan.model.quantity import format_quanta
from perfplan.model.target import Shape, Target
from perfplan.spec.target import TargetSpec
from perfplan.split.ratio import scale_of

KEYS = ("numerator", "denominator")


def link_ratios(items: Sequence[Item[TargetSpec]], targets: Sequence[Target], scope: Scope) -> tuple[Target, ...]:
    """Return the targets, those that are ratios of two others with these as their parts."""
    known: Names[Target] = Names("PP305", scope.hidden["targets"])
    for target in targets:
        known.add(target.id, target, (target.name,))
    by_id = {item.spec.id: item for item in items}
    return tuple(_linked(target, by_id[target.id], known, scope) for target in targets)


def _linked(target: Target, item: Item[TargetSpec], known: Names[Target], scope: Scope) -> Target:
    named = kinds()[item.spec.kind].extras(item.spec).parts
    _report_impossible(target, item, scope)
    if not any(named):
        return target
    if not all(named):
        there = KEYS[not named[0]]
        if named[0] or not _means_days(named[1], item, scope):
            scope.report("PP430", item.key_at(there), there=there, missing=KEYS[bool(named[0])])
        return target
    parts = [_part(key, name, item, known, scope) for key, name in zip(KEYS, named, strict=True)]
    numerator, denominator = parts
    if numerator is None or denominator is None:
        return target
    whole = None if denominator.annual is None else Fraction(denominator.annual, 10**denominator.annual_decimals)
    return replace(target, parts=(numerator, denominator), denominator=whole or None)


def _report_impossible(target: Target, item: Item[TargetSpec], scope: Scope) -> None:
    """Report a share of cases that no number of them can be: more than all, or less than none."""
    if target.denominator is None or target.value is None:
        return
    share = Fraction(target.value, 10**target.decimals) / scale_of(target.uom)
    if not 0 <= share <= 1:
        said = format_quanta(target.value, target.decimals)
        scope.report("PP436", item.at("value"), value=f"{said} {target.uom}".rstrip())


def _means_days(name: str, item: Item[TargetSpec], scope: Scope) -> bool:
    """Whether a denominator is a slip of ``days``; a finding then."""
    near = nearest(name, (DAYS,))
    if near:
        scope.report("PP204", item.at("denominator"), value=name, allowed=DAYS, nearest=near)
    return bool(near)


def _part(key: str, name: str, item: Item[TargetSpec], known: Names[Target], scope: Scope) -> Target | None:
    part = known.find(name, item.spot(key), scope.findings)
    if part is not None and part.shape is not Shape.FLOW:
        scope.report("PP431", item.at(key), name=part.name, kind=part.kind)
        return None
    return part
