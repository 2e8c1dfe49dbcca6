"""Special tasks (专项): phases with deadlines, findings to rectify, clues and complaints with clocks."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from perfplan.diagnostics import Location
from perfplan.model.unit import Person, Unit

NOTICE = 5
"""For how many working days a rectified finding is made public; it is closed out on the next one."""


def closing_title(title: str) -> str:
    """Return what a rectified finding's notice and close-out are called, in the language of the finding."""
    return f"{title} (notice, close-out)" if title.isascii() else f"{title}（公示、销号）"


class CampaignTask(Struct, frozen=True):
    """One dated piece of a campaign: a phase, a finding's rectification, or a running clock of a clue.

    ``amount`` is the text of a phase's count (46 家), empty where there is none. ``finished`` is the day on which
    the plan file says that it was completed, ``due_at`` where a declared deadline is written.
    """

    id: str
    title: str
    start: date
    deadline: date
    unit: Unit
    owner: Person | None
    amount: str
    uom: str
    finished: date | None
    kind: str
    location: Location
    due_at: Location | None = None


class Campaign(Struct, frozen=True):
    """A special task and everything that it makes people do; ``owner_at`` is where its owner is written."""

    id: str
    name: str
    lead_unit: Unit
    support_units: tuple[Unit, ...]
    supervisor: Person | None
    owner: Person | None
    start: date
    tasks: tuple[CampaignTask, ...]
    location: Location
    owner_at: Location | None = None
