"""One piece of owned, dated work, as tracking sees it, whatever it comes from."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from perfplan.model.period import Level
from perfplan.model.unit import Person, Unit

_ONE_OF_A_KIND = (Level.STAGE, Level.PHASE)


class WorkItem(Struct, frozen=True):
    """A target's share of a period, an action's day, a project's stage or a campaign's phase.

    Attributes:
        id: task id, such as ``jobs@chengguan/2025-03``, ``jobs!fair/2025-03-14`` or ``p01/tender``.
        title: what readers call it.
        unit: who does it.
        owner: the person who answers for it, if there is one.
        supervisor: the leader above (分管领导), if there is one.
        deadline: the last day on which it is in time.
        level: quarter, month, day, stage or phase.
        target: id of the target it belongs to, or ''.
        project: id of the project it belongs to, or ''.
        amount: plain decimal: what the period must add, or ''.
        checkpoint: plain decimal: what must be reached by the deadline, or ''.
        uom: unit of measure of both.
        source: ``file:line`` where the plan says so.
        covers: ids of the coarser tasks whose completion completes this one too: the quarter of a month.
        start: the first day on which it can be worked on, where that is known.
        clock: whether it is a clock of a campaign: a complaint's, a clue's, a finding's.
    """

    id: str
    title: str
    unit: Unit
    owner: Person | None
    supervisor: Person | None
    deadline: date
    level: Level
    target: str
    project: str
    amount: str
    checkpoint: str
    uom: str
    source: str
    covers: tuple[str, ...] = ()
    start: date | None = None
    clock: bool = False

    @property
    def cause(self) -> str:
        """What this shares with work that is late for the same reason.

        The periods of one target in one unit (``jobs@chengguan``) and the days of one action (``jobs!fair``) are one
        matter; each stage and each phase is its own.
        """
        return self.id if self.level in _ONE_OF_A_KIND else self.id.rpartition("/")[0] or self.id

    @property
    def mark(self) -> str:
        """The checkpoint with its unit of measure (``1352 人``), or ''."""
        return f"{self.checkpoint} {self.uom}".rstrip() if self.checkpoint else ""
