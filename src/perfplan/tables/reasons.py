"""Why a share is what it is: the whole arithmetic from the year's number to one task, as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from perfplan.model.period import Level, Period, ten_day_label
from perfplan.model.plan import Plan
from perfplan.model.quantity import format_decimal, format_percent, format_quanta, round_half_up
from perfplan.model.sentence import Sentence
from perfplan.model.target import Allocation, Shape, Target, UnitRollup
from perfplan.split.engine import month_weights, split_target
from perfplan.split.ratio import needed_and_allowed, scale_of
from perfplan.split.result import TargetSplit, UnitSplit
from perfplan.split.table import PeriodTable, period_table
from perfplan.tables.settled import settled
from perfplan.track.item import WorkItem
from perfplan.track.ratios import step_of

MORE_PLACES = 4


class _Case(Struct, frozen=True):
    """One task under explanation: its target, split, block and period."""

    plan: Plan
    target: Target
    split: TargetSplit
    block: UnitSplit
    table: PeriodTable
    item: WorkItem
    decimals: int
    uom: str

    def amount(self, quanta: int) -> str:
        return f"{format_quanta(quanta, self.decimals)} {self.uom}".rstrip()

    def exact(self, value: Fraction) -> str:
        """Return quanta that need not be whole, with a few more places."""
        scaled = value * 10**MORE_PLACES
        text = format_quanta(round_half_up(scaled.numerator, scaled.denominator), self.decimals + MORE_PLACES)
        return f"{text} {self.uom}".rstrip()


def share_reasons(plan: Plan, item: WorkItem) -> Iterator[Sentence]:
    """Yield the sentences for a target's task: the year, the unit's part, the period's part, people, deadline."""
    case = _case(plan, item)
    yield from _year(case)
    if case.block.unit is not None:
        yield from _unit(case)
    if case.block.months:
        yield from _time(case)
    elif case.target.shape is Shape.DATED:
        yield Sentence("measured once, on {date}", {"date": item.deadline.isoformat()})
    else:
        yield from _bound(case)
    yield from _locks(case)
    yield from _people(case)


def _case(plan: Plan, item: WorkItem) -> _Case:
    table = period_table(plan)
    target = next(target for target in plan.targets if target.id == item.target)
    split = split_target(target, table)
    unit = item.id.rpartition("/")[0].partition("@")[2]
    block = next(block for block in split.blocks if (block.unit.id if block.unit else "") == unit)
    implied = target.implied if block.months else None
    decimals, uom = (implied.decimals, implied.uom) if implied else (target.decimals, target.uom)
    return _Case(plan, target, split, block, table, item, decimals, uom)


def _year(case: _Case) -> Iterator[Sentence]:
    target, source = case.target, case.plan.source(case.target.value_at or case.target.location)
    if target.implied and target.value is not None:
        rate, base = format_quanta(target.value, target.decimals), f"{format_decimal(target.implied.base)} {case.uom}"
        args = {"rate": rate, "base": base, "amount": case.amount(target.implied.value), "source": source}
        yield Sentence("the year: {rate}% on {base} makes {amount} ({source})", args)
        return
    annual = case.amount(target.annual or 0)
    yield Sentence("the year: {amount} ({source})", {"amount": annual, "source": source})
    if target.shape is Shape.PATH:
        yield Sentence("from {opening} at the start of the year", {"opening": case.amount(target.opening)})
    if target.reached != target.opening:
        yield Sentence("{reached} was reached before the plan was issued", {"reached": case.amount(target.reached)})
    for revision in target.revisions:
        args = {
            "date": revision.on.isoformat(),
            "amount": case.amount(case.target.annual_after(revision)),
            "reason": revision.reason,
            "source": case.plan.source(revision.location),
        }
        yield Sentence("from {date} on {amount}: {reason} ({source}); the later months carry the difference", args)


def _unit(case: _Case) -> Iterator[Sentence]:
    allocation, unit = case.target.allocation, case.block.unit
    if allocation is None or unit is None:
        return
    value, place = case.amount(case.block.value), allocation.units.index(unit)
    if case.target.units_roll is UnitRollup.SAME or not any(allocation.weights):
        yield Sentence("{unit} holds the same: {amount}", {"unit": unit.name, "amount": value})
    elif case.target.units_roll is UnitRollup.MEAN:
        yield Sentence(
            "{unit}: {amount}, so that the weighted mean is the year's", {"unit": unit.name, "amount": value}
        )
    elif unit.id in allocation.fixed:
        yield Sentence("{unit}: {amount}, fixed beforehand", {"unit": unit.name, "amount": value})
    else:
        share = allocation.weights[place] / sum(allocation.weights)
        args = {"unit": unit.name, "amount": value, "share": format_percent(share), "method": allocation.method}
        if not allocation.fixed and not case.target.locks and not case.target.revisions:
            ideal = case.exact(share * (case.target.annual or 0))
            yield Sentence("{unit}: {amount} ({method}: {share}, exactly {ideal})", {**args, "ideal": ideal})
        else:
            yield Sentence("{unit}: {amount} ({method}: {share})", args)
        yield _weight(case, allocation, place)


def _weight(case: _Case, allocation: Allocation, place: int) -> Sentence:
    """Return where a unit's share comes from: its weight among all, and where the way to share is written."""
    weight, whole = format_decimal(allocation.weights[place]), format_decimal(sum(allocation.weights, Fraction(0)))
    source = case.plan.source(allocation.location)
    args = {"method": allocation.method, "weight": weight, "whole": whole, "source": source}
    return Sentence("{method}: {weight} of {whole} ({source})", args)


def _time(case: _Case) -> Iterator[Sentence]:
    weights = month_weights(case.target, case.target.annual or 0, case.table)
    period = _period(case)
    first, last = case.table.months_of(period.label) or (0, 0)
    months = range(0 if _is_first_open(case, period) else first, last + 1)
    whole, total = sum(weights), sum(case.block.months)
    share = Fraction(sum(weights[i] for i in months), whole) if whole else Fraction(0)
    amount = sum(case.block.months[i] for i in months)
    method = case.target.split.method + (f" {case.target.split.profile}" if case.target.split.profile else "")
    source = case.plan.source(case.target.split.location)
    args = {"period": period.label, "share": format_percent(share), "method": method, "source": source}
    yield Sentence("{period} is {share} of what is to be done ({method}, {source})", args)
    if months[0] < first:
        yield Sentence("it includes what the months before the plan was issued were to bring")
    exact = {"amount": case.amount(amount), "ideal": case.exact(share * total), "period": period.label}
    if case.target.locks or case.target.revisions:
        yield Sentence("{period}: {amount} (by weight alone {ideal}; settled or revised amounts shift it)", exact)
    else:
        yield Sentence("{period}: {amount} (exactly {ideal}; running totals are rounded, so all periods add up)", exact)
    yield from _before_revisions(case, period, months, amount)
    if case.item.level is Level.DAY:
        days = case.table.open_days[last]
        number, of = str(days.index(case.item.deadline) + 1), str(len(days))
        said = {"day": number, "days": of, "amount": f"{case.item.amount} {case.uom}".rstrip()}
        yield Sentence("working day {day} of {days} in the month: {amount}", said)
    if case.item.level is Level.TEN_DAY:
        label, days = ten_day_label(case.item.deadline), case.table.open_days[last]
        inside, of = str(sum(ten_day_label(day) == label for day in days)), str(len(days))
        said = {"period": label, "inside": inside, "days": of, "amount": f"{case.item.amount} {case.uom}".rstrip()}
        yield Sentence("{period} has {inside} of the {days} working days in the month: {amount}", said)
    yield Sentence("to be reached by then: {checkpoint}", {"checkpoint": case.item.mark})


def _before_revisions(case: _Case, period: Period, months: range, amount: int) -> Iterator[Sentence]:
    """Yield what the period was to bring before the year's number was changed."""
    if not case.target.revisions:
        return
    place = case.split.blocks.index(case.block)
    planned = split_target(replace(case.target, revisions=()), case.table).blocks[place]
    before = sum(planned.months[i] for i in months)
    args = {"period": period.label, "before": case.amount(before), "difference": case.amount(amount - before)}
    if before != amount:
        yield Sentence("without revisions {period} would bring {before}; they make a difference of {difference}", args)


def _period(case: _Case) -> Period:
    periods = case.plan.quarters if case.item.level is Level.QUARTER else case.plan.months
    return next(period for period in periods if case.item.deadline in period)


def _is_first_open(case: _Case, period: Period) -> bool:
    return period.start <= case.plan.issued < period.end


def _bound(case: _Case) -> Iterator[Sentence]:
    yield Sentence(
        "the same bound holds in every period: {amount}", {"amount": case.amount(case.block.bound(case.item.deadline))}
    )
    target = case.target
    if target.denominator is None:
        return
    bound = Fraction(case.block.bound(case.item.deadline), 10**case.decimals) / scale_of(target.uom)
    counts = needed_and_allowed(bound, target.denominator, target.direction, step_of(target))
    needed, allowed = map(format_decimal, counts)
    args = {"total": format_decimal(target.denominator), "needed": needed, "allowed": allowed}
    yield Sentence("of {total} in the year, {needed} are needed and {allowed} may be missed", args)


def _locks(case: _Case) -> Iterator[Sentence]:
    unit = case.block.unit.id if case.block.unit else None
    for lock in case.target.locks:
        if (lock.unit.id if lock.unit else None) == unit:
            yield settled(case.plan, case.target, lock)
            if lock.reason:
                yield Sentence("why {period} is settled: {reason}", {"period": lock.period, "reason": lock.reason})


_ROLES = {
    Level.QUARTER: "{owner} answers for the quarter",  # msgid
    Level.MONTH: "{owner} answers for the month",  # msgid
    Level.TEN_DAY: "{owner} answers for the ten days",  # msgid
    Level.DAY: "{owner} answers for the day",  # msgid
}


def _people(case: _Case) -> Iterator[Sentence]:
    item = case.item
    if item.owner and item.level in _ROLES:
        yield Sentence(_ROLES[item.level], {"owner": item.owner.name})
    if item.level is not Level.DAY and case.target.shape is not Shape.DATED:
        ten_days = item.level is Level.TEN_DAY
        label = ten_day_label(item.deadline) if ten_days else _period(case).label
        args = {"date": item.deadline.isoformat(), "period": label}
        yield Sentence("due {date}, the last working day of {period}", args)
