"""What binds a group of stages, as gates: events without duration between the group's stages and the others.

A group is no activity. It starts with the first of its stages and ends with the last, and whatever is said of it holds
for its stages:

* a link to its start, and its ``*_not_before`` and ``*_on`` dates for the start, hold every stage;
* a link from its finish waits for every stage; its last dates for the finish, and ``due_within``, hold every stage;
* a link from its start (SS, SF) waits until each *opening* stage has started, and a last date for the start holds
  those: the stages whose start waits for no other stage of the group;
* a link to its finish (FF, SF) holds the finish of each *closing* stage, as does a first date for the finish: the
  stages for whose finish no other stage of the group waits.

A gate stands for so many links at once: n stages that wait for m cost n + m links instead of n x m, and the dates are
those of all the single links, because the latest of many bounds with a lag is the lag after the latest bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum

from perfplan.model.project import Group, LinkKind, Project, Stage


class Gate(Enum):
    """Which stages of a group an event binds: all before they start, all once finished, or its first, or its last."""

    ALL_START = "all start"
    ALL_FINISH = "all finish"
    OPENING = "opening"
    CLOSING = "closing"


def leaves_finish(kind: LinkKind) -> bool:
    """Return whether a link leaves from its predecessor's finish."""
    return kind is LinkKind.FS or kind is LinkKind.FF


def binds_finish(kind: LinkKind) -> bool:
    """Return whether a link binds its successor's finish."""
    return kind is LinkKind.FF or kind is LinkKind.SF


def gate_from(kind: LinkKind) -> Gate:
    """Return the gate that a link from a group leaves by."""
    return Gate.ALL_FINISH if leaves_finish(kind) else Gate.OPENING


def gate_to(kind: LinkKind) -> Gate:
    """Return the gate that a link to a group arrives at."""
    return Gate.CLOSING if binds_finish(kind) else Gate.ALL_START


def bound_stages(project: Project, group: Group, gate: Gate) -> Sequence[int]:
    """Return the places of the stages that a gate of a group binds, in declared order; never none."""
    members = range(group.first, group.end)
    if gate in (Gate.ALL_START, Gate.ALL_FINISH):
        return members
    held = _waiting(project, group) if gate is Gate.OPENING else _awaited(project, group)
    around = {each.id: each.parent for each in project.groups}
    return [place for place in members if held.isdisjoint(_upwards(project.stages[place], group.id, around))]


def _waiting(project: Project, group: Group) -> set[str]:
    """Return the stages and groups within a group whose start waits for another of its stages."""
    inside = _inside(project, group)
    ids = {each.id for each in inside}
    return {each.id for each in inside for link in each.links if link.stage in ids and not binds_finish(link.kind)}


def _awaited(project: Project, group: Group) -> set[str]:
    """Return the stages and groups within a group for whose finish another of its stages waits."""
    inside = _inside(project, group)
    return {link.stage for each in inside for link in each.links if leaves_finish(link.kind)}


def _inside(project: Project, group: Group) -> list[Stage | Group]:
    groups = (each for each in project.groups if group.first <= each.first < group.end and each.depth > group.depth)
    return [*project.stages[group.first : group.end], *groups]


def _upwards(stage: Stage, top: str, around: dict[str, str]) -> Iterator[str]:
    """Yield a stage's id and those of the groups around it, below the group ``top``."""
    name = stage.id
    parent = stage.parent
    while name != top:
        yield name
        name, parent = parent, around.get(parent, "")


def linked(project: Project) -> list[Stage | Group]:
    """Return all that can have links: the stages, then the groups."""
    return [*project.stages, *project.groups]


def gates_needed(project: Project) -> Iterable[tuple[str, Gate]]:
    """Yield the gates that a project's links, limits and last dates use; some several times."""
    if not project.groups:
        return
    groups = {group.id for group in project.groups}
    for each in linked(project):
        yield from ((link.stage, gate_from(link.kind)) for link in each.links if link.stage in groups)
        if each.due_within is not None and each.due_within.stage in groups:
            yield each.due_within.stage, Gate.ALL_FINISH
    for group in project.groups:
        yield from ((group.id, gate_to(link.kind)) for link in group.links)
        if group.due_within is not None or ends_by_date(group):
            yield group.id, Gate.ALL_FINISH


def ends_by_date(group: Group) -> bool:
    """Return whether a group's own dates bound its finish from above."""
    return group.constraints.finish_not_after is not None or group.constraints.finish_on is not None
