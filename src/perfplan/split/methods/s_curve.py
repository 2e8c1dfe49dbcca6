"""s_curve: slow, fast, slow: construction and campaigns that need a run-up.

The cumulative share at time x of the year, in exact rationals: steepness 1 is a straight line, 2 (usual) is
3x² − 2x³, 3 is 10x³ − 15x⁴ + 6x⁵ (the smoothstep polynomials).

Example::

    split: {method: s_curve, steepness: 2}
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from perfplan.model.target import SplitRule
from perfplan.split.methods._method import Method, MonthFacts

MAX_STEEPNESS = 3


def _reached(x: Fraction, steepness: int) -> Fraction:
    if steepness == 1:
        return x
    if steepness == 2:
        return x * x * (3 - 2 * x)
    return x**3 * (10 - 15 * x + 6 * x * x)


def _weights(rule: SplitRule, months: Sequence[MonthFacts]) -> list[Fraction]:
    ends = [_reached(Fraction(i, len(months)), rule.steepness) for i in range(len(months) + 1)]
    return [end - begin for begin, end in pairwise(ends)]


METHOD = Method("s_curve", _weights, accepts=frozenset({"steepness"}))
