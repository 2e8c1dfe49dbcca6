"""Key projects: stages and links, declared in the natural direction, scheduled backwards from the deadline."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from perfplan.diagnostics import Location
from perfplan.model.risk import BufferRule, Spread
from perfplan.model.unit import Leave, Need, Person, Unit

if TYPE_CHECKING:
    from perfplan.model.calendar import Calendar


class LinkKind(StrEnum):
    """Which end of the predecessor binds which end of the successor."""

    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"


class Duration(Struct, frozen=True):
    """So many days, and which days they mean: working days (``wd``) or calendar days (``cd``)."""

    days: int
    working: bool

    def __str__(self) -> str:
        """Return ``15wd`` or ``30cd``, as written in plans."""
        return f"{self.days}{'wd' if self.working else 'cd'}"


_DURATION = re.compile(r"(-?[0-9]{1,5})(wd|cd)")


def read_duration(text: str) -> Duration | None:
    """Read ``15wd`` or ``30cd``; None for anything else, a number that does not say which days it means too."""
    match = _DURATION.fullmatch(text)
    return Duration(int(match[1]), match[2] == "wd") if match else None


class Link(Struct, frozen=True):
    """A dependency on an earlier stage or group of the same project, with a lag (negative: a lead).

    ``calendar`` counts a lag in working days; None is the project's own.
    """

    stage: str
    kind: LinkKind
    lag: Duration
    location: Location
    calendar: Calendar | None = None


class DueWithin(Struct, frozen=True):
    """A relative deadline: finish within ``limit`` of another stage's finish. It never pulls that stage."""

    stage: str
    limit: Duration
    location: Location


class Constraints(Struct, frozen=True):
    """Dates that bound one stage, all inclusive; None where nothing is said."""

    start_not_before: date | None = None
    start_not_after: date | None = None
    finish_not_before: date | None = None
    finish_not_after: date | None = None
    start_on: date | None = None
    finish_on: date | None = None


class Stage(Struct, frozen=True):
    """One activity of a project. ``calendar`` counts its working days, without the days of ``leave``.

    ``parent`` is the id of the group that holds the stage, or empty. ``leave`` is that of its owner and of all whom it
    needs, where it counts. ``needs`` are those whose time is limited, the owner among them. ``duration`` is the likely
    one where there are three points, which are its ``spread``.
    """

    id: str
    name: str
    duration: Duration
    links: tuple[Link, ...]
    due_within: DueWithin | None
    constraints: Constraints
    calendar: Calendar
    unit: Unit
    owner: Person | None
    location: Location
    parent: str = ""
    leave: tuple[Leave, ...] = ()
    needs: tuple[Need, ...] = ()
    spread: Spread | None = None


class Group(Struct, frozen=True):
    """A summary stage: the stages ``[first, end)`` of its project, which lie together, and what binds them all.

    ``parent`` is the id of the group around it, or empty; ``depth`` counts the groups around it. What ``links``,
    ``due_within`` and ``constraints`` of a group mean for its stages says :mod:`perfplan.schedule.gates`.
    """

    id: str
    name: str
    parent: str
    depth: int
    first: int
    end: int
    links: tuple[Link, ...]
    due_within: DueWithin | None
    constraints: Constraints
    unit: Unit
    owner: Person | None
    location: Location


class Project(Struct, frozen=True):
    """A key project; every stage stays inside ``[start, deadline]``.

    ``groups`` are in declared order, each before those inside it. ``due_at`` and ``owner_at`` are where deadline and
    owner are written. ``buffer`` protects the deadline, ``feeding`` the stages where side chains join.
    """

    id: str
    name: str
    lead_unit: Unit
    support_units: tuple[Unit, ...]
    supervisor: Person | None
    owner: Person | None
    start: date
    deadline: date
    calendar: Calendar
    stages: tuple[Stage, ...]
    location: Location
    due_at: Location | None = None
    owner_at: Location | None = None
    groups: tuple[Group, ...] = ()
    buffer: BufferRule | None = None
    feeding: BufferRule | None = None
