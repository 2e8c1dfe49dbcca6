"""All work of a plan that has a deadline, as tracking sees it; and one task by its id."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from perfplan.model.period import Level, month_label, quarter_label, ten_day_label
from perfplan.model.plan import Plan
from perfplan.model.quantity import format_quanta
from perfplan.model.target import Target
from perfplan.schedule.reverse import schedule_project
from perfplan.split.blocks import ShareBlock, share_blocks
from perfplan.split.engine import split_target
from perfplan.split.singles import SingleTask, action_tasks, campaign_tasks, stage_tasks
from perfplan.split.table import Slot, period_table
from perfplan.track.item import WorkItem

SHARE_LEVELS = (Level.QUARTER, Level.MONTH)
_COARSER_LEVELS = (Level.QUARTER, Level.MONTH, Level.TEN_DAY, Level.DAY)
_CLOCKS = frozenset(("clock", "finding", "notice"))


def work_items(plan: Plan, levels: Collection[Level] = SHARE_LEVELS, until: date | None = None) -> Iterator[WorkItem]:
    """Yield the plan's work: shares at ``levels``, all actions, stages, phases; with deadlines up to ``until``.

    What the plan file itself says is finished (a rectified finding, a stopped clock) is left out.
    """
    table = period_table(plan)
    for target in plan.targets:
        for block in share_blocks(split_target(target, table), table, levels):
            yield from _shares(plan, block, until)
    yield from (item for item in single_items(plan) if until is None or item.deadline <= until)


def single_items(plan: Plan) -> Iterator[WorkItem]:
    """Yield actions, stages and phases, without what the plan file itself says is finished."""
    return (_single(plan, task) for task in _single_tasks(plan) if task.finished is None)


def find_task(plan: Plan, task_id: str) -> WorkItem | None:
    """Return the task of that id, at any level, or None."""
    ident = task_id.rpartition("/")[0]
    target = next((t for t in plan.targets if ident in {t.id, *_idents(t)}), None)
    if target is not None:
        table = period_table(plan)
        for block in share_blocks(split_target(target, table), table, tuple(Level)):
            if block.ident == ident:
                found = next((item for item in _shares(plan, block, None) if item.id == task_id), None)
                if found:
                    return found
        return None
    return next((_single(plan, task) for task in _single_tasks(plan) if task.id == task_id), None)


def task_ids(plan: Plan) -> list[str]:
    """Return the ids of all tasks above the day, and of single tasks: what a mistyped id is compared with."""
    return [item.id for item in work_items(plan)]


def _idents(target: Target) -> list[str]:
    return [f"{target.id}@{unit.id}" for unit in (target.allocation.units if target.allocation else ())]


def _single_tasks(plan: Plan) -> Iterator[SingleTask]:
    for target in plan.targets:
        yield from action_tasks(target, (Level.DAY,))
    for project in plan.projects:
        yield from stage_tasks(schedule_project(project))
    for campaign in plan.campaigns:
        yield from campaign_tasks(campaign)


def _shares(plan: Plan, block: ShareBlock, until: date | None) -> Iterator[WorkItem]:
    for index, slot in enumerate(block.slots):
        if until is not None and slot.deadline > until:
            return
        if block.keep is None or block.keep[index]:
            yield share_item(plan, block, index)


def share_item(plan: Plan, block: ShareBlock, index: int) -> WorkItem:
    """Return one task of a block."""
    slot = block.slots[index]
    return WorkItem(
        id=f"{block.ident}/{slot.label}",
        title=block.target.name,
        unit=block.unit,
        owner=block.owners[block.turns[index] % len(block.owners)],
        supervisor=block.target.supervisor,
        deadline=slot.deadline,
        level=block.level,
        target=block.target.id,
        project="",
        amount=format_quanta(block.amounts[index], block.decimals) if block.amounts else "",
        checkpoint=format_quanta(block.checkpoints[index], block.decimals),
        uom=block.uom,
        source=plan.source(block.target.location),
        covers=_covering(block, slot),
        start=slot.start,
    )


def _covering(block: ShareBlock, slot: Slot) -> tuple[str, ...]:
    """Return the coarser tasks of the same share: the quarter of a month, the quarter, month and ten days of a day."""
    names = (quarter_label, month_label, ten_day_label)[: _COARSER_LEVELS.index(block.level)]
    return tuple(f"{block.ident}/{name(slot.start)}" for name in names)


def _single(plan: Plan, task: SingleTask) -> WorkItem:
    return WorkItem(
        id=task.id,
        title=task.title,
        unit=task.unit,
        owner=task.owner,
        supervisor=task.supervisor,
        deadline=task.deadline,
        level=task.level,
        target=task.target,
        project=task.project,
        amount=task.amount,
        checkpoint="",
        uom=task.uom,
        source=plan.source(task.location),
        start=task.start,
        clock=task.kind in _CLOCKS,
    )
