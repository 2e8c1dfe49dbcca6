"""Whole shares of a whole amount: where a single series is rounded.

Over time: cumulative rounding, ``c_t = floor(T·W_t / W + 1/2)``. Every contiguous block of periods is then the floor
or the ceiling of its ideal, so months, quarters and year-to-date agree by construction.
Over units: largest remainder (Hamilton 1792, Hare–Niemeyer), ties to the unit listed first.
Over both: :mod:`.twoway`. All in integers; a weight of zero gives zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from math import gcd, lcm

from perfplan.model.quantity import round_half_up


def integer_weights(weights: Sequence[Fraction]) -> list[int]:
    """Return the smallest integers in the same proportions (all zero stays all zero)."""
    scale = lcm(*(w.denominator for w in weights)) if weights else 1
    scaled = [w.numerator * (scale // w.denominator) for w in weights]
    common = gcd(*scaled) or 1
    return [w // common for w in scaled]


def spread(total: int, weights: Sequence[int]) -> list[int]:
    """Share ``total`` over consecutive periods by cumulative rounding; needs a positive sum of weights."""
    whole = sum(weights)
    ends = [round_half_up(total * reached, whole) for reached in accumulate(weights)]
    return differences(ends)


def in_groups(total: int, weights: Sequence[int], groups: Sequence[str]) -> list[int]:
    """Share ``total`` over units from the top down: over their groups, then within each (largest remainder)."""
    members = members_of(groups)
    shares = [0] * len(weights)
    sums = [sum(weights[i] for i in inside) for inside in members.values()]
    for inside, amount in zip(members.values(), largest_remainder(total, sums), strict=True):
        own = [weights[i] for i in inside]
        for i, share in zip(inside, largest_remainder(amount, own) if any(own) else own, strict=True):
            shares[i] = share
    return shares


def members_of(groups: Sequence[str]) -> dict[str, list[int]]:
    """Return the places of each group's members."""
    members: dict[str, list[int]] = {}
    for place, group in enumerate(groups):
        members.setdefault(group, []).append(place)
    return members


def differences(ends: Sequence[int]) -> list[int]:
    """Return what each period adds to reach the running totals ``ends``."""
    return [end - begin for begin, end in zip((0, *ends), ends, strict=False)]


def largest_remainder(total: int, weights: Sequence[int]) -> list[int]:
    """Share ``total`` over units; each gets the floor or the ceiling of its ideal (mirrored for negatives)."""
    if total < 0:
        return [-share for share in largest_remainder(-total, weights)]
    whole = sum(weights)
    floors, remainders = zip(*(divmod(total * w, whole) for w in weights), strict=True)
    shares = list(floors)
    by_remainder = sorted(range(len(weights)), key=lambda i: -remainders[i])
    for i in by_remainder[: total - sum(floors)]:
        shares[i] += 1
    return shares
