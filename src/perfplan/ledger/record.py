"""What one line of the ledger says: immutable values, one type a kind.

They are named tuples because a ledger holds hundreds of thousands of them, and those are made in half the time.
Two records of different kinds are never the same, whatever their fields: compare with :func:`same`.

Fields that all share: ``id`` makes a record unlike any other (copies of a record share it); ``at`` is the day on which
it was recorded; ``by`` says who says so; ``note`` is anything else. ``on`` is the day that the record is about.
``step`` is how many records of the same matter its writer knew: it keeps the order of one person's work within a day.
"""

from __future__ import annotations

import os
from datetime import date
from typing import NamedTuple, TypeAlias

from perfplan.model.project import Duration, read_duration


class Started(NamedTuple):
    """A task is under way (已启动) on a day; ``remaining`` is how much of it was left on that day: ``5wd``, ``10cd``.

    The earliest such record says when the task began, the latest that says so how much is left.
    """

    id: str
    task: str
    on: date
    at: date
    remaining: str = ""
    by: str = ""
    note: str = ""
    step: int = 0

    def left(self) -> Duration | None:
        """Return how much was left, or None where the record does not say."""
        return read_duration(self.remaining)


class Done(NamedTuple):
    """A task is reported complete (办结) on a day; ``evidence`` is where the proof lies."""

    id: str
    task: str
    on: date
    at: date
    by: str = ""
    note: str = ""
    evidence: str = ""
    step: int = 0


class Closed(NamedTuple):
    """A task that was reported complete is verified and signed off (销号)."""

    id: str
    task: str
    on: date
    at: date
    by: str = ""
    note: str = ""
    evidence: str = ""
    step: int = 0


class Returned(NamedTuple):
    """A task that was reported complete is sent back (退回): it is open again."""

    id: str
    task: str
    on: date
    at: date
    reason: str
    by: str = ""
    note: str = ""
    step: int = 0


class Reopened(NamedTuple):
    """A closed task is open again, because a re-check (回头看) found it wanting."""

    id: str
    task: str
    on: date
    at: date
    reason: str
    by: str = ""
    note: str = ""
    step: int = 0


class Extended(NamedTuple):
    """The deadline of an open task moves to the day ``to`` (延期); every extension counts."""

    id: str
    task: str
    on: date
    at: date
    to: date
    reason: str
    by: str = ""
    note: str = ""
    step: int = 0


class Reported(NamedTuple):
    """A target's figure (进展) as of the day ``on``: cumulative in ``value``, or what came on top in ``add``.

    Exactly one of the two is given, as a plain decimal. ``unit`` is empty for the target's own figure. ``of`` makes
    ``value`` a count of so many (100 of 120 days), for a ratio.
    """

    id: str
    target: str
    on: date
    at: date
    unit: str = ""
    value: str = ""
    add: str = ""
    by: str = ""
    source: str = ""
    note: str = ""
    step: int = 0
    of: str = ""


class Note(NamedTuple):
    """Something worth keeping about a task, a target or a target's share (``jobs@chengguan``)."""

    id: str
    about: str
    at: date
    text: str
    by: str = ""


class Problem(NamedTuple):
    """What stands in the way of a task or target (存在问题), and what is done about it (措施)."""

    id: str
    about: str
    at: date
    problem: str
    measure: str = ""
    by: str = ""
    note: str = ""


class Evidence(NamedTuple):
    """Where the proof of a task or target lies (佐证): a file, an address, a document number."""

    id: str
    about: str
    at: date
    evidence: str
    by: str = ""
    note: str = ""


class Correction(NamedTuple):
    """An earlier record says something else: ``value`` (and ``of``) or ``add`` of a figure, ``on`` of any record."""

    id: str
    record: str
    at: date
    value: str = ""
    add: str = ""
    on: date | None = None
    by: str = ""
    note: str = ""
    step: int = 0
    of: str = ""


class Retraction(NamedTuple):
    """The record with the id ``record`` does not count. Retractions themselves cannot be retracted."""

    id: str
    record: str
    at: date
    by: str = ""
    note: str = ""


Step: TypeAlias = Started | Done | Closed | Returned | Reopened | Extended
"""What moves a task from state to state."""

Remark: TypeAlias = Note | Problem | Evidence
"""What is kept about a task or target and moves nothing."""

Fact: TypeAlias = Step | Remark | Reported
"""What is about the work; the other records are about records."""

Record: TypeAlias = Fact | Correction | Retraction


def new_record_id() -> str:
    """Return an id that no other record has: 64 random bits as hexadecimal text."""
    return os.urandom(8).hex()  # what `secrets` asks, without what it imports


def same(one: Record, other: Record) -> bool:
    """Whether two records say the same in every word."""
    return type(one) is type(other) and one == other


def subject(record: Fact) -> str:
    """Return the id of what the record is about: a task, a target, or a target's share (``jobs@chengguan``)."""
    if isinstance(record, Reported):
        return f"{record.target}@{record.unit}" if record.unit else record.target
    return record.about if isinstance(record, Note | Problem | Evidence) else record.task


def day_of(record: Fact) -> date:
    """Return the day from which on the record counts: the one that it is about, or else the one when it was made."""
    return record.at if isinstance(record, Note | Problem | Evidence) else record.on
