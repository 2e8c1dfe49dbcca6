"""The year's end of what does not add up: levels, values of a day, and rates, means and ratios of the year so far.

A level moves on as it has moved this year: a random walk with drift, the drift being the mean change a month. A value
of the day (a debt, an unemployment rate) does so too, but its drift only counts as far as it stands out from the
changes' own noise (the estimate of James and Stein, 1961, in one dimension, and never the other way round). A value of
the year so far ends where it stands, because the months to come are expected to be like those that were; the more of
the year has passed, the less they can move it.

Intervals hold four times in five if changes, or months, are independent and normal: Student's t with as many degrees
of freedom as they leave. With a single change, or month, nothing is known about how they vary.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

from perfplan.track.forecast import Z80, Estimate, Way

_T80 = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363)
"""Student's t for an interval of 80 %, with 1, 2, 3 … degrees of freedom."""


class Seen(NamedTuple):
    """A value, and how much of the year it is about or comes after: months from the beginning, or cases."""

    after: float
    value: float


def level_end(seen: Sequence[Seen], whole: float) -> Estimate:
    """Return the estimate of a level at the end of ``whole`` months, from its opening and at least one value."""
    moved = _Moves.of(seen)
    return _walked(seen[-1], whole - seen[-1].after, moved.drift, moved, 1.0)


def value_end(seen: Sequence[Seen], whole: float) -> Estimate:
    """Return the estimate of a value of the day at the end of ``whole`` months, from at least one value."""
    last, left = seen[-1], whole - seen[-1].after
    if len(seen) < 2:
        return Estimate(last.value, last.value, last.value, Way.TREND, known=left <= 0)
    moved = _Moves.of(seen)
    noise, square = moved.variance / moved.over, moved.drift**2
    counts = (square - noise) / square if square > noise and moved.freedom else 0.0
    return _walked(last, left, counts * moved.drift, moved, counts)


def average_end(seen: Sequence[Seen], whole: float) -> Estimate:
    """Return the estimate of a value of the year so far, from at least one; ``after`` is what it is an average of."""
    last, rest = seen[-1], whole - seen[-1].after
    parts = [(seen[0].after, seen[0].value)]
    for before, now in pairwise(seen):
        weight = now.after - before.after
        parts.append((weight, (now.value * now.after - before.value * before.after) / weight))
    freedom = len(parts) - 1
    if rest <= 0 or not freedom:
        return Estimate(last.value, last.value, last.value, Way.TO_DATE, known=rest <= 0)
    variance = sum(weight * (value - last.value) ** 2 for weight, value in parts) / freedom
    spread = _t80(freedom) * rest / whole * sqrt(variance * (1 / rest + 1 / last.after))
    return Estimate(last.value, last.value - spread, last.value + spread, Way.TO_DATE)


class _Moves(NamedTuple):
    """Changes a month: their mean, the months they were seen over, their variance, and its degrees of freedom."""

    drift: float
    over: float
    variance: float
    freedom: int

    @classmethod
    def of(cls, seen: Sequence[Seen]) -> _Moves:
        """Look at the changes from each value to the next; one over several months is as likely as their sum."""
        steps = [(now.after - before.after, now.value - before.value) for before, now in pairwise(seen)]
        over = sum(months for months, _ in steps)
        drift = sum(change for _, change in steps) / over
        freedom = len(steps) - 1
        squares = sum((change - months * drift) ** 2 / months for months, change in steps)
        return cls(drift, over, squares / freedom if freedom else 0.0, freedom)


def _walked(last: Seen, left: float, drift: float, moved: _Moves, counts: float) -> Estimate:
    """Walk on with a drift whose own error counts as much as the drift does."""
    total = last.value + left * drift
    if left <= 0 or not moved.freedom:
        return Estimate(total, total, total, Way.TREND, known=left <= 0)
    spread = _t80(moved.freedom) * sqrt(moved.variance * (left + counts * left * left / moved.over))
    return Estimate(total, total - spread, total + spread, Way.TREND)


def _t80(freedom: int) -> float:
    return _T80[freedom - 1] if freedom <= len(_T80) else Z80
