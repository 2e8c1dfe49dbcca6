"""What a ratio means in cases: how many are needed, and how many may still be missed."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from perfplan.model.target import Direction


def needed_and_allowed(bound: Fraction, denominator: Fraction, direction: Direction) -> tuple[int, int]:
    """Return how many cases must count and how many may fail, of ``denominator`` in the year.

    ``bound`` is a share (0.85). Upwards at least ``ceil(bound·n)`` must count; downwards at most ``floor(bound·n)``
    may. 85 % of 365 days needs 311 and allows 54.
    """
    whole = floor(denominator)
    if direction is Direction.UP:
        needed = ceil(bound * denominator)
        return needed, whole - needed
    allowed = floor(bound * denominator)
    return whole - allowed, allowed
