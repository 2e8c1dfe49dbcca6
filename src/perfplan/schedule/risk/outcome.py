"""What a simulation gives, whichever way it ran."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple, Protocol

from perfplan.schedule.network import Network


class Outcome(NamedTuple):
    """Finish boundaries, ascending over the runs: of the project, and of the stages asked for, by place."""

    ends: list[int]
    finishes: dict[int, list[int]]

    def met(self, end: int) -> int:
        """Return in how many runs the project ends by a boundary."""
        return bisect_right(self.ends, end)


class Runs(Protocol):
    """So many runs of one project, whose durations are drawn once and played on several networks."""

    def play(self, network: Network, origin: int, watched: Sequence[int] = ()) -> Outcome:
        """Return when each run ends, every stage as soon as it can, and when the watched stages finish."""

    def critical(self, network: Network, origin: int) -> list[int]:
        """Return in how many runs each stage is on a chain that decides when the project ends."""


def quantile(ascending: list[int], part: Fraction) -> int:
    """Return the smallest value that at least this part of the runs does not exceed."""
    wanted = -(-part.numerator * len(ascending) // part.denominator)
    return ascending[max(wanted, 1) - 1]
