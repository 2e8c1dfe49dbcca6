"""The stages and groups of a project: a tree as written, a list of stages and one of groups as scheduled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from perfplan.calendars import without_leave
from perfplan.load.nearest import nearest
from perfplan.load.resolve.calendar import find_calendar
from perfplan.load.resolve.resources import declared_needs, leave_of, limited, with_owner
from perfplan.load.resolve.risk import spread_of
from perfplan.load.resolve.scope import Item, Scope
from perfplan.model.calendar import Calendar
from perfplan.model.project import Constraints, DueWithin, Duration, Group, Link, LinkKind, Stage
from perfplan.model.risk import Distribution
from perfplan.model.unit import Leave, Need, Person, Unit
from perfplan.spec.project import LinkSpec, StageSpec

PAIRS = (
    ("start_not_before", "start_not_after"),
    ("start_not_before", "start_on"),
    ("start_not_before", "finish_not_after"),
    ("start_not_before", "finish_on"),
    ("start_on", "start_not_after"),
    ("start_on", "finish_not_after"),
    ("start_on", "finish_on"),
    ("finish_not_before", "finish_not_after"),
    ("finish_not_before", "finish_on"),
    ("finish_on", "finish_not_after"),
)
"""Constraints of one stage of which the first may not be later than the second."""

OF_THE_PROJECT, OF_THE_PREDECESSOR, OF_THE_SUCCESSOR = "project", "predecessor", "successor"
"""Whose calendar a lag may count, besides a calendar's id."""

Part = Item[StageSpec]


class Heritage(Struct, frozen=True):
    """What a stage has from the groups around it, or from its project, unless it says otherwise."""

    unit: Unit
    owner: Person | None
    calendar: Calendar
    distribution: Distribution
    needs: tuple[Need, ...] = ()


class Entry(Struct, frozen=True):
    """A stage or group as written, with what it has from above. ``groups`` are the ids around it, outermost first.

    ``first`` and ``end`` are the places of a group's stages, or of the stage itself.
    """

    part: Part
    own: Heritage
    groups: tuple[str, ...]
    first: int
    end: int


def stage_parts(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield stages and groups in declared order, each group before what it holds."""
    for part in parts:
        yield part
        yield from stage_parts([part.part(each, "stages", index) for index, each in enumerate(part.spec.stages)])


def entries(parts: list[Part], top: Heritage, scope: Scope) -> list[Entry]:
    """Return the entries of a project's stages and groups, in declared order, with what each has from above."""
    found: list[Entry] = []
    _collect(parts, top, (), 0, scope, found)
    return found


def _collect(
    parts: list[Part], above: Heritage, groups: tuple[str, ...], first: int, scope: Scope, found: list[Entry]
) -> int:
    """Add the entries of some siblings, the first of them at the place ``first``; return the place after them."""
    for part in parts:
        own = _heritage(part, above, scope)
        here = len(found)
        end = first + 1
        if part.spec.stages:
            found.append(Entry(part, own, groups, first, first))
            inner = [part.part(each, "stages", index) for index, each in enumerate(part.spec.stages)]
            end = _collect(inner, own, (*groups, part.spec.id), first, scope, found)
            found[here] = Entry(part, own, groups, first, end)
        else:
            found.append(Entry(part, own, groups, first, end))
        first = end
    return first


def _heritage(part: Part, above: Heritage, scope: Scope) -> Heritage:
    spec = part.spec
    return Heritage(
        scope.unit(spec.unit, part.spot("unit")) or above.unit,
        scope.person(spec.owner, part.spot("owner")) or above.owner,
        find_calendar(spec.calendar, part, scope, above.calendar),
        above.distribution,
        above.needs if (said := declared_needs(part, scope)) is None else said,
    )


def resolve_stage(entry: Entry, known: Mapping[str, Entry], project: Calendar, scope: Scope) -> Stage:
    """Return a stage, its working days without the leave of its owner and of whom it needs."""
    part, spec, own = entry.part, entry.part.spec, entry.own
    duration = _duration(part, scope)
    needs = with_owner(own.needs, own.owner, part)
    leave = leave_of(needs, duration)
    spread = spread_of(part, own.distribution, scope)
    return Stage(
        id=spec.id,
        name=spec.name,
        duration=duration,
        links=_links(entry, known, project, scope),
        due_within=_due_within(entry, known, scope),
        constraints=_constraints(part, scope),
        calendar=_as_worked(own.calendar, needs, leave, scope) if leave else own.calendar,
        unit=own.unit,
        owner=own.owner,
        location=part.at("id"),
        parent=entry.groups[-1] if entry.groups else "",
        leave=leave,
        needs=limited(needs) if duration.days else (),
        spread=spread,
    )


def _duration(part: Part, scope: Scope) -> Duration:
    if part.spec.duration is None:
        scope.report("PP202", part.at("duration"), key="duration")
        return Duration(0, working=False)
    duration = part.spec.duration.likely
    if duration.days < 0:
        scope.report("PP213", part.at("duration"), value=str(duration), bound=">= 0")
    return duration


def _as_worked(calendar: Calendar, needs: Sequence[Need], leave: Sequence[Leave], scope: Scope) -> Calendar:
    """Return the calendar without some people's leave; the same one for all their stages, as making it takes time."""
    away = "-".join(need.who.id for need in needs if need.who.leave)
    key = (id(calendar), away)
    if key not in scope.worked:
        scope.worked[key] = without_leave(calendar, away, leave)
    return scope.worked[key]


def resolve_group(entry: Entry, known: Mapping[str, Entry], project: Calendar, scope: Scope) -> Group:
    """Return a group; a duration of its own would contradict its stages'."""
    part, spec = entry.part, entry.part.spec
    if spec.duration is not None:
        scope.report("PP321", part.key_at("duration"), name=spec.name)
    return Group(
        id=spec.id,
        name=spec.name,
        parent=entry.groups[-1] if entry.groups else "",
        depth=len(entry.groups),
        first=entry.first,
        end=entry.end,
        links=_links(entry, known, project, scope),
        due_within=_due_within(entry, known, scope),
        constraints=_constraints(part, scope),
        unit=entry.own.unit,
        owner=entry.own.owner,
        location=part.at("id"),
    )


def _links(entry: Entry, known: Mapping[str, Entry], project: Calendar, scope: Scope) -> tuple[Link, ...]:
    part = entry.part
    links = []
    for index, spec in enumerate(part.spec.after):
        place = part.at("after", index, "stage")
        if _is_sound(entry, spec.stage, known, ("after", index, "stage"), scope):
            calendar = _lag_calendar(part.part(spec, "after", index), entry, known[spec.stage], project, scope)
            links.append(Link(spec.stage, LinkKind(spec.link), spec.lag, place, calendar))
    return tuple(links)


def _is_sound(entry: Entry, name: str, known: Mapping[str, Entry], path: tuple[str | int, ...], scope: Scope) -> bool:
    """Return whether a name stands for another stage or group, neither inside this one nor around it."""
    other = known.get(name)
    if other is None:
        named = {other.part.spec.name: other_id for other_id, other in known.items()}
        near = named.get(name) or nearest(name, known)
        scope.report("PP309", entry.part.at(*path), name=name, nearest=near)
        return False
    own = entry.part.spec.id
    if name in entry.groups or own in other.groups:
        group, member = (name, own) if name in entry.groups else (own, name)
        scope.report("PP322", entry.part.at(*path), group=group, member=member)
        return False
    return True


def _lag_calendar(item: Item[LinkSpec], entry: Entry, other: Entry, project: Calendar, scope: Scope) -> Calendar | None:
    """Return whose working days a lag counts, None for the project's. Nobody's leave shortens them."""
    spec = item.spec
    if spec.on is None:
        return None
    if not spec.lag.working:
        scope.report("PP323", item.at("on"), lag=str(spec.lag))
        return None
    whose = {OF_THE_PREDECESSOR: other.own.calendar, OF_THE_SUCCESSOR: entry.own.calendar, OF_THE_PROJECT: None}
    return whose[spec.on] if spec.on in whose else find_calendar(spec.on, item, scope, project, key="on")


def _due_within(entry: Entry, known: Mapping[str, Entry], scope: Scope) -> DueWithin | None:
    part, spec = entry.part, entry.part.spec.due_within
    if spec is None:
        return None
    place = part.at("due_within", "limit")
    if spec.stage is not None:
        sound = _is_sound(entry, spec.stage, known, ("due_within", "stage"), scope)
        return DueWithin(spec.stage, spec.limit, place) if sound else None
    before = part.spec.after
    if len(before) != 1:
        scope.report("PP202", place, key="due_within.stage")
        return None
    return DueWithin(before[0].stage, spec.limit, place) if before[0].stage in known else None


def _constraints(part: Part, scope: Scope) -> Constraints:
    spec = part.spec
    for first, second in PAIRS:
        low, high = getattr(spec, first), getattr(spec, second)
        if low and high and low > high:
            scope.report("PP602", part.at(second), first=f"{first} {low}", second=f"{second} {high}")
    return Constraints(
        spec.start_not_before,
        spec.start_not_after,
        spec.finish_not_before,
        spec.finish_not_after,
        spec.start_on,
        spec.finish_on,
    )
