"""What a split came to, as facts for people: one line a target with its checkpoints, and one a project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from perfplan.model.plan import Plan
from perfplan.model.quantity import format_quanta
from perfplan.model.target import Shape
from perfplan.schedule.timeline import Timeline
from perfplan.split.result import TargetSplit
from perfplan.split.table import PeriodTable


class TargetLine(Struct, frozen=True):
    """A target in the summary: its annual number, and what must be reached by the end of each quarter."""

    id: str
    name: str
    kind: str
    annual: str
    uom: str
    checkpoints: tuple[str, ...]
    units: int
    owner: str
    pending: str


class Exceptional(NamedTuple):
    """A total that is a whole quantum or more from its ideal, in words: the columns of ``deviations.csv``."""

    target: str
    unit: str
    period: str
    amount: str
    ideal: str
    uom: str


class SplitSummary(Struct, frozen=True):
    """The facts of one plan's split.

    ``deviations`` counts totals a whole quantum or more from their ideal; ``furthest`` is the one that is most quanta.
    """

    plan: Plan
    quarters: tuple[str, ...]
    targets: tuple[TargetLine, ...]
    timelines: tuple[Timeline, ...]
    counts: Mapping[str, int]
    deviations: int
    furthest: Exceptional | None
    files: tuple[str, ...]


def target_line(split: TargetSplit, table: PeriodTable) -> TargetLine:
    """Return the summary line of one target."""
    target, plan = split.target, table.plan
    decimals, uom = target.annual_decimals, target.annual_uom
    values = [target.annual, *(target.annual_after(revision) for revision in target.revisions)]
    annual = " → ".join(format_quanta(value, decimals) for value in values if value is not None)
    return TargetLine(
        id=target.id,
        name=target.name,
        kind=target.kind,
        annual=annual,
        uom=uom,
        checkpoints=tuple(_checkpoint(split, i, table, decimals) for i in range(len(plan.quarters))),
        units=len(split.units),
        owner=target.owners.month.name if target.owners.month else "",
        pending=target.pending,
    )


def _checkpoint(split: TargetSplit, quarter: int, table: PeriodTable, decimals: int) -> str:
    target, period = split.target, table.plan.quarters[quarter]
    if target.annual is None or period.end <= table.plan.issued:
        return ""
    if split.own.months:
        last = table.months_of(period.label)
        return format_quanta(split.own.checkpoints[last[1]], decimals) if last else ""
    if target.shape is Shape.DATED:
        due = target.date if target.date and target.date in period else None
        return format_quanta(split.own.bound(due), decimals) if due else ""
    return format_quanta(split.own.bound(period.last), decimals)


def quarter_labels(plan: Plan) -> tuple[str, ...]:
    """Return the plan's quarters as column heads."""
    return tuple(quarter.label for quarter in plan.quarters)
