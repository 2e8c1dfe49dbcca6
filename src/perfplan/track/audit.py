"""A plan's ledger checked against the plan."""

from __future__ import annotations

from pathlib import Path

from perfplan.diagnostics import Diagnostic, ordered
from perfplan.ledger.audit import audit
from perfplan.ledger.reading import Ledger, read_ledger
from perfplan.ledger.record import Done
from perfplan.load.nearest import nearest
from perfplan.model.period import Level
from perfplan.model.plan import Plan
from perfplan.track.work import find_task, task_ids, work_items


def ledger_findings(plan: Plan, path: Path) -> list[Diagnostic]:
    """Return everything there is to say about the ledger of the plan at ``path``, in report order.

    Lines that cannot be read, ids that different records claim, and records of tasks that the plan does not have.
    """
    ledger = read_ledger(path)
    unknown = _unknown(plan, ledger)
    known = task_ids(plan) if unknown else []
    return ordered(list(audit(ledger, lambda task: task not in unknown, lambda task: nearest(task, known))))


def _unknown(plan: Plan, ledger: Ledger) -> set[str]:
    named = {record.task for record in ledger.records() if isinstance(record, Done)}
    if not named:
        return named
    missing = named.difference(item.id for item in work_items(plan, tuple(Level)))
    return {task for task in missing if find_task(plan, task) is None}  # work that the plan file calls finished
