"""What the rest of the year must bring after the actuals, beside what was planned; the plan itself stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from perfplan.ledger.progress import Progress
from perfplan.model.plan import Plan
from perfplan.model.target import Direction, Target
from perfplan.split.engine import split_target
from perfplan.split.policies._policy import Policy, Rest, no_more_than
from perfplan.split.result import TargetSplit, UnitSplit
from perfplan.split.table import PeriodTable, period_table
from perfplan.track.actuals import Actuals, MonthState, actuals
from perfplan.track.figures import figures_until
from perfplan.track.left_alone import left_alone, without_figures
from perfplan.track.replanned import Answer, NewMonth, Replanned


class Asked(Struct, frozen=True):
    """How to re-plan: the policy, the day, and what the policy needs."""

    policy: Policy
    today: date
    recover_by: date | None = None
    limit: Fraction = Fraction(0)


def replan(plan: Plan, progress: Progress, asked: Asked, only: str = "") -> Iterator[Replanned]:
    """Yield every target's own total and then its units; of one target, if ``only`` names it."""
    table = period_table(plan)
    for target in plan.targets:
        if only in {"", target.id}:
            yield from _target(target, table, progress, asked)


def _target(target: Target, table: PeriodTable, progress: Progress, asked: Asked) -> Iterator[Replanned]:
    split = split_target(target, table)
    parts = [_part(split, place, table, progress, asked) for place in range(len(split.blocks))]
    own, *units = parts
    if split.adds and units and all(unit.months for unit in units):
        own = _sum_of(own, units)
    yield own
    yield from units


def _part(split: TargetSplit, place: int, table: PeriodTable, progress: Progress, asked: Asked) -> Replanned:
    target, part = split.target, split.blocks[place]
    spread = bool(part.months)
    usual = Replanned(
        target=target,
        unit=part.unit,
        decimals=target.annual_decimals if spread else target.decimals,
        uom=target.annual_uom if spread else target.uom,
        start=part.reached,
        year=part.value if spread else part.bound(asked.today),
    )
    figures = figures_until(progress.figures, target, part.unit.id if part.unit else "", asked.today)
    why = left_alone(split, part, figures, asked.today)
    if why is not None:
        return replace(usual, why=why)
    known = actuals(target, part, split.days[place], figures, table, asked.today)
    if known is None:
        return replace(usual, why=without_figures(asked.today))
    return _placed(usual, part, known, table, asked)


def _placed(usual: Replanned, part: UnitSplit, known: Actuals, table: PeriodTable, asked: Asked) -> Replanned:
    """Place what is missing on the open months; months that are settled keep what they have where that can be."""
    sign = -1 if part.value < part.reached else 1
    places = [i for i, state in enumerate(known.states) if state is MonthState.OPEN]
    assumed = sum(known.left[i] for i, state in enumerate(known.states) if state is MonthState.ASSUMED)
    missing = (part.value - known.reached - assumed) * sign
    planned = tuple(known.left[i] * sign for i in places)
    rest = Rest(
        planned=planned,
        missing=max(missing, 0),
        done=(known.reached + assumed - part.reached) * sign,
        due=(part.value - part.reached) * sign - sum(planned),
        recover=_recover(places, table, asked.recover_by),
        limit=asked.limit,
    )
    placed = _around(rest, _settled(usual, places, table), asked.policy)
    unplaced = rest.missing - sum(placed)
    return replace(
        usual,
        months=_months(part, known, {i: amount * sign for i, amount in zip(places, placed, strict=True)}, table),
        on=known.on,
        reached=known.reached,
        unplaced=unplaced * sign,
        surplus=max(-missing, 0) * sign,
        answer=_answer(usual.target, sign, missing, unplaced),
    )


def _months(part: UnitSplit, known: Actuals, added: Mapping[int, int], table: PeriodTable) -> tuple[NewMonth, ...]:
    """Return every month: what it has brought so far, and what it still has to."""
    new = [brought + added.get(i, known.left[i]) for i, brought in enumerate(known.brought)]
    return tuple(
        NewMonth(month.label, known.states[i], part.months[i], _actual(known, i), new[i])
        for i, month in enumerate(table.plan.months)
    )


def _actual(known: Actuals, month: int) -> int | None:
    return known.brought[month] if known.states[month] is MonthState.ACTUAL or known.brought[month] else None


def _recover(places: Sequence[int], table: PeriodTable, day: date | None) -> int:
    return sum(table.plan.months[i].last <= day for i in places) if day else 0


def _settled(usual: Replanned, places: Sequence[int], table: PeriodTable) -> set[int]:
    """Return which of the open months belong to a cell that the plan fixes and that is open as a whole."""
    unit = usual.unit.id if usual.unit else None
    found: set[int] = set()
    for lock in usual.target.locks:
        first, last = table.months_of(lock.period) or (0, -1)
        months = set(range(first, last + 1))
        if lock.value is not None and (lock.unit.id if lock.unit else None) == unit and months <= set(places):
            found |= {places.index(month) for month in months}
    return found


def _around(rest: Rest, settled: set[int], policy: Policy) -> list[int]:
    """Place the rest by the policy on the months that are not settled; all of it in order where those take too much."""
    held = sum(rest.planned[i] for i in settled)
    if not settled or held > rest.missing:
        return policy.place(rest) if not settled else no_more_than(rest.missing, rest.planned)
    free = [i for i in range(len(rest.planned)) if i not in settled]
    planned = tuple(rest.planned[i] for i in free)
    recover = sum(i < rest.recover for i in free)
    placed = policy.place(Rest(planned, rest.missing - held, rest.done, rest.due, recover, rest.limit))
    amounts = list(rest.planned)
    for i, amount in zip(free, placed, strict=True):
        amounts[i] = amount
    return amounts


def _answer(target: Target, sign: int, missing: int, unplaced: int) -> Answer:
    """Return whether the year can be made; what must not be exceeded is missed by a surplus, and by nothing else."""
    if _is_ceiling(target, sign):
        return Answer.NO if missing < 0 else Answer.YES
    if missing <= 0:
        return Answer.MADE
    return Answer.NO if unplaced else Answer.YES


def _is_ceiling(target: Target, sign: int) -> bool:
    return (target.direction is Direction.DOWN) == (sign > 0)


def _sum_of(own: Replanned, units: Sequence[Replanned]) -> Replanned:
    """Return the total as the sum of its units: each answers for its own, whatever another has above."""
    sign = -1 if own.year < own.start else 1
    unplaced, surplus = sum(unit.unplaced for unit in units), sum(unit.surplus for unit in units)
    reached = sum(unit.reached for unit in units)
    short = (unplaced - surplus) * sign
    missing = short if _is_ceiling(own.target, sign) else (own.year - reached) * sign
    return replace(
        own,
        months=tuple(_sum_month(column) for column in zip(*(unit.months for unit in units), strict=True)),
        on=min(unit.on for unit in units if unit.on),
        reached=reached,
        unplaced=unplaced,
        surplus=surplus,
        answer=_answer(own.target, sign, missing, max(short, 0)),
        why=None,
    )


def _sum_month(column: Sequence[NewMonth]) -> NewMonth:
    states = {month.state for month in column}
    state = next(s for s in (MonthState.OPEN, MonthState.ASSUMED, MonthState.ACTUAL) if s in states)
    known = [month.actual for month in column if month.actual is not None]
    original, new = sum(month.original for month in column), sum(month.new for month in column)
    return NewMonth(column[0].label, state, original, sum(known) if known else None, new)
