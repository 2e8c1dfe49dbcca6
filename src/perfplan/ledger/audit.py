"""What is odd in a ledger that could be read: records of tasks that the plan does not have, ids used twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from perfplan.diagnostics import Diagnostic, Location
from perfplan.ledger.reading import UNREADABLE, Ledger
from perfplan.ledger.record import Done, Record
from perfplan.ledger.replay import distinct

UNKNOWN_TASK = "PP803"


def audit(ledger: Ledger, knows: Callable[[str], bool], nearest: Callable[[str], str]) -> Iterator[Diagnostic]:
    """Yield the findings of a ledger: what could not be read, unknown tasks, ids that different records claim.

    Args:
        ledger: as read.
        knows: whether the plan has a task with this id.
        nearest: the plan's task id nearest to an unknown one, or an empty text.
    """
    yield from ledger.findings
    _, contested = distinct(ledger.records())
    for record, place in _placed(ledger):
        if record.id in contested:
            yield Diagnostic(UNREADABLE, place, {"problem": f"different records have the id {record.id}"})
        if isinstance(record, Done) and not knows(record.task):
            yield Diagnostic(UNKNOWN_TASK, place, {"id": record.task, "nearest": nearest(record.task)})


def _placed(ledger: Ledger) -> Iterator[tuple[Record, Location]]:
    for file in ledger.files:
        for index, record in enumerate(file.records):
            yield record, file.location(index)
