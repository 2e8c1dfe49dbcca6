"""What is odd in a ledger that could be read: unknown tasks and targets, ids used twice, records without sense."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from perfplan.diagnostics import Diagnostic, Location
from perfplan.ledger.reading import UNREADABLE, Ledger
from perfplan.ledger.record import Correction, Record, Retraction, same, subject
from perfplan.ledger.replay import senseless

UNKNOWN_TASK = "PP803"
SENSELESS = "PP804"


def audit(ledger: Ledger, knows: Callable[[str], bool], nearest: Callable[[str], str]) -> Iterator[Diagnostic]:
    """Yield the findings of a ledger: what could not be read, what the plan does not have, what makes no sense.

    Args:
        ledger: as read.
        knows: whether the plan has a task, target or share (``jobs@chengguan``) with this id.
        nearest: the plan's id nearest to an unknown one, or an empty text.
    """
    yield from ledger.findings
    contested = contested_ids(ledger.records())
    wrong = {(type(record), record.id): why for record, why in senseless(ledger.records())}
    for record, place in _placed(ledger):
        if record.id in contested:
            yield Diagnostic(UNREADABLE, place, {"problem": f"different records have the id {record.id}"})
        if why := wrong.get((type(record), record.id)):
            yield Diagnostic(SENSELESS, place, {"problem": why})
        if not isinstance(record, Correction | Retraction) and not knows(subject(record)):
            yield Diagnostic(UNKNOWN_TASK, place, {"id": subject(record), "nearest": nearest(subject(record))})


def contested_ids(records: Iterable[Record]) -> set[str]:
    """Return the ids that different records claim."""
    first: dict[str, Record] = {}
    return {record.id for record in records if not same(first.setdefault(record.id, record), record)}


def _placed(ledger: Ledger) -> Iterator[tuple[Record, Location]]:
    for file in ledger.files:
        for index, record in enumerate(file.records):
            yield record, file.location(index)
