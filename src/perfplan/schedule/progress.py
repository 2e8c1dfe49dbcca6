"""What of a project is left on a day: the network with what is finished pinned, and the rest begun or to begin.

What happened, happened, whether links allowed it or not: a finished stage keeps its dates, one that has begun its
start, and neither waits for anything any more. What follows them waits for the actual dates. The rest goes on from
today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from perfplan.model.project import Duration, Project, Stage
from perfplan.schedule.axis import lag_after, place_late
from perfplan.schedule.network import FAR_FUTURE, FAR_PAST, Activity, Arc, Limit, Network


class Actual(Struct, frozen=True):
    """What was reported of one stage: days are inclusive, None where nothing is said.

    ``remaining`` is how much was left on the day ``told``, that day included.
    """

    started: date | None = None
    finished: date | None = None
    remaining: Duration | None = None
    told: date | None = None


class Pin(Struct, frozen=True):
    """What can no longer change at one place: its start boundary, and its finish boundary if it is finished."""

    start: int
    finish: int | None


class Rest(Struct, frozen=True):
    """The network from the boundary ``origin`` on; ``pins`` are the places that have begun or are finished.

    ``durations`` are what is left of each stage; a finished one has nothing left.
    """

    network: Network
    origin: int
    today: int
    pins: Mapping[int, Pin]
    durations: tuple[Duration, ...]


def rest_of(project: Project, network: Network, actuals: Mapping[str, Actual], today: date) -> Rest:
    """Return what is left of a project today. ``actuals`` are by stage; a stage not in it has not begun."""
    begun = {place: actuals[stage.id] for place, stage in enumerate(project.stages) if stage.id in actuals}
    pins = {place: _pin(project.stages[place], actual, today) for place, actual in begun.items()}
    durations = tuple(
        remaining(stage, begun[place], today) if place in begun else stage.duration
        for place, stage in enumerate(project.stages)
    )
    begins = max(today.toordinal(), project.start.toordinal())
    origin = today.toordinal() if pins else begins
    activities = list(network.activities)
    for place, stage in enumerate(project.stages):
        floor = origin if place in pins else begins
        activities[place] = _activity(activities[place], stage, pins.get(place), durations[place], floor)
    kept = _settle_links(network, pins, activities)
    left = replace(
        network,
        days=(*(duration.days for duration in durations), *network.days[network.size :]),
        incoming=tuple(map(tuple, kept)),
        outgoing=_turned(kept),
        limits=tuple(_settle_limits(network, pins, activities)),
        activities=tuple(activities),
    )
    return Rest(left, origin, today.toordinal(), pins, durations)


def remaining(stage: Stage, actual: Actual, today: date) -> Duration:
    """Return how much is left of a stage that has begun: what was told, or its duration, less the days since.

    At least one day, as nobody has reported it finished; nothing of one that is.
    """
    if actual.finished is not None:
        return Duration(0, stage.duration.working)
    whole, since = actual.remaining, actual.told
    if whole is None or since is None:
        whole, since = stage.duration, actual.started or today
    first, last = since.toordinal(), today.toordinal()
    gone = stage.calendar.rank(last) - stage.calendar.rank(first) if whole.working else last - first
    return Duration(max(whole.days - max(gone, 0), 1), whole.working)


def _pin(stage: Stage, actual: Actual, today: date) -> Pin:
    """Return the boundaries of what happened; a start that nobody reported lies as far back as the stage is long."""
    if actual.finished is None:
        return Pin((actual.started or today).toordinal(), None)
    finish = actual.finished.toordinal() + 1
    if actual.started is not None and stage.duration.days:
        return Pin(min(actual.started.toordinal(), finish - 1), finish)
    calendar = stage.calendar if stage.duration.working else None
    start, _ = place_late(stage.duration.days, calendar, FAR_FUTURE, finish, FAR_PAST)
    return Pin(start if stage.duration.days else finish, finish)


def _activity(own: Activity, stage: Stage, pin: Pin | None, left: Duration, floor: int) -> Activity:
    """Return what a stage brings to the rest: nothing if it is finished, no dates for its start once it has begun."""
    if pin is None:
        return own._replace(start_floor=max(own.start_floor, floor))
    if pin.finish is not None:
        return Activity(None, FAR_PAST, FAR_PAST, FAR_FUTURE, FAR_FUTURE)
    calendar = stage.calendar if left.working else None
    return Activity(calendar, floor, own.finish_floor, FAR_FUTURE, own.finish_ceiling)


def _settle_links(network: Network, pins: Mapping[int, Pin], activities: list[Activity]) -> list[list[Arc]]:
    """Return the arcs that still bind two dates; one whose source date is known becomes a floor of its target."""
    kept: list[list[Arc]] = [[] for _ in network.incoming]
    for place, arcs in enumerate(network.incoming):
        target = pins.get(place)
        for arc in arcs:
            if target is not None and (target.finish is not None or not arc.to_finish):
                continue  # what waited has begun, or is finished
            known = _known(arc, pins)
            if known is None:
                kept[place].append(arc)
            else:
                activities[place] = _floored(activities[place], arc, lag_after(known, arc.lag, arc.calendar))
    return kept


def _known(arc: Arc, pins: Mapping[int, Pin]) -> int | None:
    """Return the boundary that an arc counts from, if it can no longer change."""
    source = pins.get(arc.source)
    if source is None:
        return None
    return source.finish if arc.from_finish else source.start


def _floored(own: Activity, arc: Arc, bound: int) -> Activity:
    if arc.to_finish:
        return own._replace(finish_floor=max(own.finish_floor, bound))
    return own._replace(start_floor=max(own.start_floor, bound))


def _settle_limits(network: Network, pins: Mapping[int, Pin], activities: list[Activity]) -> Iterator[Limit]:
    """Yield the limits that still move; one that counts from a finished stage becomes a last date."""
    for limit in network.limits:
        stage, anchor = pins.get(limit.stage), pins.get(limit.anchor)
        if stage is not None and stage.finish is not None:
            continue
        if anchor is None or anchor.finish is None:
            yield limit
        else:
            own = activities[limit.stage]
            ceiling = lag_after(anchor.finish, limit.days, limit.calendar)
            activities[limit.stage] = own._replace(finish_ceiling=min(own.finish_ceiling, ceiling))


def _turned(incoming: Sequence[Sequence[Arc]]) -> tuple[tuple[Arc, ...], ...]:
    outgoing: list[list[Arc]] = [[] for _ in incoming]
    for arcs in incoming:
        for arc in arcs:
            outgoing[arc.source].append(arc)
    return tuple(map(tuple, outgoing))
