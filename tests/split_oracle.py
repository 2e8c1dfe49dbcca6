"""What must hold of any split, stated anew in plain fractions, and random targets to try it on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate, combinations
from math import ceil, floor
from random import Random
from typing import Any

from msgspec.structs import replace
from plan_builders import allocation, days_of, lock, revision, rule, table, target, units

from perfplan.model.target import Lock, Shape, Target, UnitRollup
from perfplan.split.engine import methods
from perfplan.split.locks import cell_name
from perfplan.split.result import Conflict, TargetSplit, UnitSplit
from perfplan.split.table import PeriodTable


def between(amount: int, ideal: Fraction) -> bool:
    """Whether an amount is the floor or the ceiling of its ideal."""
    return floor(ideal) <= amount <= ceil(ideal)


def bad_blocks(amounts: Sequence[int], weights: Sequence[int | Fraction]) -> list[tuple[int, int]]:
    """Return the contiguous blocks that are neither floor nor ceiling of their ideal share of the whole."""
    whole, total = sum(map(Fraction, weights), Fraction(0)), sum(amounts)
    ends, reached = [0, *accumulate(amounts)], [Fraction(0), *accumulate(map(Fraction, weights))]
    return [
        (first, last)
        for first, last in combinations(range(len(ends)), 2)
        if not between(ends[last] - ends[first], total * (reached[last] - reached[first]) / whole)
    ]


def bad_totals(
    amounts: Sequence[int], weights: Sequence[int | Fraction], quarters: Sequence[int]
) -> list[tuple[int, int]]:
    """Return the declared totals that are neither floor nor ceiling of their ideal share of the whole.

    ``quarters`` names each month's quarter. Declared are months, quarters, the year to date at each quarter's end, and
    with them, as the year is exact, half-years that begin or end it.
    """
    count = len(amounts)
    ends = [i for i in range(count) if i == count - 1 or quarters[i] != quarters[i + 1]]
    starts = [0, *(end + 1 for end in ends)]
    declared = {*((i, i) for i in range(count)), *zip(starts, ends, strict=False), *((0, end) for end in ends)}
    declared |= {(start, count - 1) for start in starts if start < count}
    whole, total = sum(map(Fraction, weights), Fraction(0)), sum(amounts)
    return [
        (first, last)
        for first, last in sorted(declared)
        if not between(sum(amounts[first : last + 1]), total * sum(map(Fraction, weights[first : last + 1])) / whole)
    ]


def problems(found: TargetSplit, periods: PeriodTable) -> Iterator[str]:
    """Yield what is wrong with a split that has no conflict."""
    goal = found.target
    yield from _sums(found, periods)
    yield from _locks(found, periods)
    for part in found.blocks:
        sign = -1 if (goal.annual or 0) < 0 else 1
        settled = goal.locks or any(revision.value * sign < 0 for revision in goal.revisions)
        if goal.shape is Shape.FLOW and not settled and any(month * sign < 0 for month in part.months):
            yield f"{_name(part)} takes back: {part.months}"
    if not goal.locks and not goal.revisions and goal.reached == goal.opening:
        yield from _shape(found, periods)


def _over(goal: Target) -> bool:
    """Whether more than the year's amount was done before the plan was issued: then nothing is left to settle."""
    return goal.shape is Shape.FLOW and abs(goal.reached) > abs(goal.annual or 0)


def _name(part: UnitSplit) -> str:
    return part.unit.id if part.unit else "total"


def _sums(found: TargetSplit, periods: PeriodTable) -> Iterator[str]:
    goal = found.target
    final = goal.annual_after(goal.revisions[-1]) if goal.revisions else goal.annual or 0
    if found.own.value != (goal.reached if _over(goal) and not goal.revisions else final):
        yield f"the year is {found.own.value}"
    if found.adds:
        columns = zip(*(unit.months for unit in found.units), strict=True)
        if [sum(column) for column in columns] != list(found.own.months):
            yield "units do not make the total's months"
        if sum(unit.reached for unit in found.units) != found.own.reached:
            yield "units do not make what was reached"
    for place, part in enumerate(found.blocks):
        daily = [sum(days) for days in days_of(found, part, periods)]
        for month, (amount, by_day, count) in enumerate(zip(part.months, daily, periods.counts, strict=True)):
            if amount != by_day and (count or any(periods.counts)):
                yield f"{_name(part)}, month {month}: {amount}, its days {by_day}"
        if len(found.days[place]) != len(periods.days):
            yield f"{_name(part)}: {len(found.days[place])} days"


def _locks(found: TargetSplit, periods: PeriodTable) -> Iterator[str]:
    parts = {part.unit.id if part.unit else "": part for part in found.blocks}
    for cell in found.target.locks:
        part = parts[cell.unit.id if cell.unit else ""]
        span = periods.months_of(cell.period)
        assert span is not None
        whole = span == (0, len(periods.facts) - 1)
        amount = sum(part.months[span[0] : span[1] + 1]) + (part.reached if whole else 0)
        if not keeps(amount, cell) and not (whole and _over(found.target)):
            yield f"{_name(part)}, {cell.period}: {amount}, settled at {cell.bounds}"


def keeps(amount: int, cell: Lock) -> bool:
    """Whether an amount is what a lock fixes, or within its bounds."""
    if cell.value is not None:
        return amount == cell.value
    return (cell.minimum is None or amount >= cell.minimum) and (cell.maximum is None or amount <= cell.maximum)


def _shape(found: TargetSplit, periods: PeriodTable) -> Iterator[str]:
    """Without locks and revisions: zero weight gives zero, and all declared totals keep to their ideals."""
    weights = open_weights(found.target, periods)
    for part in found.blocks:
        if any(amount and not weight for amount, weight in zip(part.months, weights, strict=True)):
            yield f"{_name(part)}: something for nothing {part.months}"
    signs = {amount > 0 for part in found.units for amount in part.months if amount}
    if found.units and found.target.units_roll is UnitRollup.MEAN:
        yield from _means(found, weights, periods)
        return
    alone = not found.adds or (len(signs) > 1)
    quarters = [(month.start.month + 2) // 3 for month in periods.plan.months]
    for part in found.blocks if not alone else found.units:
        if bad_totals(part.months, weights, quarters):
            yield f"{_name(part)}: declared totals {bad_totals(part.months, weights, quarters)}"
    for part in found.blocks if alone or not found.units else ():
        if (part.unit or not found.adds) and bad_blocks(part.months, weights):
            yield f"{_name(part)}: blocks {bad_blocks(part.months, weights)}"
    if not alone and any("H" not in deviation.period for deviation in found.deviations):
        yield f"exceptions: {found.deviations}"
    if not found.units:
        shares = [Fraction(w, n) if n else Fraction(0) for w, n in zip(weights, periods.counts, strict=True)]
        daily = [share for share, count in zip(shares, periods.counts, strict=True) for _ in range(count)]
        amounts = list(found.days[0])
        step = max(len(amounts) // 25, 1)  # all blocks of 250 days are 31,000: sums of neighbours do as well
        joined = [sum(amounts[i : i + step]) for i in range(0, len(amounts), step)]
        ideals = [sum(daily[i : i + step]) for i in range(0, len(daily), step)]
        if daily and bad_blocks(joined, ideals):
            yield f"days: blocks of {step}: {bad_blocks(joined, ideals)}"


def _means(found: TargetSplit, weights: Sequence[int], periods: PeriodTable) -> Iterator[str]:
    """At every month's end the units' weighted mean rounds to the total's, or the month is listed."""
    if bad_blocks(found.own.months, weights):
        yield f"total: blocks {bad_blocks(found.own.months, weights)}"
    shared = found.target.allocation
    assert shared is not None
    for month, whole in enumerate(found.own.checkpoints):
        weighed = sum(w * unit.checkpoints[month] for w, unit in zip(shared.weights, found.units, strict=True))
        listed = any((d.unit, d.period) == ("", periods.plan.months[month].label) for d in found.deviations)
        if (floor(weighed / sum(shared.weights) + Fraction(1, 2)) != whole) != listed:
            yield f"month {month}: the units' mean is {weighed / sum(shared.weights)}, the total {whole}"


def open_weights(goal: Target, periods: PeriodTable) -> list[int]:
    """Return the months' weights when a plan is issued late: closed months give theirs to the next open one."""
    weights = [int(w * 1000) for w in methods()[goal.split.method].weights(goal.split, periods.facts)]
    last = max(i for i, is_open in enumerate(periods.is_open) if is_open)
    carried, left = 0, []
    for i, (weight, is_open) in enumerate(zip(weights, periods.is_open, strict=True)):
        carried += weight
        left.append(carried if is_open else 0)
        carried = 0 if is_open else carried
        if i > last:
            left[last], left[i], carried = left[last] + weight, 0, 0
    return left


def random_periods(random: Random) -> PeriodTable:
    start = random.choice([date(2025, 1, 1), date(2025, 4, 1), date(2025, 7, 1), date(2024, 11, 1)])
    length = random.choice([1, 2, 3, 6, 12, 12, 12])
    months = start.month - 1 + length
    end = date(start.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)
    late = random.choice([0, 0, random.randrange((end - start).days + 1)])
    return table(start + timedelta(days=late), start, end)


def random_target(random: Random, periods: PeriodTable) -> Target:
    """Return any amount, level or mean, with what people may add to it; not all can hold."""
    shape = random.choice([Shape.FLOW, Shape.FLOW, Shape.PATH])
    size = random.choice([3, 30, 1000, 10**25])
    value = random.randint(-size if random.random() < 0.2 else 0, size)
    changes: dict[str, Any] = {"shape": shape, "split": _rule(random, periods), "decimals": random.randint(0, 4)}
    if shape is Shape.PATH:
        changes["opening"] = changes["reached"] = random.randint(0, size)
    if random.random() < 0.2:
        changes["reached"] = random.randint(0, size) * (-1 if value < 0 else 1)
    names: list[str] = []
    if random.random() < 0.7:
        names = [unit.id for unit in units(random.choice([1, 2, 3, 4, 6, 12]))]
        shares = [random.choice([0, 1, 1, 5, 17]) for _ in names]
        fixed = {names[0]: random.randint(0, max(value, 0))} if random.random() < 0.2 else {}
        changes["allocation"] = allocation(shares if any(shares) else [1] * len(names), fixed)
        changes["units_roll"] = random.choice([UnitRollup.SUM, UnitRollup.SUM, UnitRollup.MEAN])
    if random.random() < 0.4:
        changes["locks"] = _random_locks(random, value, names, periods)
    if random.random() < 0.2:
        on = random.choice(periods.plan.months).start + timedelta(days=random.randrange(28))
        changes["revisions"] = (revision(value + random.randint(-size // 4, size), on.isoformat()),)
    return target(value, **changes)


def _rule(random: Random, periods: PeriodTable) -> Any:
    weights = [random.choice([0, 1, 1, 2, 7]) for _ in range(12)]
    usable = any(weights[month.start.month - 1] for month in periods.plan.months)
    return rule(weights if usable and random.random() < 0.6 else None)


def _random_locks(random: Random, value: int, names: Sequence[str], periods: PeriodTable) -> tuple[Lock, ...]:
    labels = [p.label for p in (*periods.plan.months, *periods.plan.quarters)] + [str(periods.plan.start.year)]
    labels += [label for label in periods.named if "H" in label]
    most = max(abs(value) // (2 * max(len(names), 1)), 1)
    sign = -1 if value < 0 else 1
    return tuple(
        some_lock(random, sign * random.randint(0, most), random.choice(labels), random.choice([None, *names]))
        for _ in range(random.randint(1, 3))
    )


def some_lock(random: Random, value: int, period: str, unit: str | None) -> Lock:
    """Return a fixed cell, or one that keeps to bounds around or beside a value."""
    chance = random.random()
    if chance < 0.5:
        return lock(value, period, unit)
    if chance < 0.7:
        return lock(None, period, unit, minimum=value)
    if chance < 0.9:
        return lock(None, period, unit, maximum=value)
    return lock(None, period, unit, minimum=value, maximum=value + random.randint(0, 2))


def tiny_locked(random: Random) -> tuple[Target, PeriodTable]:
    """Return few units and amounts over four months in two quarters, with random locks and no month without weight."""
    periods = table(None, date(2025, 2, 1), date(2025, 5, 31))
    totals = [random.randint(0, 3) for _ in range(random.randint(1, 3))] or [1]
    names = [unit.id for unit in units(len(totals))]
    labels = ["2025-02", "2025-03", "2025-04", "2025-05", "2025-Q1", "2025-Q2", "2025-H1"]
    locks = tuple(
        some_lock(random, random.randint(0, 3), random.choice(labels), random.choice([None, *names]))
        for _ in range(random.randint(1, 6))
    )
    weights = [random.choice([1, 1, 3, 9]) for _ in range(12)]
    fixed = dict(zip(names, totals, strict=True))
    shared = allocation([1] * len(totals), fixed)
    return target(sum(totals), allocation=shared, locks=locks, split=rule(weights)), periods


def can_hold(goal: Target, periods: PeriodTable) -> bool:
    """Try every way to share each unit's amount over the months until all locks hold."""
    assert goal.allocation is not None
    count = len(periods.facts)
    spans = [
        (cell.unit.id if cell.unit else "", *(periods.months_of(cell.period) or (0, 0)), cell) for cell in goal.locks
    ]
    sums = {(0,) * count}
    for unit in goal.allocation.units:
        own = [(first, last, cell) for name, first, last, cell in spans if name == unit.id]
        ways = [w for w in _ways(goal.allocation.fixed[unit.id], count) if _holds(w, own)]
        sums = {tuple(a + b for a, b in zip(total, way, strict=True)) for total in sums for way in ways}
    return any(_holds(total, [(first, last, cell) for name, first, last, cell in spans if not name]) for total in sums)


def conflict_problems(goal: Target, conflict: Conflict, periods: PeriodTable) -> list[str]:
    """Return what is wrong with a conflict, by trying everything: too many cells, too few, or another least change.

    One cell can have several locks; it is enough that the finding is right about some of those that it may mean.
    """
    wanted = conflict.cells.split(", ")
    named = [way for way in combinations(goal.locks, len(wanted)) if [cell_name(goal, one) for one in way] == wanted]
    found = [list(_wrong(goal, way, conflict.gap, periods)) for way in named]
    return min(found, key=len, default=[f"no locks are {conflict.cells}"])


def _wrong(goal: Target, locks: tuple[Lock, ...], gap: int, periods: PeriodTable) -> Iterator[str]:
    if can_hold(replace(goal, locks=locks), periods):
        yield f"{locks} can hold"
        return
    for number, one in enumerate(locks):
        if not can_hold(replace(goal, locks=(*locks[:number], *locks[number + 1 :])), periods):
            yield f"{cell_name(goal, one)} has no part in it"
    for less in range(gap + 1):
        if any(can_hold(replace(goal, locks=moved), periods) for moved in _moved(locks, less)) != (less == gap):
            yield f"not {gap}: {less}"


def _moved(locks: tuple[Lock, ...], gap: int) -> Iterator[tuple[Lock, ...]]:
    for number, one in enumerate(locks):
        for step in {gap, -gap}:
            for key in ("value", "minimum", "maximum"):
                if getattr(one, key) is not None:
                    changed = replace(one, **{key: getattr(one, key) + step})
                    yield (*locks[:number], changed, *locks[number + 1 :])


def _ways(total: int, count: int) -> Iterator[tuple[int, ...]]:
    if count == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in _ways(total - first, count - 1))


def _holds(months: Sequence[int], spans: Sequence[tuple[int, int, Lock]]) -> bool:
    return all(keeps(sum(months[first : last + 1]), cell) for first, last, cell in spans)
