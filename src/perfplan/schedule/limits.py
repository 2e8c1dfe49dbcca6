"""Latest dates under relative deadlines (``due_within``): a limit bounds its stage and never pulls its anchor.

Without the second half, a stage that cannot be done within its limit would drag the very stage it counts from to ever
earlier dates. So a limit is applied after the backward pass: the stage's latest finish is cut to the limit after the
anchor's latest finish, the cut runs back over the stage's predecessors, and stops at the anchor and whatever comes
before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush

from perfplan.schedule.axis import lag_after, lag_before, place_late
from perfplan.schedule.cpm import Ceilings, Dates, backward, declared_ceilings, forward
from perfplan.schedule.network import FAR_FUTURE, Arc, Limit, Network


def latest_by(network: Network, days: Sequence[int], origin: int, end: int) -> Dates:
    """Return the latest dates for a deadline whose closing boundary is ``end``."""
    return latest(network, days, origin, declared_ceilings(network, end))


def latest(network: Network, days: Sequence[int], origin: int, ceilings: Ceilings) -> Dates:
    """Return the latest dates under all ceilings, relative deadlines included.

    A limit can pull the anchor of another one, so limits are applied until nothing moves. Limits that contradict each
    other would move for ever: then all anchors are held at their earliest finish, and what cannot be shows as negative
    float.
    """
    late = backward(network, days, origin, ceilings)
    if not network.limits:
        return late
    settled = _LimitPass(network, days, origin, late)
    if settled.settles():
        return settled.late
    held = _LimitPass(network, days, origin, backward(network, days, origin, _held(network, days, origin, ceilings)))
    held.round()
    return held.late


def _held(network: Network, days: Sequence[int], origin: int, ceilings: Ceilings) -> Ceilings:
    early = forward(network, days, origin)
    finish = list(ceilings.finish)
    for limit in network.limits:
        finish[limit.anchor] = min(finish[limit.anchor], early.finish[limit.anchor])
    return Ceilings(ceilings.start, finish)


def limit_ceiling(limit: Limit, late: Dates) -> int:
    """Return the last finish boundary that a limit allows after its anchor's latest finish."""
    return lag_after(late.finish[limit.anchor], limit.days, limit.calendar)


_ROUNDS = 32  # each round settles at least one limit that does not contradict another, nearly always all of them


class _LimitPass:
    """One application of a network's limits to a backward pass, on lists of its own."""

    def __init__(self, network: Network, days: Sequence[int], origin: int, late: Dates) -> None:
        self._network, self._days, self._origin = network, days, origin
        self.late = Dates(list(late.start), list(late.finish))
        self._position = {place: position for position, place in enumerate(network.order)}
        self._limits = sorted(network.limits, key=lambda limit: (-self._position[limit.anchor], limit.stage))

    def settles(self) -> bool:
        """Apply the limits until nothing moves; say whether that came to an end."""
        return any(not self.round() for _ in range(min(len(self._limits), _ROUNDS) + 1))

    def round(self) -> bool:
        """Apply every limit once; say whether anything moved."""
        moved = [self._cut(limit.stage, FAR_FUTURE, limit_ceiling(limit, self.late), limit) for limit in self._limits]
        return any(moved)

    def _cut(self, place: int, start: int, finish: int, limit: Limit) -> bool:
        """Bound one stage, then its predecessors, latest first; say whether anything moved."""
        if not self._bound(place, start, finish):
            return False
        spared = _UpTo(self._network, self._position, limit.anchor)
        queue = [-self._position[place]]
        while queue:
            for arc in self._network.incoming[self._network.order[-heappop(queue)]]:
                if self._pulls(arc) and not spared.holds(arc.source):
                    self._bound(arc.source, *self._ceilings(arc))
                    heappush(queue, -self._position[arc.source])
        return True

    def _pulls(self, arc: Arc) -> bool:
        start, finish = self._ceilings(arc)
        return start < self.late.start[arc.source] or finish < self.late.finish[arc.source]

    def _ceilings(self, arc: Arc) -> tuple[int, int]:
        bound = self.late.finish[arc.target] if arc.to_finish else self.late.start[arc.target]
        ceiling = lag_before(bound, arc.lag, arc.calendar)
        return (FAR_FUTURE, ceiling) if arc.from_finish else (ceiling, FAR_FUTURE)

    def _bound(self, place: int, start: int, finish: int) -> bool:
        was = self.late.start[place], self.late.finish[place]
        calendar = self._network.activities[place].calendar
        now = place_late(self._days[place], calendar, min(start, was[0]), min(finish, was[1]), self._origin)
        self.late.start[place], self.late.finish[place] = now
        return now != was


class _UpTo:
    """An anchor and all that comes before it, looked up only as far back as somebody asks."""

    def __init__(self, network: Network, position: Mapping[int, int], anchor: int) -> None:
        self._network, self._position = network, position
        self._found = {anchor}
        self._ahead = [-position[anchor]]

    def holds(self, place: int) -> bool:
        """Return whether a stage is the anchor or comes before it."""
        while self._ahead and -self._ahead[0] > self._position[place]:
            for arc in self._network.incoming[self._network.order[-heappop(self._ahead)]]:
                if arc.source not in self._found:
                    self._found.add(arc.source)
                    heappush(self._ahead, -self._position[arc.source])
        return place in self._found
