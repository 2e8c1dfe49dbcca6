"""What a ratio means in cases: how many are needed and may be missed in the year, and of what is left of it."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from types import MappingProxyType

from msgspec import Struct

from perfplan.model.target import Direction

ONE = Fraction(1)
_SCALES = MappingProxyType({"%": 100, "‰": 1000})


def scale_of(uom: str) -> int:
    """Return what a ratio of one is in a unit of measure: 100 in percent."""
    return _SCALES.get(uom, 1)


def needed_and_allowed(
    bound: Fraction, denominator: Fraction, direction: Direction, step: Fraction = ONE
) -> tuple[Fraction, Fraction]:
    """Return how many cases must count and how many may fail, of ``denominator`` in the year.

    ``bound`` is a share (0.85), ``step`` what cases are counted in. Upwards at least ``ceil(bound·n)`` must count;
    downwards at most ``floor(bound·n)`` may. 85 % of 365 days needs 311 and allows 54.
    """
    whole = floor(denominator / step) * step
    if direction is Direction.UP:
        needed = ceil(bound * denominator / step) * step
        return needed, whole - needed
    allowed = floor(bound * denominator / step) * step
    return whole - allowed, allowed


class Rest(Struct, frozen=True):
    """What is left of a ratio's year: ``count`` of ``of`` counted so far, ``left`` are still to come.

    Upwards ``needed`` of these must count and ``allowed`` need not; downwards ``allowed`` may count. A negative
    ``allowed`` says by how much the bound is out of reach.
    """

    count: Fraction
    of: Fraction
    left: Fraction
    needed: Fraction
    allowed: Fraction


def rest_of(
    bound: Fraction, whole: Fraction, so_far: tuple[Fraction, Fraction], direction: Direction, step: Fraction = ONE
) -> Rest:
    """Return what the rest of the year must bring after ``so_far``, a count of so many.

    ``whole`` is the year's number of cases; more cases than that make the year larger. With 100 of 120 days, 211 of the
    245 that are left are needed for 85 % of 365.
    """
    count, of = so_far
    year = max(whole, of)
    needed, allowed = needed_and_allowed(bound, year, direction, step)
    left = year - of
    if direction is Direction.UP:
        needed = max(needed - count, Fraction(0))
        return Rest(count, of, left, needed, left - needed)
    return Rest(count, of, left, max(left - (allowed - count), Fraction(0)), allowed - count)
