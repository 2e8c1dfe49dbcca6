"""How much work there is in each state, with shares that add up to exactly 100.0 percent."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

_WHOLE = 1000  # tenths of a percent


class State(StrEnum):
    """Where a piece of work stands on a day; every piece is in exactly one state.

    ``overdue``: a deed whose deadline is past, or an amount that nobody reports figures for. ``behind``: the figures
    are in and miss the checkpoint. ``unreported``: the day on which they were due is past, and they are not in.
    ``done`` is claimed, ``closed`` also verified. ``open``: not yet due, or waiting for figures that are not yet due.
    """

    __hash__ = str.__hash__  # that of enums is a function of Python, and states are counted by the ten thousand

    OVERDUE = "overdue"
    BEHIND = "behind"
    UNREPORTED = "unreported"
    DUE_SOON = "due_soon"
    DONE = "done"
    CLOSED = "closed"
    OPEN = "open"


class Tally(Struct, frozen=True):
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

        Largest remainder: every share is rounded down, and the missing tenths go to the shares that lost most. Equal
        counts get equal shares, if a state that holds most of the work can make up for it without being more than a
        tenth off; that cannot always be: no three equal shares add up to 100.0.
        """
        counts, total = {state: self.count(state) for state in State}, self.total
        if not total:
            return dict.fromkeys(State, 0)
        down = {state: count * _WHOLE // total for state, count in counts.items()}
        by_loss = sorted(State, key=lambda state: -(counts[state] * _WHOLE % total))
        raised = frozenset(by_loss[: _WHOLE - sum(down.values())])
        return _even(counts, down, raised) or {state: down[state] + (state in raised) for state in State}


def _even(counts: Mapping[State, int], down: Mapping[State, int], raised: frozenset[State]) -> dict[State, int] | None:
    """Return shares that are equal where counts are: all of one count are raised, or none; None if that cannot be.

    The state that holds most of the work makes up for it, and is a tenth off at most.
    """
    total = sum(counts.values())
    alike = {state: [each for each in State if counts[each] == counts[state]] for state in State}
    most = next((state for state in State if 2 * counts[state] > total), None)
    if most is None:
        return None
    for ask in (all, any):
        shares = {state: down[state] + ask(each in raised for each in alike[state]) for state in State}
        shares[most] += _WHOLE - sum(shares.values())
        if abs(shares[most] * total - counts[most] * _WHOLE) <= total:
            return shares
    return None
