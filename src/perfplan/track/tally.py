"""How much work there is in each state, with shares that add up to exactly 100.0 percent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

_WHOLE = 1000  # tenths of a percent


class State(StrEnum):
    """Where a piece of work stands on a day; every piece is in exactly one state.

    ``overdue``: a deed whose deadline is past, or an amount that nobody reports figures for. ``behind``: the figures
    are in and miss the checkpoint. ``unreported``: the day on which they were due is past, and they are not in.
    ``done`` is claimed, ``closed`` also verified. ``open``: not yet due, or waiting for figures that are not yet due.
    """

    OVERDUE = "overdue"
    BEHIND = "behind"
    UNREPORTED = "unreported"
    DUE_SOON = "due_soon"
    DONE = "done"
    CLOSED = "closed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of pieces of work by state; states without any count as 0."""

    counts: Mapping[State, int]

    @property
    def total(self) -> int:
        """How many pieces of work there are."""
        return sum(self.counts.values())

    def count(self, state: State) -> int:
        """Return how many are in this state."""
        return self.counts.get(state, 0)

    def shares(self) -> dict[State, int]:
        """Return each state's share in tenths of a percent; they add up to 1000, or are all 0 where there is no work.

        Largest remainder: every share is rounded down, and the missing tenths go to the shares that lost most, in the
        order of :class:`State` where they lost the same.
        """
        total = self.total
        if not total:
            return dict.fromkeys(State, 0)
        shares = {state: self.count(state) * _WHOLE // total for state in State}
        by_loss = sorted(State, key=lambda state: -(self.count(state) * _WHOLE % total))
        for state in by_loss[: _WHOLE - sum(shares.values())]:
            shares[state] += 1
        return shares
