"""Who waits for whom because the same people are needed: a project's network with the order of its people's schedule.

Of two stages that need the same person, crew or machine, and of which the schedule of people puts one wholly before the
other, the second waits for the first. That is enough for any durations: stages that do not wait for each other
overlapped in that schedule, so they had a day in common, and on it nobody was needed more than they can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from perfplan.model.project import Project
from perfplan.schedule.network import Arc, Network, topological

if TYPE_CHECKING:
    from perfplan.schedule.people import Staffed


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
    """Yield pairs of places, the first wholly before the second, that need somebody both."""
    needed = [{need.who.id for need in stage.needs if need.amount} for stage in project.stages]
    for source, first in enumerate(staffed.stages):
        for target, second in enumerate(staffed.stages):
            if first.finish < second.start and not needed[source].isdisjoint(needed[target]):
                yield source, target


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
