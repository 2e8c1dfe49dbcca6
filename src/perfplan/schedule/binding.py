"""What keeps a stage from being later than people and links allow: another stage, somebody's other work, or a date."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from perfplan.schedule.levelling.problem import Tie
    from perfplan.schedule.staffing import Part, Staffing


class HeldBy(StrEnum):
    """The sorts of things that can hold a stage."""

    STAGE = "stage"
    PERSON = "person"
    DATE = "date"
    DEADLINE = "deadline"


class Hold(Struct, frozen=True):
    """What holds a stage: ``project`` and ``stage`` (or group) that follow or keep somebody busy, and who that is.

    Texts that do not apply are empty.
    """

    by: HeldBy
    project: str = ""
    stage: str = ""
    who: str = ""


class Grip(NamedTuple):
    """What holds a place, and the place of what follows or keeps somebody busy; -1 where a date does."""

    hold: Hold
    place: int


def grips(built: Staffing, positions: Sequence[int]) -> list[Grip]:
    """Return what keeps every place from standing one position later."""
    after: list[list[Tie]] = [[] for _ in positions]
    for tie in built.problem.ties:
        after[tie.source].append(tie)
    busy = _busy(built, positions)
    return [_grip(built, positions, place, after[place], busy) for place in range(len(positions))]


_Busy = dict[tuple[int, int], list[tuple[int, int]]]


def _busy(built: Staffing, positions: Sequence[int]) -> _Busy:
    """Return for every resource and day who needs it, as (place, amount)."""
    problem = built.problem
    found: _Busy = {}
    for place, at in enumerate(positions):
        for need in problem.needs[place]:
            for day in problem.rows[place][at : at + problem.durations[place]]:
                found.setdefault((need.resource, day), []).append((place, need.amount))
    return found


def _grip(built: Staffing, positions: Sequence[int], place: int, after: Sequence[Tie], busy: _Busy) -> Grip:
    problem, later = built.problem, positions[place] + 1
    part = _part_of(built, place)
    for tie in after:
        if tie.table[later] > positions[tie.target]:
            return Grip(Hold(HeldBy.STAGE, part.project.id, _name(part, tie.target - part.first)), tie.target)
    if later <= problem.ceilings[place]:
        day = problem.rows[place][later + problem.durations[place] - 1]
        for need in problem.needs[place]:
            others = [(other, amount) for other, amount in busy.get((need.resource, day), ()) if other != place]
            if sum(amount for _, amount in others) + need.amount > problem.capacities[need.resource]:
                other = _part_of(built, others[0][0])
                stage = _name(other, others[0][0] - other.first)
                who = built.who[need.resource].id
                return Grip(Hold(HeldBy.PERSON, other.project.id, stage, who), others[0][0])
    activity, end = part.network.activities[place - part.first], part.project.deadline.toordinal() + 1
    own = min(activity.start_ceiling, activity.finish_ceiling) <= end
    return Grip(Hold(HeldBy.DATE if own else HeldBy.DEADLINE), -1)


def _part_of(built: Staffing, place: int) -> Part:
    return next(part for part in reversed(built.parts) if part.first <= place)


def _name(part: Part, place: int) -> str:
    """Return the id of a stage, or of the group whose gate stands at the place."""
    size = part.network.size
    return part.project.stages[place].id if place < size else part.network.gates[place - size]
