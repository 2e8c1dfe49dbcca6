"""Project buffer and feeding buffers: how long they are, and the dates that keep them.

The project's buffer lies between the chain that decides and the deadline; everything is scheduled backwards from the
day before it. A feeding buffer lies where a stage beside the chain joins it. It takes only the room that there is: no
stage of the chain moves for it (Goldratt's critical chain, without its halved durations).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from perfplan.model.project import Project
from perfplan.model.risk import BufferRule
from perfplan.schedule.analysis import Run
from perfplan.schedule.axis import lag_before
from perfplan.schedule.cpm import Dates, forward
from perfplan.schedule.limits import latest_by
from perfplan.schedule.network import Network
from perfplan.schedule.risk.outcome import Outcome, Runs, quantile


class Protected(Struct, frozen=True):
    """The recommended dates that keep buffers, as boundaries; ``unfed`` are those without feeding buffers."""

    days: int
    wanted: Mapping[int, int]
    dates: Dates
    unfed: Dates
    outcome: Outcome


def protect(project: Project, run: Run, chain: frozenset[int], runs: Runs) -> Protected:
    """Return the dates that keep a project's declared buffers; ``chain`` are the places that decide its end."""
    sizes = _Sizes(project, run, chain, runs)
    wanted = sizes.feeding(project.feeding) if project.feeding else {}
    return sizes.protected(sizes.project(project.buffer, wanted) if project.buffer else 0, wanted)


class _Sizes:
    """How long buffers have to be, found on one project's draws."""

    def __init__(self, project: Project, run: Run, chain: frozenset[int], runs: Runs) -> None:
        self._calendar, self._run, self._chain, self._runs = project.calendar, run, chain, runs
        self._longest = sum(each.spread.pessimistic - each.spread.likely for each in project.stages if each.spread)

    def project(self, rule: BufferRule, wanted: Mapping[int, int]) -> int:
        """Return the length of the project's buffer."""
        if rule.confidence is not None:
            return self._for_confidence(rule.confidence, wanted)
        ends = self._run.early.finish[: self._run.network.size]
        return self._by_rule(rule, min(self._run.early.start[place] for place in self._chain), max(ends))

    def feeding(self, rule: BufferRule) -> dict[int, int]:
        """Return what the rule asks for after each stage that joins the chain, by place."""
        joining = _joining(self._run.network, self._chain)
        if rule.confidence is None:
            begins = {place: self._run.early.start[self._first_before(place)] for place in joining}
            return {place: self._by_rule(rule, begins[place], self._run.early.finish[place]) for place in joining}
        free = self.protected(0, {}, joining)
        rank = self._calendar.rank
        late = {place: quantile(free.outcome.finishes[place], rule.confidence) for place in joining}
        return {place: max(rank(late[place]) - rank(free.dates.finish[place]), 0) for place in joining}

    def protected(self, days: int, wanted: Mapping[int, int], watched: tuple[int, ...] = ()) -> Protected:
        """Return the dates that keep buffers of these lengths, and how the project fares with them."""
        network, origin = self._run.network, self._run.origin
        end = lag_before(self._run.end, days, self._calendar)
        unfed, _ = latest_by(network, network.days, origin, end)
        fed = unfed
        if wanted:
            ceilings = {place: lag_before(unfed.finish[place], n, self._calendar) for place, n in wanted.items()}
            fed, _ = latest_by(_ending_by(network, ceilings), network.days, origin, end)
        starts = [
            (unfed if place in self._chain else fed).start[place] if place < network.size else 0
            for place in range(len(network.days))
        ]
        held, begin = _starting_at(network, starts), min([origin, *starts[: network.size]])
        outcome = self._runs.play(held, begin, watched)
        return Protected(days, wanted, forward(held, network.days, begin), unfed, outcome)

    def _by_rule(self, rule: BufferRule, first: int, end: int) -> int:
        if rule.days is not None:
            return rule.days.days
        assert rule.share is not None
        return ceil(rule.share * (self._calendar.rank(end) - self._calendar.rank(first)))

    def _for_confidence(self, confidence: Fraction, wanted: Mapping[int, int]) -> int:
        """Return the shortest buffer that is long enough; the longest useful one where none is.

        Starting earlier never ends a run later, so halving the interval finds it.
        """
        low, high = 0, self._longest
        while low < high:
            middle = (low + high) // 2
            outcome = self.protected(middle, wanted).outcome
            if Fraction(outcome.met(self._run.end), len(outcome.ends)) >= confidence:
                high = middle
            else:
                low = middle + 1
        return low

    def _first_before(self, place: int) -> int:
        """Return the first stage of the side chain that decides when a stage starts."""
        while (driver := self._run.drivers[place]) >= 0 and driver not in self._chain:
            place = driver
        return place


def _joining(network: Network, chain: frozenset[int]) -> tuple[int, ...]:
    """Return the stages beside the chain for whose finish a stage of it waits, through a group's gate too."""
    found: set[int] = set()
    ahead, seen = list(chain), set(chain)
    while ahead:
        for arc in network.incoming[ahead.pop()]:
            if arc.source in seen:
                continue
            if arc.source >= network.size:
                seen.add(arc.source)
                ahead.append(arc.source)
            elif arc.from_finish:
                found.add(arc.source)
    return tuple(sorted(found))


def _ending_by(network: Network, ceilings: Mapping[int, int]) -> Network:
    bounded = (
        own._replace(finish_ceiling=min(own.finish_ceiling, ceilings[place])) if place in ceilings else own
        for place, own in enumerate(network.activities)
    )
    return replace(network, activities=tuple(bounded))


def _starting_at(network: Network, starts: list[int]) -> Network:
    """Return the network with no place starting before its boundary."""
    floored = (
        own._replace(start_floor=max(own.start_floor, start))
        for own, start in zip(network.activities, starts, strict=True)
    )
    return replace(network, activities=tuple(floored))
