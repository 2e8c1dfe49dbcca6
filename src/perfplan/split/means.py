"""Means over units: whole values whose weighted mean, rounded, is the whole's value, at every month's end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate

from perfplan.model.quantity import round_half_up
from perfplan.split.apportion import differences, integer_weights
from perfplan.split.cells import Months

Bounds = Sequence[tuple[int, int]]
MOST_MOVES = 8
"""Moves a unit; two are enough unless those with nearly all the weight are bound and hardly anyone is left to move."""


def settle_mean(
    values: list[int], ideals: Mapping[int, Fraction], weights: Sequence[int], mean: int, bounds: Bounds = ()
) -> None:
    """Move values by a quantum until their weighted mean rounds to ``mean``: first those that rounding moved furthest.

    Args:
        values: changed in place.
        ideals: the exact values of those that may move, by place.
        weights: whole, not all zero.
        mean: what the mean must round to (half up).
        bounds: the least and the most that each value may be; none for no bounds.
    """
    whole = sum(weights)
    for _ in range(MOST_MOVES * len(ideals)):
        error = round_half_up(sum(w * v for w, v in zip(weights, values, strict=True)), whole) - mean
        if not error:
            return
        step = -1 if error > 0 else 1  # moves the mean by one at most, so it cannot jump over what it must round to
        free = [i for i in ideals if weights[i] and _may(values[i] + step, bounds[i] if bounds else None)]
        if not free:
            return
        values[max(free, key=lambda i: (step * (ideals[i] - values[i]), -i))] += step


def _may(value: int, bounds: tuple[int, int] | None) -> bool:
    return bounds is None or bounds[0] <= value <= bounds[1]


def agreeing(
    months: Months, reached: int, by_unit: Sequence[int], weights: Sequence[Fraction], *, rises: bool
) -> Months:
    """Return the months of units such that at every month's end their weighted mean rounds to the total's.

    The units' years stay as they are, and so do months in which nothing happens. Running totals move by single quanta,
    no more than it takes.

    Args:
        months: of the total and of each unit, in quanta.
        reached: where the total stood before the first month.
        by_unit: where each unit stood.
        weights: of the units, not all zero.
        rises: whether what has been reached is never taken back (amounts that add up).
    """
    whole = integer_weights(weights)
    totals = [sum(unit) for unit in months.units]
    last = [start + total for start, total in zip(by_unit, totals, strict=True)]
    ends, now = [], list(by_unit)
    for index, done in enumerate(accumulate(months.own[:-1])):
        planned = [start + sum(unit[: index + 1]) for start, unit in zip(by_unit, months.units, strict=True)]
        if months.own[index] or any(unit[index] for unit in months.units):
            way = Fraction(done, sum(months.own)) if sum(months.own) else Fraction(index + 1, len(months.own))
            ideals = {i: start + way * total for i, (start, total) in enumerate(zip(by_unit, totals, strict=True))}
            bounds = list(zip(now, last, strict=True)) if rises else ()
            values = list(map(max, planned, now)) if rises else planned
            settle_mean(values, ideals, whole, reached + done, bounds)
            now = values
        ends.append(now)
    running = zip(*ends, last, strict=True)
    return Months(
        months.own, [differences([end - start for end in unit]) for unit, start in zip(running, by_unit, strict=True)]
    )
