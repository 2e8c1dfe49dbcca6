"""The ids that a plan knows, and those that begin with what somebody has typed so far."""

from __future__ import annotations

from collections.abc import Iterator

from perfplan.model.period import Level
from perfplan.model.plan import Plan
from perfplan.model.target import Target
from perfplan.split.blocks import share_blocks
from perfplan.split.engine import split_target
from perfplan.split.table import period_table
from perfplan.track.work import single_items


def share_ids(plan: Plan) -> list[str]:
    """Return what figures can be of: targets and their units' shares (``jobs``, ``jobs@chengguan``)."""
    return [ident for target in plan.targets for ident in _idents(target)]


def subject_ids(plan: Plan) -> list[str]:
    """Return everything above a task that can be spoken of: targets, shares, projects, campaigns."""
    return [*share_ids(plan), *(project.id for project in plan.projects), *(each.id for each in plan.campaigns)]


def ids_beginning(plan: Plan, prefix: str) -> list[str]:
    """Return the ids of tasks that begin with ``prefix``, in order.

    Before the ``/`` these are what tasks belong to (``jobs@chengguan/``, ``p01/``); after it, the tasks themselves.
    """
    ident, slash, _ = prefix.partition("/")
    singles = [item.id for item in single_items(plan)]
    if not slash:
        heads = [*share_ids(plan), *(id_.rpartition("/")[0] for id_ in singles)]
        return sorted({f"{head}/" for head in heads if head.startswith(prefix)})
    found = [*_share_tasks(plan, ident), *(id_ for id_ in singles if id_.startswith(prefix))]
    return sorted(id_ for id_ in found if id_.startswith(prefix))


def _idents(target: Target) -> Iterator[str]:
    yield target.id
    yield from (f"{target.id}@{unit.id}" for unit in (target.allocation.units if target.allocation else ()))


def _share_tasks(plan: Plan, ident: str) -> Iterator[str]:
    target = next((each for each in plan.targets if each.id == ident.partition("@")[0]), None)
    if target is None:
        return
    table = period_table(plan)
    for block in share_blocks(split_target(target, table), table, tuple(Level)):
        if block.ident == ident:
            keep = block.keep or [True] * len(block.slots)
            yield from (f"{ident}/{slot.label}" for slot, kept in zip(block.slots, keep, strict=True) if kept)
