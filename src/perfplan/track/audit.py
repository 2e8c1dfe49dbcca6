"""A plan's ledger checked against the plan."""

from __future__ import annotations

from pathlib import Path

from perfplan.diagnostics import Diagnostic, ordered
from perfplan.ledger.audit import audit
from perfplan.ledger.reading import Ledger, read_ledger
from perfplan.ledger.record import Correction, Retraction, subject
from perfplan.load.nearest import nearest
from perfplan.model.period import Level
from perfplan.model.plan import Plan
from perfplan.split.singles import campaign_tasks
from perfplan.track.names import subject_ids
from perfplan.track.work import SHARE_LEVELS, task_ids, work_items


def ledger_findings(plan: Plan, path: Path) -> list[Diagnostic]:
    """Return everything there is to say about the ledger of the plan at ``path``, in report order.

    Lines that cannot be read, ids that different records claim, records of what the plan does not have, and records
    without sense.
    """
    ledger = read_ledger(path)
    unknown = _unknown(plan, ledger)
    known = [*subject_ids(plan), *task_ids(plan)] if unknown else []
    return ordered(list(audit(ledger, lambda task: task not in unknown, lambda task: nearest(task, known))))


def _unknown(plan: Plan, ledger: Ledger) -> set[str]:
    facts = (record for record in ledger.records() if not isinstance(record, Correction | Retraction))
    named = {subject(record) for record in facts}
    named = named and named.difference(subject_ids(plan))
    if not named:
        return named
    levels = tuple(Level) if any(map(_is_share_of_a_day, named)) else SHARE_LEVELS  # days are many
    missing = named.difference(item.id for item in work_items(plan, levels))
    # What the plan file itself calls finished is no open work, and still a task.
    return missing.difference(task.id for campaign in plan.campaigns for task in campaign_tasks(campaign))


def _is_share_of_a_day(task: str) -> bool:
    return "!" not in task and len(task.rpartition("/")[2]) == len("2025-03-14")
