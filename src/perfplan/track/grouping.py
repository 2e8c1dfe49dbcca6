"""Whose work it is: by leader, unit, owner or project."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from perfplan.track.item import WorkItem


class By(StrEnum):
    """What work is grouped by; ``leader`` is the supervisor (分管领导)."""

    LEADER = "leader"
    UNIT = "unit"
    OWNER = "owner"
    PROJECT = "project"


def group_id(by: By) -> Callable[[WorkItem], str]:
    """Return the function that gives an item's group: an id, or '' for work that nobody leads or no project has."""
    return _IDS[by]


def group_name(item: WorkItem, by: By, projects: Mapping[str, str]) -> str:
    """Return what readers call the item's group, or '' where there is none; ``projects`` has names by id."""
    if by is By.UNIT:
        return item.unit.name
    if by is By.PROJECT:
        return projects.get(item.project, item.project)
    person = item.supervisor if by is By.LEADER else item.owner
    return person.name if person else ""


_IDS: Mapping[By, Callable[[WorkItem], str]] = {
    By.LEADER: lambda item: item.supervisor.id if item.supervisor else "",
    By.UNIT: lambda item: item.unit.id,
    By.OWNER: lambda item: item.owner.id if item.owner else "",
    By.PROJECT: lambda item: item.project,
}
