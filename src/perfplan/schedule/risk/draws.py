"""Drawn durations: the same for the same seed on every machine, with numpy or without.

A duration is drawn in whole days: the value of its distribution, rounded to the nearest day, so that exactly ``d`` days
have the probability ``F(d + 1/2) - F(d - 1/2)``. Probabilities are multiples of 1/65,536. The n-th draw of a stage are
16 bits of SplitMix64 (Steele, Lea, Flood 2014), keyed with the seed and the stage's id alone: a change to one stage
leaves the draws of the others as they are.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator
from hashlib import blake2b
from itertools import islice

from perfplan.model.risk import Distribution, Spread

LEVELS = 1 << 16
WORD = (1 << 64) - 1
STEP, FIRST, SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def key_of(seed: int, stage: str) -> int:
    """Return where a stage's stream of random words begins."""
    return int.from_bytes(blake2b(f"{seed}/{stage}".encode(), digest_size=8).digest(), "little")


def drawn(spread: Spread, key: int, runs: int) -> list[int]:
    """Return so many durations, in days."""
    steps = thresholds(spread)
    return [spread.optimistic + bisect_right(steps, level) for level in islice(_levels(key), runs)]


def _levels(key: int) -> Iterator[int]:
    """Yield random numbers below 65,536: four from every word, the lowest bits first."""
    while True:
        key = (key + STEP) & WORD
        word = ((key ^ (key >> 30)) * FIRST) & WORD
        word = ((word ^ (word >> 27)) * SECOND) & WORD
        word ^= word >> 31
        for shift in (0, 16, 32, 48):
            yield (word >> shift) & (LEVELS - 1)


def thresholds(spread: Spread) -> list[int]:
    """Return for every duration, from the shortest on, below which level it or a shorter one is drawn."""
    if spread.optimistic == spread.pessimistic:
        return [LEVELS]
    inner = range(spread.optimistic, spread.pessimistic)
    return [*(math.floor(cumulative(spread, days + 0.5) * LEVELS + 0.5) for days in inner), LEVELS]


def cumulative(spread: Spread, days: float) -> float:
    """Return the probability of at most ``days``, which lie between the shortest and the longest."""
    low, mode, high = spread.optimistic, spread.likely, spread.pessimistic
    width = high - low
    if spread.distribution is Distribution.TRIANGULAR:
        if days <= mode:
            return (days - low) ** 2 / (width * (mode - low))
        return 1 - (high - days) ** 2 / (width * (high - mode))
    return _beta((days - low) / width, 1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width)


def _beta(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function (continued fraction: Abramowitz and Stegun 26.5.8)."""
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(1 - x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) / a
    value = 1.0
    for m in range(60, 0, -1):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m - 1) * (a + b + m - 1) * x / ((a + 2 * m - 2) * (a + 2 * m - 1))
        value = 1 + odd / (1 + even / value)
    return front / value
