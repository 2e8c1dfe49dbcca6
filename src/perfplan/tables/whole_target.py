"""A target's year in one screen: where its number comes from, how it is shared, by quarter and by unit."""

from __future__ import annotations

from collections.abc import Iterator

from perfplan.i18n import N_
from perfplan.model.plan import Plan
from perfplan.model.project import Duration
from perfplan.model.quantity import format_decimal, format_quanta
from perfplan.model.sentence import Sentence
from perfplan.model.target import Shape, Target
from perfplan.model.unit import Person
from perfplan.schedule.why import duration_text
from perfplan.split.result import TargetSplit, UnitSplit
from perfplan.split.table import PeriodTable
from perfplan.tables.settled import settled

QUARTERS = (N_("period"), N_("amount"), N_("due by its end"))
UNITS = (N_("unit"), N_("year"), N_("to be reached by quarters"), N_("owner"))


def target_reasons(plan: Plan, split: TargetSplit) -> Iterator[Sentence]:
    """Yield the sentences about a target as a whole: its number, its split and shares, what is settled, who answers."""
    target = split.target
    yield from _number(plan, target)
    for revision in target.revisions:
        after = _amount(target.annual_after(revision), target.annual_decimals, target.annual_uom)
        source = plan.source(revision.location)
        args = {"date": revision.on.isoformat(), "amount": after, "reason": revision.reason, "source": source}
        yield Sentence("from {date} on {amount}: {reason} ({source})", args)
    yield from _spread(plan, target)
    for lock in target.locks:
        yield settled(plan, target, lock, lock.unit.name if lock.unit else "")
    yield from _people(target)


def _number(plan: Plan, target: Target) -> Iterator[Sentence]:
    source = plan.source(target.value_at or target.location)
    if target.annual is None:
        yield Sentence("its number is still pending: {pending}", {"pending": target.pending})
    elif target.implied and target.value is not None:
        base = f"{format_decimal(target.implied.base)} {target.annual_uom}"
        amount = _amount(target.annual, target.annual_decimals, target.annual_uom)
        args = {"rate": format_quanta(target.value, target.decimals), "base": base, "amount": amount, "source": source}
        yield Sentence("the year: {rate}% on {base} makes {amount} ({source})", args)
    else:
        amount = _amount(target.annual, target.decimals, target.uom)
        yield Sentence("the year: {amount} ({source})", {"amount": amount, "source": source})
    if target.shape is Shape.PATH:
        opening = _amount(target.opening, target.decimals, target.uom)
        yield Sentence("from {opening} at the start of the year", {"opening": opening})
    if target.reached != target.opening:
        reached = _amount(target.reached, target.annual_decimals, target.annual_uom)
        yield Sentence("{reached} was reached before the plan was issued", {"reached": reached})


def _spread(plan: Plan, target: Target) -> Iterator[Sentence]:
    if target.spreads:
        method = target.split.method + (f" {target.split.profile}" if target.split.profile else "")
        source = plan.source(target.split.location)
        yield Sentence("over the months: {method} ({source})", {"method": method, "source": source})
    elif target.date is not None:
        yield Sentence("measured once, on {date}", {"date": target.date.isoformat()})
    else:
        yield Sentence("the same bound holds in every period")
    if target.allocation:
        count, source = str(len(target.allocation.units)), plan.source(target.allocation.location)
        args = {"count": count, "method": target.allocation.method, "source": source}
        yield Sentence("shared by {count} units: {method} ({source})", args)


def _people(target: Target) -> Iterator[Sentence]:
    owners = target.owners
    args = {
        "quarter": _names((owners.quarter,)),
        "month": _names((owners.month,)),
        "day": _names(owners.day),
    }
    yield Sentence("quarters: {quarter}; months: {month}; days: {day}", args)
    if target.report:
        due = duration_text(Duration(target.report.due, target.report.working))
        period = _PERIODS[target.report.every]
        yield Sentence("figures are due {days} after the end of each {period}", {"days": due, "period": period})


_PERIODS = {
    "month": Sentence("month"),
    "quarter": Sentence("quarter"),
    "half_year": Sentence("half-year"),
    "year": Sentence("year"),
}


def quarter_rows(split: TargetSplit, table: PeriodTable) -> list[tuple[str, ...]]:
    """Return what each quarter that is still open adds to the total, and what is to be reached by its end."""
    part, target, rows = split.own, split.target, []
    ends = [part.reached, *part.checkpoints]
    before = part.reached
    for quarter in table.plan.quarters if part.months else ():
        months = table.months_of(quarter.label)
        if months is not None and quarter.end > table.plan.issued:
            mark = ends[months[1] + 1]
            texts = (format_quanta(number, target.annual_decimals) for number in (mark - before, mark))
            rows.append((quarter.label, *texts))
            before = mark
    return rows


def unit_rows(split: TargetSplit, table: PeriodTable) -> list[tuple[str, ...]]:
    """Return every unit's year, what it is to reach by the quarters' ends, and who answers for its months."""
    target = split.target
    return [
        (
            part.unit.name,
            _amount(part.value, *_measure(target, part)),
            " · ".join(_marks(target, part, table)),
            _names((target.unit_owners[part.unit.id].month,)) if part.unit.id in target.unit_owners else "",
        )
        for part in split.units
        if part.unit is not None
    ]


def _marks(target: Target, part: UnitSplit, table: PeriodTable) -> Iterator[str]:
    ends = part.checkpoints
    for quarter in table.plan.quarters if part.months else ():
        months = table.months_of(quarter.label)
        if months is not None and quarter.end > table.plan.issued:
            yield format_quanta(ends[months[1]], target.annual_decimals)


def _measure(target: Target, part: UnitSplit) -> tuple[int, str]:
    return (target.annual_decimals, target.annual_uom) if part.months else (target.decimals, target.uom)


def _amount(quanta: int, decimals: int, uom: str) -> str:
    return f"{format_quanta(quanta, decimals)} {uom}".rstrip()


def _names(people: tuple[Person | None, ...]) -> str:
    return ", ".join(person.name for person in people if person) or "–"
