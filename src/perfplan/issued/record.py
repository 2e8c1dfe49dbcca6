"""What people were given, as it stands in an issue's file: texts and dates, nothing that depends on how it was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from perfplan.diagnostics import Location


class Window(NamedTuple):
    """A period that gets work: its first day and its deadline, both inclusive."""

    start: date
    deadline: date


class Owners(NamedTuple):
    """Ids of those who answer for the quarters, months and days (several take turns); '' for nobody."""

    quarter: str
    month: str
    day: tuple[str, ...]


class GivenShare(NamedTuple):
    """A target at one unit (``unit`` '' for the target's own total); numbers are plain decimals in ``uom``.

    ``start`` is where things stood at the issue, ``year`` what the year must reach, ``marks`` what must be reached by
    the end of each month of :attr:`Given.months`, '' where a month has no work of this target.
    """

    unit: str
    owners: Owners
    uom: str
    start: str
    year: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GivenTarget:
    """A target as issued; ``shares`` are its own total first, then its units.

    ``by_month`` and ``by_unit`` are digests of what the plan says about months and about units: they tell which of the
    two was changed. ``locks`` and ``revisions`` are texts (``2025-Q1@chengguan=300``, ``2025-07-01=5400``). Where in
    the issue's file the target stands is no part of what it is.
    """

    id: str
    name: str
    kind: str
    direction: str
    date: str
    report: str
    by_month: str
    by_unit: str
    locks: tuple[str, ...]
    revisions: tuple[str, ...]
    shares: tuple[GivenShare, ...]
    location: Location = field(compare=False)

    @property
    def own(self) -> GivenShare | None:
        """The target's own total; None while its number is pending."""
        return self.shares[0] if self.shares else None

    def share(self, unit: str) -> GivenShare | None:
        """Return what a unit was given, if anything."""
        return next((share for share in self.shares if share.unit == unit), None)


class GivenStage(NamedTuple):
    """A project's stage in the reverse schedule: the days by which it had to start and to finish."""

    id: str
    name: str
    duration: str
    start: date
    finish: date
    owner: str


@dataclass(frozen=True, slots=True)
class GivenProject:
    """A project as issued."""

    id: str
    name: str
    deadline: date
    owner: str
    stages: tuple[GivenStage, ...]
    location: Location = field(compare=False)

    def stage(self, name: str) -> GivenStage | None:
        """Return the stage with this id, if it was issued."""
        return next((stage for stage in self.stages if stage.id == name), None)


class GivenTask(NamedTuple):
    """A campaign's phase."""

    id: str
    name: str
    start: date
    deadline: date
    amount: str
    owner: str


@dataclass(frozen=True, slots=True)
class GivenCampaign:
    """A campaign as issued."""

    id: str
    name: str
    tasks: tuple[GivenTask, ...]
    location: Location = field(compare=False)


class Given(Struct, frozen=True):
    """Everything that people were given, by id and sorted by it.

    ``units`` and ``people`` are the names of those who are spoken of.
    """

    months: tuple[str, ...]
    periods: Mapping[str, Window]
    units: Mapping[str, str]
    people: Mapping[str, str]
    targets: Mapping[str, GivenTarget]
    projects: Mapping[str, GivenProject]
    campaigns: Mapping[str, GivenCampaign]


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a plan: when, why, and what was given. ``file`` is its name as findings show it."""

    plan: str
    name: str
    on: date
    note: str
    given: Given
    file: str = field(default="", compare=False)
