"""Locks contradict each other or the total.

A lock settles a cell (a unit in a period), and the rest absorbs the difference. Locked cells cannot exceed what
contains them, and where every part is locked they must make the whole. The finding names as few cells as cannot hold
together, and the least change of one of them that would do.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         locks: [{period: 2025-Q1, value: 3000}, {period: 2025-Q2, value: 3000}]}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         locks: [{period: 2025-Q1, value: 1500}, {period: 2025-Q2, value: 1500}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from perfplan.checks._rule import Found, Rule
from perfplan.diagnostics import Severity
from perfplan.model.plan import Plan
from perfplan.model.target import Shape, Target


def _check(plan: Plan) -> Iterator[Found]:
    """Only splitting shows whether settled cells hold, so targets that settle any are split here."""
    from perfplan.split.engine import conflicts
    from perfplan.split.table import period_table

    table = period_table(plan)
    for target in plan.targets:
        settles = target.locks or target.revisions or (target.allocation and target.allocation.fixed)
        for conflict in conflicts(target, table) if settles and not _below_nothing(target) else ():
            yield conflict.location, conflict.args(target.annual_decimals)


def _below_nothing(target: Target) -> bool:
    """Whether an amount is negative that cannot be: PP435 says so, and nothing could hold with it."""
    locked = (bound for lock in target.locks for bound in lock.bounds)
    said = (*locked, *(revision.value for revision in target.revisions))
    return target.shape is Shape.FLOW and any(amount is not None and amount < 0 for amount in said)


RULE = Rule(
    code="PP405",
    name="locks_cannot_hold",
    severity=Severity.ERROR,
    message="these cannot hold together: {cells}; {gap} too much or too little",
    hint="move one of them by {gap}, or remove it; without any one of them the others hold",
    check=_check,
)
