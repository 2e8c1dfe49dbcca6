"""A target's annual value at each of its units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from perfplan.model.quantity import round_half_up
from perfplan.model.target import Allocation, Shape, Target, UnitRollup
from perfplan.split.apportion import in_groups, integer_weights, largest_remainder
from perfplan.split.cells import Range
from perfplan.split.means import settle_mean
from perfplan.split.series import CannotHold


class YearLocks(Struct, frozen=True):
    """Whole years of units that are settled, by unit id: fixed values, and bounds."""

    fixed: dict[str, int]
    ranges: dict[str, list[Range]]


NO_LOCKS = YearLocks({}, {})


def annual_by_unit(target: Target, annual: int, locks: YearLocks) -> list[int]:
    """Return the annual value of each unit that shares the target, in the allocation's order.

    Amounts add up to ``annual`` (fixed amounts first, then largest remainder over the units that units belong to, and
    within each); means give it as their weighted mean; a
    bound is the same for everyone. Units that would break the bounds of their year are fixed at them, those that lack
    most in all (minima, or maxima) first, and the others share the rest. Raises :class:`CannotHold` when that leaves
    nothing that could.
    """
    fixed = dict(locks.fixed)
    while True:
        values = _values(target, annual, fixed)
        broken = _broken(target, values, locks)
        if not broken:
            return values
        for unit, found, bound in broken:
            if fixed.setdefault(unit, bound) != bound or unit in locks.fixed:
                raise CannotHold(found.location, [found.cell], bound, fixed[unit])


def _broken(target: Target, values: Sequence[int], locks: YearLocks) -> list[tuple[str, Range, int]]:
    """Return the bounds that values break from below or from above, whichever come to more."""
    below: list[tuple[str, Range, int]] = []
    above: list[tuple[str, Range, int]] = []
    balance = 0
    for unit, value in zip(target.allocation.units if target.allocation else (), values, strict=False):
        for found in locks.ranges.get(unit.id, ()):
            bound = found.broken(value)
            if bound is not None:
                (below if value < bound else above).append((unit.id, found, bound))
                balance += bound - value
    return (below if balance >= 0 else []) + (above if balance <= 0 else [])


def _values(target: Target, annual: int, year_locks: Mapping[str, int]) -> list[int]:
    allocation = target.allocation
    if allocation is None:
        return []
    if target.units_roll is UnitRollup.SAME:
        return [annual] * len(allocation.units)
    fixed = {**allocation.fixed, **year_locks}
    if target.units_roll is UnitRollup.MEAN:
        return mean_values(target.id, annual, allocation, fixed)
    return _amounts(target.id, annual, allocation, fixed)


def _amounts(target: str, annual: int, allocation: Allocation, fixed: Mapping[str, int]) -> list[int]:
    weights = [Fraction(0) if u.id in fixed else w for u, w in zip(allocation.units, allocation.weights, strict=True)]
    rest = annual - sum(fixed.values())
    if fixed and (rest < 0 <= annual or (rest and not any(weights))):
        raise _too_much(target, allocation, fixed, annual - rest, annual)
    groups = [unit.parent or "" for unit in allocation.units]
    shares = in_groups(rest, integer_weights(weights), groups) if any(weights) else [0] * len(weights)
    return [fixed.get(unit.id, share) for unit, share in zip(allocation.units, shares, strict=True)]


def _too_much(target: str, allocation: Allocation, fixed: Mapping[str, int], found: int, limit: int) -> CannotHold:
    return CannotHold(allocation.location, [f"{target}@{unit}" for unit in fixed], found, limit)


def mean_values(target: str, annual: int, allocation: Allocation, fixed: Mapping[str, int]) -> list[int]:
    """Return the units' values, all bases times one factor, so that their weighted mean is ``annual``.

    Without bases the values are equal. Fixed values stay, and the others make up for them. Rounding leaves the mean
    within half a quantum, the declared precision; where it would still round to another number, the units whose
    values were rounded furthest give way. Raises :class:`CannotHold` where fixed values leave nothing that could.
    """
    weights = integer_weights(allocation.weights)
    bases = integer_weights(allocation.base) if any(allocation.base) else [1] * len(weights)
    places = [i for i, unit in enumerate(allocation.units) if unit.id not in fixed]
    rest = annual * sum(weights) - sum(
        weight * fixed.get(unit.id, 0) for unit, weight in zip(allocation.units, weights, strict=True)
    )
    share = sum(weights[i] * bases[i] for i in places)
    weighed = round_half_up(annual * sum(weights) - rest, sum(weights)) if any(weights) else annual
    if fixed and (rest < 0 <= annual or (rest and not share)) and (places or weighed != annual):
        raise _too_much(target, allocation, fixed, weighed, annual)
    ideals = {i: Fraction(bases[i] * rest, share) if share else Fraction(annual) for i in places}
    values = [fixed.get(unit.id, 0) for unit in allocation.units]
    for i, ideal in ideals.items():
        values[i] = round_half_up(ideal.numerator, ideal.denominator)
    settle_mean(values, ideals, weights, annual)
    return values


def reached_by_unit(target: Target, values: Sequence[int]) -> list[int]:
    """Return where each unit stands when the plan is issued.

    For amounts and levels these add up to the total's, for means they give it as their weighted mean. Levels follow
    the units' last values where they are known; all else is in proportion to the annual values.
    """
    allocation = target.allocation
    if allocation is None or not target.reached:
        return [0] * len(values)
    known = target.shape is Shape.PATH and any(allocation.base)
    base = allocation.base if known else tuple(Fraction(abs(value)) for value in values)
    if target.units_roll is UnitRollup.MEAN:
        return mean_values(target.id, target.reached, replace(allocation, base=base), {})
    return largest_remainder(target.reached, integer_weights(base) if any(base) else [1] * len(values))
