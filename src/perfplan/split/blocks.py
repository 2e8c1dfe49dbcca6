"""Owned, dated work from a split target: one block a unit and level, never one object a task.

Quarters belong to the supervisor, months and ten-day periods to the owner, days to the handlers in turn. A flow has no
task where there is nothing to do; a bound to hold has one for every quarter and month; a dated target one in each
period of its date.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, pairwise
from operator import sub
from typing import NamedTuple

from perfplan.model.period import Level, ten_day_label
from perfplan.model.target import Owners, Shape, Target
from perfplan.model.unit import Person, Unit
from perfplan.split.result import TargetSplit, UnitSplit
from perfplan.split.table import PeriodTable, Slot

LEVELS = (Level.QUARTER, Level.MONTH, Level.TEN_DAY, Level.DAY)
WITHIN_MONTHS = frozenset({Level.TEN_DAY, Level.DAY})
NOBODY = Owners(None, None, ())
Rows = tuple[Sequence[Slot], Sequence[int], Sequence[int]]  # slots, amounts, checkpoints


class ShareBlock(NamedTuple):
    """A target's tasks of one level at one unit; the sequences run in parallel.

    ``ident`` begins every task id (``jobs@chengguan``). ``amounts`` is empty where a period adds nothing of its own (a
    bound). Where ``keep`` is given, only the marked rows are tasks; ``owners`` holds people by turn and ``turns``
    whose turn each row is.
    """

    target: Target
    unit: Unit
    ident: str
    level: Level
    slots: Sequence[Slot]
    amounts: Sequence[int]
    checkpoints: Sequence[int]
    decimals: int
    uom: str
    owners: tuple[Person | None, ...]
    turns: Sequence[int]
    keep: Sequence[bool] | None


def share_blocks(split: TargetSplit, table: PeriodTable, levels: Collection[Level]) -> Iterator[ShareBlock]:
    """Yield the blocks of a target's own total, then of its units, coarse levels first."""
    if split.target.annual is None or split.conflicts:
        return
    for place, block in enumerate(split.blocks):
        for level in LEVELS:
            if level in levels:
                found = _block(split, place, block, level, table)
                if found is not None:
                    yield found


def _block(split: TargetSplit, place: int, part: UnitSplit, level: Level, table: PeriodTable) -> ShareBlock | None:
    target = split.target
    spread = bool(part.months)
    rows: Rows | None
    if spread:
        rows = _spread_rows(split, place, part, level, table)
    elif target.shape is Shape.DATED:
        rows = _dated_rows(target, part, level, table)
    else:
        rows = _held_rows(part, level, table)
    if rows is None:
        return None
    slots, amounts, checkpoints = rows
    if not slots:  # the plan is issued after its last working day
        return None
    implied = target.implied if spread else None
    keep = [amount != 0 for amount in amounts] if target.shape is not Shape.PATH and 0 in amounts else None
    if level in WITHIN_MONTHS and target.shape is Shape.PATH:
        keep = [amount != 0 for amount in amounts]
    if keep is not None and not any(keep):
        return None
    owners = _owners(target, part.unit)
    return ShareBlock(
        target=target,
        unit=part.unit or target.lead_unit,
        ident=f"{target.id}@{part.unit.id}" if part.unit else target.id,
        level=level,
        slots=slots,
        amounts=amounts,
        checkpoints=checkpoints,
        decimals=implied.decimals if implied else target.decimals,
        uom=implied.uom if implied else target.uom,
        owners=_at_level(owners, level),
        turns=table.turns[target.rotation] if level is Level.DAY and spread else (0,) * len(slots),
        keep=keep,
    )


def _spread_rows(split: TargetSplit, place: int, part: UnitSplit, level: Level, table: PeriodTable) -> Rows:
    slots = table.slots[level]
    if level is Level.DAY:
        daily = split.days[place]
        return slots, daily, list(accumulate(daily, initial=part.reached))[1:]
    if level is Level.TEN_DAY:
        running = list(accumulate(split.days[place], initial=part.reached))
        marks = [running[end] for end in table.ten_day_ends]
        return slots, [end - begin for begin, end in pairwise((part.reached, *marks))], marks
    before, after = table.ends[level]
    totals = list(accumulate(part.months, initial=part.reached))
    ends = after(totals)
    return slots, tuple(map(sub, ends, before(totals))), ends


def _held_rows(part: UnitSplit, level: Level, table: PeriodTable) -> Rows | None:
    if level in WITHIN_MONTHS:
        return None
    slots = table.slots[level]
    return slots, (), [part.bound(slot.deadline) for slot in slots]


def _dated_rows(target: Target, part: UnitSplit, level: Level, table: PeriodTable) -> Rows | None:
    day = target.date
    if day is None or day < table.plan.issued:
        return None
    if level is Level.DAY:
        slot = Slot(day.isoformat(), day, day, 0, 0)
    elif level is Level.TEN_DAY:
        begin = day.replace(day=min((day.day - 1) // 10, 2) * 10 + 1)
        slot = Slot(ten_day_label(day), max(begin, table.plan.start, table.plan.issued), day, 0, 0)
    else:
        periods = table.plan.months if level is Level.MONTH else table.plan.quarters
        period = next(p for p in periods if day in p)
        slot = Slot(period.label, max(period.start, table.plan.issued), day, 0, 0)
    return (slot,), (), (part.bound(day),)


def _owners(target: Target, unit: Unit | None) -> Owners:
    return target.owners if unit is None else target.unit_owners.get(unit.id, NOBODY)


def _at_level(owners: Owners, level: Level) -> tuple[Person | None, ...]:
    if level is Level.DAY:
        return owners.day or (owners.month,)
    return (owners.quarter if level is Level.QUARTER else owners.month,)
