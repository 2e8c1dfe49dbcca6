"""A target's annual value at each of its units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from perfplan.model.quantity import round_half_up
from perfplan.model.target import Allocation, Shape, Target, UnitRollup
from perfplan.split.apportion import integer_weights, largest_remainder
from perfplan.split.series import CannotHold


def annual_by_unit(target: Target, annual: int, year_locks: Mapping[str, int]) -> list[int]:
    """Return the annual value of each unit that shares the target, in the allocation's order.

    Amounts add up to ``annual`` (largest remainder, fixed amounts first); means give it as their weighted mean; a
    bound is the same for everyone. Raises :class:`CannotHold` when fixed amounts exceed it.
    """
    allocation = target.allocation
    if allocation is None:
        return []
    if target.units_roll is UnitRollup.SAME:
        return [annual] * len(allocation.units)
    if target.units_roll is UnitRollup.MEAN:
        return mean_values(annual, allocation)
    return _amounts(target.id, annual, allocation, {**allocation.fixed, **year_locks})


def _amounts(target: str, annual: int, allocation: Allocation, fixed: Mapping[str, int]) -> list[int]:
    weights = [Fraction(0) if u.id in fixed else w for u, w in zip(allocation.units, allocation.weights, strict=True)]
    rest = annual - sum(fixed.values())
    if fixed and (rest < 0 <= annual or (rest and not any(weights))):
        raise CannotHold(allocation.location, [f"{target}@{unit}" for unit in fixed], annual - rest, annual)
    shares = largest_remainder(rest, integer_weights(weights)) if any(weights) else [0] * len(weights)
    return [fixed.get(unit.id, share) for unit, share in zip(allocation.units, shares, strict=True)]


def mean_values(annual: int, allocation: Allocation) -> list[int]:
    """Return the units' values, ``base × annual / weighted mean of bases``, so that their weighted mean is ``annual``.

    Rounding each value leaves the mean within half a quantum, the declared precision; where it would still round to
    another number, the unit whose value was rounded furthest gives way.
    """
    if not any(allocation.base):
        return [annual] * len(allocation.units)
    weights = integer_weights(allocation.weights)
    bases = integer_weights(allocation.base)
    whole = sum(weights)
    weighted_base = sum(w * b for w, b in zip(weights, bases, strict=True))
    ideals = [Fraction(base * annual * whole, weighted_base) for base in bases]
    values = [round_half_up(ideal.numerator, ideal.denominator) for ideal in ideals]
    _settle(values, ideals, weights, annual)
    return values


def _settle(values: list[int], ideals: Sequence[Fraction], weights: Sequence[int], annual: int) -> None:
    whole = sum(weights)
    for _ in values:
        total = sum(w * v for w, v in zip(weights, values, strict=True))
        error = round_half_up(total, whole) - annual
        if not error:
            return
        step = -1 if error > 0 else 1
        furthest = max(range(len(values)), key=lambda i: (step * (ideals[i] - values[i]), -i))
        values[furthest] += step


def reached_by_unit(target: Target, values: Sequence[int]) -> list[int]:
    """Return where each unit stands when the plan is issued; for amounts and levels these add to the total's."""
    allocation = target.allocation
    if allocation is None or not target.reached:
        return [0] * len(values)
    if target.units_roll is not UnitRollup.SUM:
        return [target.reached if target.shape is Shape.PATH else 0] * len(values)
    base = integer_weights(allocation.base) if any(allocation.base) else list(values)
    return largest_remainder(target.reached, base) if any(base) else [0] * len(values)
