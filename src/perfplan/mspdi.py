"""The numbers and names of Microsoft Project's XML (MSPDI), for what writes it and what reads it.

Source: Microsoft, "Project XML Data Interchange Schema Reference" (schema http://schemas.microsoft.com/project).
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from perfplan.model.project import LinkKind

NAMESPACE = "http://schemas.microsoft.com/project"

LINK_TYPES = {LinkKind.FF: 0, LinkKind.FS: 1, LinkKind.SF: 2, LinkKind.SS: 3}

AS_SOON_AS_POSSIBLE, AS_LATE_AS_POSSIBLE = 0, 1
CONSTRAINT_TYPES = {
    "start_on": 2,
    "finish_on": 3,
    "finish_not_after": 7,
    "start_not_after": 5,
    "start_not_before": 4,
    "finish_not_before": 6,
}
"""A stage's keys for its own dates, by the type each is there. A task has one: of several, the first listed here."""

DAYS, ELAPSED_DAYS = 7, 8
ELAPSED = frozenset((4, 6, 8, 10, 12, 36, 38, 40, 42, 44))
"""Formats of durations and lags in elapsed units, which no calendar interrupts; each also as an estimate (+ 32)."""
PERCENT = frozenset((19, 20, 51, 52))

MINUTES_A_DAY = 480
ELAPSED_MINUTES_A_DAY = 1440
TENTHS = 10
"""Lags and slacks count tenths of minutes."""

OPENS, CLOSES = "08:00:00", "17:00:00"
HOURS = (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00"))
"""A working day: two spells, eight hours."""


class Attribute(NamedTuple):
    """A field of perfplan's own on a task: one of the thirty free texts."""

    field: str
    name: str
    alias: str


ID = Attribute("188744015", "Text29", "perfplan id")
MORE = Attribute("188744016", "Text30", "perfplan more")
"""What a task has no field for: ``start_not_before=2025-09-01; due_within=start 30cd``."""

BUFFER = "buffer"
"""What this field says of a task that is no stage but a buffer: time that nobody is to use."""


def opens(day: date) -> str:
    """Return the moment at which a working day begins."""
    return f"{day}T{OPENS}"


def closes(day: date) -> str:
    """Return the moment at which a working day ends."""
    return f"{day}T{CLOSES}"


def hours(days: int) -> str:
    """Return the length of so many days."""
    return f"PT{days * MINUTES_A_DAY // 60}H0M0S"
