"""What a reader of foreign files offers. A new one is one new file in ``intake`` with ``READER``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct, field

from perfplan.diagnostics import Diagnostic
from perfplan.model.calendar import Calendar
from perfplan.registry import discover


class Known(Struct, frozen=True):
    """What the plan that takes the section in knows already; empty where there is none.

    ``people`` and ``units`` give the id for every id and name, ``calendars`` those of the plan by id. ``calendar`` is
    the plan's own, which need not be named.
    """

    people: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    calendar: Calendar | None = None
    plan: bool = False


class Asked(Struct, frozen=True):
    """The file's bytes and name, what is known, and what the command line decides: the id, the lead unit."""

    data: bytes
    file: str
    known: Known
    id: str = ""
    lead_unit: str = ""


class Intake(Struct, frozen=True):
    """Sections of a plan as YAML, empty if the file could not be read; ``count`` says of how many stages."""

    text: str
    count: int
    findings: tuple[Diagnostic, ...]


class Reader(Struct, frozen=True):
    """A format: its name, how its files end (``.xml``), and what reads one."""

    name: str
    suffix: str
    read: Callable[[Asked], Intake]


def readers() -> dict[str, Reader]:
    """Return all readers by how their files end."""
    found: dict[str, Reader] = discover("perfplan.intake", "READER")
    return {reader.suffix: reader for reader in found.values()}
