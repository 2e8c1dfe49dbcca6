"""Where new orders come from: biased draws for the first ones, then parts of two schedules and a little chance.

An order is given by keys, one for each activity, the highest first. Keys made from the ends of a schedule put that
schedule's last activity first, as building in the other direction of time needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from random import Random

from perfplan.schedule.levelling.direction import Member
from perfplan.schedule.levelling.problem import Problem

_MUTATED, _SHIFT = 0.03, 8  # how likely a key moves, and by how many days at most


def drawn_keys(tails: Sequence[int], before: Sequence[Sequence[int]], random: Random) -> list[int]:
    """Draw an order: again and again one of the activities that could be next, longer ``tails`` being likelier.

    The chance is the regret of not taking it, its tail less the shortest of those that could be next (Drexl 1991).
    """
    waiting = [len(sources) for sources in before]
    after: list[list[int]] = [[] for _ in before]
    for target, sources in enumerate(before):
        for source in sources:
            after[source].append(target)
    ready = [place for place, count in enumerate(waiting) if not count]
    keys = [0] * len(tails)
    for rank in range(len(tails), 0, -1):
        least = min([tails[place] for place in ready])
        place = random.choices(ready, [tails[place] - least + 1 for place in ready])[0]
        ready.remove(place)
        keys[place] = rank
        for target in after[place]:
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return keys


class Breeder:
    """Crosses two schedules of one direction (Valls et al. 2008, Debels and Vanhoucke 2005)."""

    def __init__(self, problem: Problem, random: Random) -> None:
        self._random = random
        self._durations = problem.durations
        self._loads = [
            sum(need.amount / problem.capacities[need.resource] for need in row) if days else 0.0
            for row, days in zip(problem.needs, problem.durations, strict=True)
        ]
        self._beyond = 2 * problem.length

    def keys(self, mother: Member, father: Member) -> list[int]:
        """Return keys that keep the mother's busiest stretch, and the father's order before and after it."""
        random, beyond = self._random.random, self._beyond
        first, last = self._busiest(mother)
        found: list[int] = []
        for mine, theirs in zip(mother.ends, father.ends, strict=True):
            if first < mine <= last:
                key = mine
            elif theirs <= first or (theirs <= last and mine <= first):
                key = theirs - beyond
            else:
                key = theirs + beyond
            found.append(key if random() > _MUTATED else key + self._random.randint(-_SHIFT, _SHIFT))
        return found

    def _busiest(self, member: Member) -> tuple[int, int]:
        """Return the stretch, between a quarter and three quarters of the whole, in which people are busiest."""
        low, high = min(member.ends), member.cost.end
        width = int((high - low) * (0.25 + 0.5 * self._random.random())) + 1
        changes = [0.0] * (high - low + 1)
        for end, days, load in zip(member.ends, self._durations, self._loads, strict=True):
            if days:
                changes[max(end - days - low, 0)] += load
                changes[end - low] -= load
        done = [0.0, *accumulate(accumulate(changes))]
        gains = [after - before for before, after in zip(done, done[width:], strict=False)]
        first = low + (gains.index(max(gains)) if gains else 0)
        return first, first + width
