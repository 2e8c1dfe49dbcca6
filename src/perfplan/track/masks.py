"""Sets of periods as integers, a byte a period: what is due, reported and met is worked out for a whole year at once.

Bit 8·i stands for period i. Union, intersection and counting are then single operations on integers, whatever the
number of periods, which is how the state of a million day shares is known without an object for any of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache


@lru_cache(maxsize=1024)
def first_periods(count: int) -> int:
    """Return the set of the periods 0 … count-1."""
    return int.from_bytes(b"\x01" * count, "little")


def periods_where(flags: Iterable[bool]) -> int:
    """Return the set of the periods whose flag is true."""
    return int.from_bytes(bytes(flags), "little")


def period(index: int) -> int:
    """Return the set of one period."""
    return 1 << (8 * index)


def span(first: int, end: int) -> int:
    """Return the set of the periods first … end-1."""
    return first_periods(max(end, 0)) & ~first_periods(max(first, 0))


def earliest(periods: int) -> int:
    """Return the index of the first period of a set that is not empty."""
    return (periods & -periods).bit_length() >> 3


def latest(periods: int) -> int:
    """Return the index of the last period of a set that is not empty."""
    return (periods.bit_length() - 1) >> 3


def indexes(periods: int) -> Iterator[int]:
    """Yield the indexes of a set, ascending."""
    while periods:
        low = periods & -periods
        yield low.bit_length() >> 3
        periods ^= low
