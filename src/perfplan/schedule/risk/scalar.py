"""Simulation run by run, in plain Python: what a simulation means, and the way without numpy."""

from __future__ import annotations

from collections.abc import Sequence

from perfplan.model.risk import Spread
from perfplan.schedule.axis import place_early
from perfplan.schedule.cpm import Dates, forward, reached
from perfplan.schedule.network import Network
from perfplan.schedule.risk.draws import drawn
from perfplan.schedule.risk.outcome import Outcome


class ScalarRuns:
    """So many runs of one project: the durations of every place in every run, drawn once."""

    def __init__(self, days: Sequence[int], spreads: dict[int, tuple[Spread, int]], runs: int) -> None:
        """Draw. ``spreads`` are the uncertain places with the keys of their streams, ``days`` those of all others."""
        drawn_days = {place: drawn(spread, key, runs) for place, (spread, key) in spreads.items()}
        self._days = [
            [drawn_days[place][run] if place in drawn_days else fixed for place, fixed in enumerate(days)]
            for run in range(runs)
        ]

    def play(self, network: Network, origin: int, watched: Sequence[int] = ()) -> Outcome:
        """Return when each run ends, every stage as soon as it can, and when the watched stages finish."""
        dates = [forward(network, days, origin) for days in self._days]
        ends = sorted(max(each.finish[: network.size]) for each in dates)
        finishes = {place: sorted(each.finish[place] for each in dates) for place in watched}
        return Outcome(ends, finishes)

    def critical(self, network: Network, origin: int) -> list[int]:
        """Return in how many runs each stage is on a chain that decides when the project ends."""
        counts = [0] * network.size
        for days in self._days:
            early = forward(network, days, origin)
            for place in _decisive(network, days, early, origin):
                counts[place] += 1
        return counts


def _decisive(network: Network, days: Sequence[int], early: Dates, origin: int) -> list[int]:
    """Return the stages that end last, and all that fix the start of one of those in turn."""
    end = max(early.finish[: network.size])
    found = {place for place in range(network.size) if early.finish[place] == end}
    for place in reversed(network.order):
        if place not in found:
            continue
        calendar = network.activities[place].calendar
        for arc in network.incoming[place]:
            bound = max(reached(arc, early), origin)
            floors = (origin, bound) if arc.to_finish else (bound, origin)
            if place_early(days[place], calendar, *floors, origin)[0] == early.start[place]:
                found.add(arc.source)
    return [place for place in found if place < network.size]
