"""A target's annual number: given, grown from the baseline, or pending; in whole quanta of its declared decimals."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from perfplan.kinds._kind import Extras, Kind
from perfplan.load.resolve.scope import Item, Place, Scope
from perfplan.model.quantity import format_decimal as shown
from perfplan.model.quantity import round_half_up, to_quanta
from perfplan.model.target import Implied, Shape
from perfplan.spec.target import TargetSpec
from perfplan.spec.types import Number


class Numbers(Struct, frozen=True):
    """The resolved numbers of a target."""

    value: int | None
    opening: int
    reached: int
    implied: Implied | None


def quanta(value: Fraction, decimals: int, place: Place, scope: Scope) -> int:
    """Return an amount in quanta; more places than declared are a finding, and are rounded to go on."""
    exact = to_quanta(value, decimals)
    if exact is not None:
        return exact
    scope.report("PP401", place, value=shown(value), decimals=decimals)
    return round_half_up((value * 10**decimals).numerator, (value * 10**decimals).denominator)


def resolve_numbers(item: Item[TargetSpec], kind: Kind, extras: Extras, scope: Scope) -> Numbers:
    """Return the annual value, where the year opens, and where things stood when the plan was issued."""
    spec = item.spec
    number = _annual(item, kind, extras, scope)
    value = None if number is None else quanta(number, spec.decimals, item.spot("value"), scope)
    path = (extras.shape or kind.shape) is Shape.PATH
    opening = 0
    if path and spec.baseline is not None:
        opening = quanta(spec.baseline, spec.decimals, item.spot("baseline"), scope)
    elif path and value is not None:
        scope.report("PP407", item.at("id"), kind=spec.kind)
    reached = opening
    if spec.done_before is not None:
        decimals = extras.base.decimals if extras.base else spec.decimals
        reached = quanta(spec.done_before, decimals, item.spot("done_before"), scope)
    return Numbers(value, opening, reached, _implied(number, extras))


def _annual(item: Item[TargetSpec], kind: Kind, extras: Extras, scope: Scope) -> Fraction | None:
    spec = item.spec
    said = [key for key in ("value", "growth", "pending") if getattr(spec, key) is not None]
    if extras.value is not None:
        for key in said:
            scope.report("PP414", item.key_at(key), key=key, kind=spec.kind)
        return extras.value.value
    if len(said) != 1:
        scope.report("PP214", item.key_at(said[1]) if said else item.at("id"), found=", ".join(said))
        return None
    if spec.value is not None:
        return _plain(item, spec.value, scope)
    return _grown(item, kind, scope) if spec.growth is not None else None


def _plain(item: Item[TargetSpec], number: Number, scope: Scope) -> Fraction:
    if number.percent and item.spec.uom not in {"%", None}:
        scope.report("PP410", item.at("value"), value=f"{shown(number.value)}%", uom=item.spec.uom or "")
    return number.value


def _grown(item: Item[TargetSpec], kind: Kind, scope: Scope) -> Fraction | None:
    spec = item.spec
    growth = spec.growth or Fraction(0)
    if kind.name == "growth":
        return growth * 100
    if spec.baseline is None:
        scope.report("PP407", item.at("growth"), kind=spec.kind)
        return None
    grown = spec.baseline * (1 + growth) * 10**spec.decimals
    return Fraction(round_half_up(grown.numerator, grown.denominator), 10**spec.decimals)


def _implied(rate: Fraction | None, extras: Extras) -> Implied | None:
    base = extras.base
    if base is None or rate is None:
        return None
    amount = base.amount * (1 + rate / 100) * 10**base.decimals
    return Implied(base.uom, base.decimals, round_half_up(amount.numerator, amount.denominator), base.amount)
