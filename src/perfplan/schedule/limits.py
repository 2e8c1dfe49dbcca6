"""Latest dates under relative deadlines (``due_within``): a limit bounds its stage and never pulls its anchor.

Without the second half, a stage that cannot be done within its limit would drag the very stage it counts from to ever
earlier dates. So a limit is applied after the backward pass: the stage's latest finish is cut to the limit after the
anchor's latest finish, the cut runs back over the stage's predecessors, and stops at the anchor and whatever comes
before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from perfplan.schedule.axis import lag_after, lag_before, place_early, place_late
from perfplan.schedule.cpm import Ceilings, Dates, backward, declared_ceilings, forward
from perfplan.schedule.network import FAR_FUTURE, FAR_PAST, Arc, Limit, Network


class Latest(NamedTuple):
    """Latest dates, and by stage the last finish boundary that its relative deadline allows."""

    dates: Dates
    limits: dict[int, int]


def latest_by(network: Network, days: Sequence[int], origin: int, end: int) -> Latest:
    """Return the latest dates for a deadline whose closing boundary is ``end``."""
    return latest(network, days, origin, declared_ceilings(network, end))


def latest(network: Network, days: Sequence[int], origin: int, ceilings: Ceilings) -> Latest:
    """Return the latest dates under all ceilings, relative deadlines included.

    A limit can pull the anchor of another one, so limits are applied until nothing moves. Limits that cannot be kept,
    alone or because they contradict each other, count from the anchor's earliest finish: that shows as negative float.
    Where an anchor is late itself, the limit told is the one after its earliest finish: the delay is the anchor's.
    """
    late = backward(network, days, origin, ceilings)
    if not network.limits:
        return Latest(late, {})
    early = forward(network, days, origin)
    fixed = {limit: _after(limit, early) for limit in impossible_limits(network, days, origin, early, late)}
    settled = _LimitPass(network, days, origin, late, fixed)
    if not settled.settles():
        fixed = {limit: _after(limit, early) for limit in network.limits}
        settled = _LimitPass(network, days, origin, late, fixed)
        settled.round()
    told = {
        each.stage: fixed.get(each, max(_after(each, early), _after(each, settled.late))) for each in network.limits
    }
    return Latest(settled.late, told)


def _after(limit: Limit, dates: Dates) -> int:
    return lag_after(dates.finish[limit.anchor], limit.days, limit.calendar)


def impossible_limits(
    network: Network, days: Sequence[int], origin: int, early: Dates, late: Dates
) -> tuple[Limit, ...]:
    """Return the limits that the way from anchor to stage exceeds, both at the anchor's earliest and latest dates."""
    doubtful: dict[int, list[Limit]] = {}
    for limit in network.limits:
        if early.finish[limit.stage] > _after(limit, early):
            doubtful.setdefault(limit.anchor, []).append(limit)
    position = {place: index for index, place in enumerate(network.order)}
    found: list[Limit] = []
    for anchor, limits in doubtful.items():
        last = max(position[limit.stage] for limit in limits)
        between = network.order[position[anchor] : last + 1]
        ways = [(dates, _ways(network, days, origin, between, dates)) for dates in (early, late)]
        found += [each for each in limits if all(way.get(each.stage, 0) > _after(each, dates) for dates, way in ways)]
    return tuple(found)


def _ways(network: Network, days: Sequence[int], origin: int, order: Sequence[int], dates: Dates) -> dict[int, int]:
    """Return the earliest finishes of the stages in ``order``, if only links from its first stage on held them."""
    spans: dict[int, tuple[int, int]] = {}
    for place in order:
        start, finish = FAR_PAST, FAR_PAST
        for arc in network.incoming[place]:
            if arc.source in spans:
                bound = lag_after(spans[arc.source][arc.from_finish], arc.lag, arc.calendar)
                start, finish = (start, max(finish, bound)) if arc.to_finish else (max(start, bound), finish)
        if place == order[0]:
            spans[place] = dates.start[place], dates.finish[place]
        elif max(start, finish) > FAR_PAST:
            spans[place] = place_early(days[place], network.activities[place].calendar, start, finish, origin)
    return {place: span[1] for place, span in spans.items()}


_ROUNDS = 32  # each round settles at least one limit that does not contradict another, nearly always all of them


class _LimitPass:
    """One application of a network's limits to a backward pass, on lists of its own."""

    def __init__(
        self, network: Network, days: Sequence[int], origin: int, late: Dates, fixed: Mapping[Limit, int]
    ) -> None:
        self._network, self._days, self._origin, self._fixed = network, days, origin, fixed
        self.late = Dates(list(late.start), list(late.finish))
        self._position = {place: position for position, place in enumerate(network.order)}
        self._limits = sorted(network.limits, key=lambda limit: (-self._position[limit.anchor], limit.stage))

    def settles(self) -> bool:
        """Apply the limits until nothing moves; say whether that came to an end."""
        return any(not self.round() for _ in range(min(len(self._limits), _ROUNDS) + 1))

    def round(self) -> bool:
        """Apply every limit once; say whether anything moved."""
        moved = [self._cut(limit) for limit in self._limits]
        return any(moved)

    def _cut(self, limit: Limit) -> bool:
        """Bound a limited stage, then its predecessors, latest first; say whether anything moved."""
        place = limit.stage
        if not self._bound(place, FAR_FUTURE, self._fixed.get(limit, _after(limit, self.late))):
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
