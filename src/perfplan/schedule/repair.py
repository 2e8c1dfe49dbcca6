"""The smallest change that makes a project fit: a stage shortened, a later deadline, a date moved, an earlier start.

Each answer is confirmed by scheduling the project again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from msgspec.structs import replace

from perfplan.schedule.analysis import Bound, Breach, Run, own_ceilings
from perfplan.schedule.axis import distance, place_early
from perfplan.schedule.cpm import (
    Ceilings,
    Dates,
    backward,
    declared_ceilings,
    early_floors,
    fits,
    forward,
    late_ceilings,
    reached,
)
from perfplan.schedule.limits import latest, latest_by
from perfplan.schedule.network import FAR_PAST

_STARTS = 4
"""How many earlier starts are tried."""


class Cut(NamedTuple):
    """A stage and the longest duration with which the whole project fits."""

    place: int
    days: int


def relaxed_end(run: Run, broken: Sequence[Breach]) -> int | None:
    """Return the closing boundary of the earliest deadline that fits, or None if another bound is broken too."""
    if any(breach.bound is not Bound.DEADLINE for breach in broken):
        return None
    end = max(run.early.finish)
    late = latest_by(run.network, run.network.days, run.origin, end).dates
    return end if fits(run.early, late) else None


def earlier_origin(run: Run) -> int | None:
    """Return the last boundary before the project's start from which everything fits; None if no earlier start helps.

    No stage may start later than its latest date, so the earliest of these is the first candidate; limits that count
    from other stages' finishes move with the start, and may ask for an earlier one. A stage's own dates may forbid any.
    """
    origin = min(run.late.start[: run.network.size])
    for _ in range(_STARTS):
        if not FAR_PAST < origin < run.origin:
            return None
        earliest = _earliest_late_start(run, origin)
        if earliest is None:  # a milestone at the very start stands before days off that a later start leaves out
            return next(day for day in range(origin, run.origin) if _earliest_late_start(run, day + 1) is not None)
        origin = min(origin - 1, earliest)
    return None


def _earliest_late_start(run: Run, origin: int) -> int | None:
    """Return None if everything fits from a boundary on, else the earliest of the latest starts."""
    network, days = run.network, run.network.days
    late = latest_by(network, days, origin, run.end).dates
    return None if fits(forward(network, days, origin), late) else min(late.start[: network.size])


def relaxed_bound(run: Run, broken: Sequence[Breach]) -> Breach | None:
    """Return the only broken dated bound if the project fits once it is moved to what is possible."""
    if len(broken) != 1 or broken[0].bound is Bound.DEADLINE:
        return None
    breach = broken[0]
    ceilings = declared_ceilings(run.network, run.end)
    moved = ceilings.start if breach.bound is Bound.START else ceilings.finish
    moved[breach.place] = breach.possible
    others = tuple(limit for limit in run.network.limits if limit.stage != breach.place)
    late = latest(replace(run.network, limits=others), run.network.days, run.origin, ceilings).dates
    return breach if fits(run.early, late) else None


def smallest_cut(run: Run) -> Cut | None:
    """Return the one stage to shorten so that everything fits, by the smallest share of its duration; None if none.

    Only a stage through which every broken path runs can do it. Its room is what its predecessors' early and its
    successors' late dates leave; the first candidate that a full reschedule confirms is taken.
    """
    for cut in sorted(_candidates(run), key=lambda cut: _share(run, cut)):
        days = list(run.network.days)
        days[cut.place] = cut.days
        early = forward(run.network, days, run.origin)
        if fits(early, latest_by(run.network, days, run.origin, run.end).dates):
            return cut
    return None


def _share(run: Run, cut: Cut) -> tuple[Fraction, int]:
    days = run.network.days[cut.place]
    return Fraction(days - cut.days, days), cut.place


def _candidates(run: Run) -> Iterator[Cut]:
    network = run.network
    own = own_ceilings(run, run.end)
    late = backward(network, network.days, run.origin, own)
    for place in _bottlenecks(run, own, late):
        first, floor = early_floors(network, place, run.early, run.origin)
        ceiling, last = late_ceilings(network, place, own, late)
        room = distance(first, last, network.activities[place].calendar)
        if 0 < room < network.days[place] and first <= ceiling and floor <= last:
            yield Cut(place, room)


def _bottlenecks(run: Run, own: Ceilings, late: Dates) -> Iterator[int]:
    """Yield the stages that lie on every broken path.

    In topological order a stage is on all paths from the project's start to a broken bound exactly when no link of
    such a path passes it over; a path begins before the first stage and ends after the last.
    """
    size = len(run.drivers)
    position = {place: index for index, place in enumerate(run.network.order)}
    late_places = [place for place in run.network.order if late.start[place] < run.early.start[place]]
    passing = [0] * (size + 1)
    for place in late_places:
        for first, last in _broken_spans(run, own, late, place, position):
            passing[first + 1] += 1
            passing[last] -= 1
    passed = list(accumulate(passing))
    yield from (place for place in late_places if not passed[position[place]])


def _broken_spans(
    run: Run, own: Ceilings, late: Dates, place: int, position: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield from where to where broken paths step into a late stage, and out of it to a bound of its own."""
    activity, days = run.network.activities[place], run.network.days[place]
    floor = max(activity.start_floor, run.origin)
    if place_early(days, activity.calendar, floor, activity.finish_floor, run.origin)[0] > late.start[place]:
        yield -1, position[place]
    for arc in run.network.incoming[place]:
        if reached(arc, run.early) > (late.finish[place] if arc.to_finish else late.start[place]):
            yield position[arc.source], position[place]
    if run.early.finish[place] > own.finish[place] or run.early.start[place] > own.start[place]:
        yield position[place], len(position)
