"""Findings that the ledger reports rectified: made public for some working days, then to be closed out."""

from __future__ import annotations

from collections.abc import Iterator

from perfplan.ledger.progress import Progress
from perfplan.model.campaign import NOTICE, closing_title
from perfplan.model.period import ONE_DAY, Level
from perfplan.model.plan import Plan
from perfplan.track.item import WorkItem


def closings(plan: Plan, progress: Progress) -> Iterator[WorkItem]:
    """Yield what is left of findings that are recorded as done and not as closed; each has its finding's id.

    A finding that the plan itself says was verified has a task of its own for this.
    """
    for campaign in plan.campaigns:
        for task in campaign.tasks:
            if task.kind != "finding" or task.finished is not None:
                continue
            ident, _, label = task.id.rpartition("/")
            if label not in progress.finished(ident) or label in progress.closed(ident):
                continue
            done = progress.done[task.id].on
            yield WorkItem(
                id=task.id,
                title=closing_title(task.title),
                unit=task.unit,
                owner=task.owner,
                supervisor=campaign.supervisor,
                deadline=plan.calendar.add(done, NOTICE + 1),
                level=Level.PHASE,
                target="",
                project=campaign.id,
                amount="",
                checkpoint="",
                uom="",
                source=plan.source(task.location),
                start=done + ONE_DAY,
                clock=True,
            )
