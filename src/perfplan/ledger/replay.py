"""From records to the state of the work: a pure fold that does not care in which order the records come.

So two people's files, joined by git line by line in any order, give the same state, and a line that came twice
counts once. Of several reports on one task the earliest counts, by day and then by record id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from perfplan.ledger.record import Done, Record, Retraction, encode


@dataclass(frozen=True, slots=True)
class Progress:
    """What the ledger says about the work: ``done`` holds the report that counts, by task id."""

    done: Mapping[str, Done]

    def done_by(self, today: date) -> dict[str, Done]:
        """Return the reports of work that was complete on ``today`` or before."""
        return {task: record for task, record in self.done.items() if record.on <= today}


def replay(records: Iterable[Record]) -> Progress:
    """Return the state that the records lead to."""
    unique, _ = distinct(records)
    retracted = {record.record for record in unique if isinstance(record, Retraction)}
    done: dict[str, Done] = {}
    for record in unique:
        if isinstance(record, Done) and record.id not in retracted:
            known = done.get(record.task)
            if known is None or (record.on, record.id) < (known.on, known.id):
                done[record.task] = record
    return Progress(done)


def live_reports(records: Iterable[Record], task: str) -> list[Done]:
    """Return every report of the task that has not been retracted, in order: what an undo must retract."""
    unique, _ = distinct(records)
    retracted = {record.record for record in unique if isinstance(record, Retraction)}
    live = (r for r in unique if isinstance(r, Done) and r.task == task and r.id not in retracted)
    return sorted(live, key=lambda report: (report.on, report.id))


def distinct(records: Iterable[Record]) -> tuple[list[Record], set[str]]:
    """Return the records with each id once, and the ids that different records claim.

    Of those the one whose line sorts first stays, so that the choice does not depend on the order.
    """
    by_id: dict[str, Record] = {}
    contested: set[str] = set()
    for record in records:
        known = by_id.setdefault(record.id, record)
        if known is not record and known != record:
            contested.add(record.id)
            by_id[record.id] = min(known, record, key=encode)
    return list(by_id.values()), contested
