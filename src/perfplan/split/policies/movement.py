"""movement: the rest keeps the movement of the plan, starting from how the year has run so far.

Each month is what was planned times a ratio. The ratio starts at done against due and changes as little as it can from
month to month, so that the year is reached: the least sum of squared steps, as in benchmarking a series to a total by
proportional first differences (F. T. Denton, "Adjustment of monthly or quarterly series to annual totals", 1971).
Who is ten percent behind starts ten percent below the plan and ends above it.

Example::

    perfplan replan --as-of 2025-06-30 --policy movement
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

from perfplan.split.apportion import integer_weights, spread
from perfplan.split.policies._policy import Policy, Rest


def _place(rest: Rest) -> list[int]:
    count = len(rest.planned)
    if not rest.missing or not any(rest.planned):
        return [0] * count
    start = max(Fraction(rest.done, rest.due), Fraction(0)) if rest.due else Fraction(1)
    while True:
        ideals = smoothest(rest.planned[:count], start, rest.missing)
        if min(ideals) >= 0:
            break
        count -= 1  # ratios that fall below zero do so at the end: nothing is left for the last month
    amounts = spread(rest.missing, integer_weights(ideals))
    return amounts + [0] * (len(rest.planned) - count)


def smoothest(planned: Sequence[int], start: Fraction, total: int) -> list[Fraction]:
    """Return amounts that make ``total``, with ratios to ``planned`` that leave ``start`` in the smoothest way.

    Where the sum of squared steps is least, the step into each month is proportional to what it and all later months
    were to bring; that leaves one factor, which the total gives.
    """
    tails = list(accumulate(reversed(planned)))[::-1]
    climbs = list(accumulate(tails))
    whole = sum(amount * climb for amount, climb in zip(planned, climbs, strict=True))
    factor = (total - start * sum(planned)) / whole if whole else Fraction(0)
    return [amount * (start + factor * climb) for amount, climb in zip(planned, climbs, strict=True)]


POLICY = Policy("movement", _place)
