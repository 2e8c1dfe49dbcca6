"""Who waits for whom because the same people are needed: a project's network with the order of its people's schedule.

Of two stages that need the same person, crew or machine, and of which the schedule of people puts one wholly before the
other, the second waits for the first. Without pauses that is enough for any durations: stages that do not wait for each
other overlapped in that schedule, so they had a day in common, and on it nobody was needed more than they can be.

With pauses it is not: on a weekend somebody can do one stage between two days of another. So everybody's time is handed
on from stage to stage, in the order in which these begin (Artigues, Michelon and Reusser 2003), and a stage waits for
those it has it from: then no unit of a capacity is ever in two stages, however long they take.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING

from msgspec.structs import replace

from perfplan.model.project import Project
from perfplan.schedule.network import Arc, Network, topological

if TYPE_CHECKING:
    from perfplan.schedule.people import Staffed, StaffedStage


def in_order(project: Project, network: Network, staffed: Staffed | None) -> Network:
    """Return the network with these waits added; the same one where nobody is limited."""
    if staffed is None:
        return network
    incoming, outgoing = [list(arcs) for arcs in network.incoming], [list(arcs) for arcs in network.outgoing]
    for source, target in _waits(project, staffed):
        if not _reaches(outgoing, target, source):
            arc = Arc(source, target, from_finish=True, to_finish=False, lag=0, calendar=None)
            incoming[target].append(arc)
            outgoing[source].append(arc)
    return replace(
        network,
        incoming=tuple(map(tuple, incoming)),
        outgoing=tuple(map(tuple, outgoing)),
        order=topological(incoming, outgoing),
    )


def _waits(project: Project, staffed: Staffed) -> Iterator[tuple[int, int]]:
    """Yield pairs of places, the second of which waits for the first because both need somebody."""
    capacities = {need.who.id: need.who.capacity or 0 for stage in project.stages for need in stage.needs}
    for name, users in _users(project).items():
        for source, target in product(users, users):
            if staffed.stages[source].finish < staffed.stages[target].start:
                yield source, target
        yield from _interleaved(users, capacities[name], staffed.stages)


def _users(project: Project) -> dict[str, dict[int, int]]:
    """Return for everybody limited the places that need them, and how much."""
    found: dict[str, dict[int, int]] = {}
    for place, stage in enumerate(project.stages):
        for need in stage.needs if stage.duration.days else ():
            found.setdefault(need.who.id, {})[place] = need.amount
    return found


def _interleaved(users: dict[int, int], capacity: int, dates: Sequence[StaffedStage]) -> Iterator[tuple[int, int]]:
    """Yield pairs of which the second takes somebody over from the first before that is finished, in a pause."""
    holders: list[int] = []
    for target in sorted(users, key=lambda place: (dates[place].start, dates[place].finish, place)):
        holders.sort(key=lambda place: dates[place].finish)
        taken = max(len(holders) + users[target] - capacity, 0)
        for source in set(holders[:taken]):
            if dates[source].finish >= dates[target].start:
                yield source, target
        holders[:taken] = []
        holders += [target] * users[target]


def _reaches(outgoing: Sequence[Sequence[Arc]], first: int, last: int) -> bool:
    """Return whether a place comes after another: a lead, or a link to a finish, may put it earlier all the same."""
    ahead, seen = [first], {first}
    while ahead:
        place = ahead.pop()
        if place == last:
            return True
        new = {arc.target for arc in outgoing[place]} - seen
        seen |= new
        ahead += new
    return False
