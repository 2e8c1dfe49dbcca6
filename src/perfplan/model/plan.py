"""One organisation's year, with every name resolved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from perfplan.diagnostics import Location
from perfplan.model.campaign import Campaign
from perfplan.model.checking import CheckSettings
from perfplan.model.escalation import EscalationStep
from perfplan.model.lamp import Lamps
from perfplan.model.period import Period
from perfplan.model.project import Project
from perfplan.model.target import Target
from perfplan.model.unit import Person, Unit

if TYPE_CHECKING:
    from perfplan.model.calendar import Calendar


class Plan(Struct, frozen=True):
    """Everything the program may rely on: nothing is absent because it was not written.

    ``start`` and ``end`` are the year's first and last day; tasks exist from ``issued`` on. ``calendar_at`` and
    ``issued_at`` are where the plan says which days are off, and since when its tasks exist.
    """

    root: Path
    id: str
    name: str
    start: date
    end: date
    issued: date
    time_zone: str
    language: str
    due_soon: int
    calendar: Calendar
    months: tuple[Period, ...]
    quarters: tuple[Period, ...]
    units: Mapping[str, Unit]
    people: Mapping[str, Person]
    targets: tuple[Target, ...]
    projects: tuple[Project, ...]
    campaigns: tuple[Campaign, ...]
    location: Location
    check: CheckSettings = field(default_factory=CheckSettings)
    lamps: Lamps = field(default_factory=Lamps)
    escalation: tuple[EscalationStep, ...] = ()
    history: Mapping[tuple[str, str], Mapping[str, Fraction]] = field(default_factory=dict)
    calendar_at: Location | None = None
    issued_at: Location | None = None

    def source(self, location: Location) -> str:
        """Return ``file:line`` relative to the plan, so that output is the same wherever the plan lies."""
        prefix = f"{self.root.as_posix()}/"
        return f"{location.file.removeprefix(prefix)}:{location.line}"
