"""Whole shares of a whole amount: the one place where anything is rounded.

Over time: cumulative rounding, ``c_t = floor(T·W_t / W + 1/2)``. Every contiguous block of periods is then the floor
or the ceiling of its ideal, so months, quarters and year-to-date agree by construction.
Over units: largest remainder (Hamilton 1792, Hare–Niemeyer), ties to the unit listed first.
Over both: :func:`stagger`. All in integers; a weight of zero gives zero.
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


def stagger(totals: Sequence[int], reached: Sequence[int], whole: int, columns: Sequence[int]) -> list[list[int]]:
    """Share consecutive column totals over units so that both add up and no unit runs ahead or behind.

    ``totals`` are the units' yearly amounts (not negative), ``reached``/``whole`` the share of the year at each
    period's end, ``columns`` the running total of all units there. Returns each unit's running totals: at every end
    the floor or the ceiling of its ideal ``total·reached/whole``, never falling, adding up to ``columns``.

    Each quantum is a unit job with a release (its ideal has begun) and a deadline (its ideal is complete); columns
    are capacities. Earliest deadline first finds the schedule whenever one exists, and one does, because every block
    of ``columns`` is the floor or ceiling of its ideal (R. Tijdeman, "The chairman assignment problem", 1980).
    """
    running = [0] * len(totals)
    ends: list[list[int]] = []
    for share, column in zip(reached, columns, strict=True):
        running = _step(totals, share, whole, running, column)
        ends.append(running)
    return [list(unit) for unit in zip(*ends, strict=True)]


def _step(totals: Sequence[int], share: int, whole: int, before: list[int], column: int) -> list[int]:
    """One period of :func:`stagger`: what must be done by now, then the earliest deadlines until full."""
    ideal = [total * share for total in totals]
    now = [max(done, value // whole) for done, value in zip(before, ideal, strict=True)]
    missing = column - sum(now)
    if missing > 0:
        open_units = (i for i, value in enumerate(ideal) if now[i] * whole < value)
        # The next quantum's ideal is complete when the weight reached is ceil(k·whole / total).
        urgent = sorted(open_units, key=lambda i: (-(-(now[i] + 1) * whole // totals[i]), now[i] * whole - ideal[i], i))
        for i in urgent[:missing]:
            now[i] += 1
    return now
