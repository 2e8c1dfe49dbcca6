"""Amounts that add up over the year are not negative: nobody can be given less than nothing to do (PP435)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfplan.load.resolve.numbers import Numbers
from perfplan.load.resolve.scope import Item, Place, Scope
from perfplan.model.quantity import format_decimal as shown
from perfplan.model.target import Shape
from perfplan.spec.target import TargetSpec


def report_negatives(item: Item[TargetSpec], shape: Shape, numbers: Numbers, scope: Scope) -> None:
    """Report every negative amount of a flow, and of the amount that a growth rate implies."""
    if numbers.implied is not None and numbers.implied.value < 0:
        where = item.at("base", "amount") if numbers.implied.base < 0 else item.at(_said(item))
        scope.report("PP435", where, value=shown(Fraction(numbers.implied.value, 10**numbers.implied.decimals)))
    if shape is Shape.FLOW:
        for place, amount in _amounts(item, numbers):
            if amount < 0:
                scope.report("PP435", place, value=shown(amount))


def _said(item: Item[TargetSpec]) -> str:
    return "value" if item.spec.value is not None else "growth"


def _amounts(item: Item[TargetSpec], numbers: Numbers) -> Iterator[tuple[Place, Fraction]]:
    """Yield each declared amount that may be negative, and its place; shares and tables have their own rule (PP408)."""
    spec = item.spec
    if numbers.value is not None and numbers.value < 0:
        yield item.spot(_said(item)), Fraction(numbers.value, 10**spec.decimals)
    if spec.done_before is not None:
        yield item.spot("done_before"), spec.done_before
    for unit, amount in spec.allocate.fixed.items() if spec.allocate else ():
        yield item.spot("allocate", "fixed", unit), amount
    for index, lock in enumerate(spec.locks):
        bounds = {"value": lock.value, "minimum": lock.minimum, "maximum": lock.maximum}
        yield from ((item.spot("locks", index, key), bound) for key, bound in bounds.items() if bound is not None)
    for index, revision in enumerate(spec.revisions):
        yield item.spot("revisions", index, "value"), revision.value
