"""The allocate section: which units share a target, and in what proportion."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from msgspec import Struct

from perfplan.load.chinese import keyword_for
from perfplan.load.history import Series, totals_before
from perfplan.load.history_rows import VALUE
from perfplan.load.resolve.numbers import Numbers, quanta
from perfplan.load.resolve.scope import Item, Scope
from perfplan.model.quantity import format_decimal as shown
from perfplan.model.target import Allocation, UnitRollup
from perfplan.model.unit import Unit
from perfplan.registry import discover
from perfplan.spec.target import AllocateSpec, TargetSpec
from perfplan.split.allocation._allocation import NOTHING, AllocationFacts, AllocationMethod

ATTRIBUTE, HISTORY = "attribute", "history"
MOST_YEARS = 3


@cache
def allocations() -> dict[str, AllocationMethod]:
    """Return the ways to allocate by name."""
    return discover("perfplan.split.allocation", "ALLOCATION")


class Sharing(Struct, frozen=True):
    """What an allocation needs to know of its target."""

    target: Item[TargetSpec]
    numbers: Numbers
    roll: UnitRollup
    mean_weight: str


def resolve_allocation(sharing: Sharing, scope: Scope) -> Allocation | None:
    """Return the allocation of a target, or None where it has none, or none that makes sense."""
    spec = sharing.target.spec.allocate
    if spec is None:
        return None
    part = sharing.target.part(spec, "allocate")
    units = _over(part, scope)
    method, attribute = _method(part, units, scope)
    if not units or method is None or not _suits(part, method, sharing, scope):
        return None
    table = _table(part, method, attribute, units, scope)
    if table is None:
        return None
    past = _past(sharing.target.spec.id, units, scope) if method.name == HISTORY else {}
    facts = AllocationFacts(units, table, past)
    weights = _mean_weights(sharing, units, scope) if sharing.roll is UnitRollup.MEAN else method.weights(facts)
    _check_sum(part, method, weights, sharing, scope)
    fixed = _fixed(part, units, sharing, scope)
    base = _base(part, units, sharing, scope)
    return Allocation(attribute or method.name, units, tuple(weights), fixed, base, part.at("by"))


def _over(part: Item[AllocateSpec], scope: Scope) -> tuple[Unit, ...]:
    found: dict[str, Unit] = {}
    for index, name in enumerate(part.spec.over):
        if of_kind := scope.of_kind.get(name):
            found.update((unit.id, unit) for unit in of_kind)
            continue
        alone = len(part.spec.over) == 1 and name not in scope.units.things
        if alone and (kind := keyword_for(name, scope.of_kind)):
            scope.report("PP346", part.at("over", index), name=name, nearest=kind)
            continue
        unit = scope.unit(name, part.spot("over", index))
        if unit:
            found[unit.id] = unit
    return tuple(found.values())


def _method(part: Item[AllocateSpec], units: tuple[Unit, ...], scope: Scope) -> tuple[AllocationMethod | None, str]:
    """Return the method, and the attribute's name where it shares by one."""
    name = part.spec.by
    method = allocations().get(name) if name != ATTRIBUTE else None
    if method is not None:
        return method, ""
    if name in scope.attributes:
        return allocations()[ATTRIBUTE], name
    if units:
        known = [*(key for key in allocations() if key != ATTRIBUTE), *scope.attributes]
        scope.report("PP308", part.at("by"), name=name, nearest=keyword_for(name, known))
    return None, ""


def _suits(part: Item[AllocateSpec], method: AllocationMethod, sharing: Sharing, scope: Scope) -> bool:
    """Whether the method makes sense for the kind: means are not shared, bounds are the same for everyone."""
    allowed = {UnitRollup.SUM: not method.means, UnitRollup.SAME: method.name == "equal"}
    if allowed.get(sharing.roll, method.means or method.name == "equal"):
        return True
    scope.report("PP414", part.at("by"), key=f"by: {part.spec.by}", kind=sharing.target.spec.kind)
    return False


def _table(
    part: Item[AllocateSpec], method: AllocationMethod, attribute: str, units: tuple[Unit, ...], scope: Scope
) -> Mapping[str, Fraction] | None:
    if attribute:
        for unit in units:
            if attribute not in unit.weights:
                scope.report("PP413", part.at("by"), unit=unit.name, weight=attribute)
        table = {unit.id: unit.weights.get(attribute, NOTHING) for unit in units}
        return _positive(part, "by", table, scope)
    for key in ("shares", "amounts"):
        if getattr(part.spec, key) is not None and key != method.key:
            scope.report("PP409", part.key_at(key), key=key, method=method.name)
    if not method.key:
        return {}
    declared: Mapping[str, Fraction] | None = getattr(part.spec, method.key)
    if declared is None:
        scope.report("PP409", part.at("by"), key=method.key, method=method.name)
        return None
    return _positive(part, method.key, _by_unit(part, method.key, declared, units, scope), scope)


def _positive(
    part: Item[AllocateSpec], key: str, table: Mapping[str, Fraction], scope: Scope
) -> Mapping[str, Fraction] | None:
    bad = next((value for value in table.values() if value.numerator < 0), None)
    if bad is None and any(table.values()):
        return table
    scope.report("PP408", part.at(key), problem="0" if bad is None else shown(bad))
    return None


def _by_unit(
    part: Item[AllocateSpec], key: str, table: Mapping[str, Fraction], units: tuple[Unit, ...], scope: Scope
) -> dict[str, Fraction]:
    """Return a table of the plan with its unit names resolved; a unit that does not share is a finding."""
    sharing = {unit.id for unit in units}
    found: dict[str, Fraction] = {}
    for name, number in table.items():
        unit = scope.unit(name, part.key_spot(key, name))
        if unit is not None and unit.id not in sharing:
            scope.report("PP313", part.key_at(key, name), name=name)
        elif unit is not None:
            found[unit.id] = number
    return found


def _past(target: str, units: tuple[Unit, ...], scope: Scope) -> dict[str, list[Fraction]]:
    """Return what each unit did in up to three past years; a year in which one did less than nothing is left out."""
    numbers = [month.start.month for month in scope.months]
    found: dict[Series, dict[int, Fraction]] = {}
    for unit in units:
        series = (target, unit.id) if (target, unit.id) in scope.history else (target, unit.name)
        found[target, unit.id] = totals_before(scope.history.get(series, {}), numbers, scope.start.year)
    bad = {year: series for series, years in found.items() for year, total in years.items() if total < 0}
    known = sorted({year for years in found.values() for year in years} - bad.keys())[-MOST_YEARS:]
    for year, series in bad.items():
        _report_negative(series, year, found[series][year], ", ".join(map(str, known)) or "equal", scope)
    return {unit: [years.get(year, Fraction(0)) for year in known] for (_, unit), years in found.items()}


def _report_negative(series: Series, year: int, total: Fraction, fallback: str, scope: Scope) -> None:
    rows = scope.history_rows.get(series) or scope.history_rows[series[0], scope.units.things[series[1]].name]
    row = next(row for period, row in rows.items() if period[:4] == str(year))
    args = {"target": " ".join(series), "period": str(year), "value": shown(total), "fallback": fallback}
    scope.report("PP432", row.place(VALUE), year=year, **args)


def _mean_weights(sharing: Sharing, units: tuple[Unit, ...], scope: Scope) -> list[Fraction]:
    weight = sharing.mean_weight
    for unit in units:
        if weight and not unit.weights.get(weight):
            scope.report("PP413", sharing.target.at("weight"), unit=unit.name, weight=weight)
    return [unit.weights.get(weight, Fraction(1)) if weight else Fraction(1) for unit in units]


def _check_sum(
    part: Item[AllocateSpec], method: AllocationMethod, weights: list[Fraction], sharing: Sharing, scope: Scope
) -> None:
    value = sharing.numbers.value
    if not method.amounts or value is None:
        return
    total = Fraction(value, 10**sharing.target.spec.decimals)
    found = sum(weights, Fraction(0))
    if found != total:
        difference = shown(found - total)
        scope.report("PP403", part.at("amounts"), sum=shown(found), total=shown(total), difference=difference)


def _fixed(part: Item[AllocateSpec], units: tuple[Unit, ...], sharing: Sharing, scope: Scope) -> dict[str, int]:
    decimals, value = sharing.target.spec.decimals, sharing.numbers.value
    declared = _by_unit(part, "fixed", part.spec.fixed, units, scope)
    fixed = {unit: quanta(amount, decimals, part.spot("fixed"), scope) for unit, amount in declared.items()}
    if fixed and sharing.roll is UnitRollup.SAME:
        scope.report("PP414", part.key_at("fixed"), key="fixed", kind=sharing.target.spec.kind)
    total, adds = sum(fixed.values()), sharing.roll is UnitRollup.SUM
    if fixed and adds and value is not None and (total > value or (total != value and len(fixed) == len(units))):
        found, limit = Fraction(total, 10**decimals), Fraction(value, 10**decimals)
        scope.report("PP404", part.at("fixed"), sum=shown(found), total=shown(limit))
        return {}
    return fixed


def _base(part: Item[AllocateSpec], units: tuple[Unit, ...], sharing: Sharing, scope: Scope) -> tuple[Fraction, ...]:
    if part.spec.base is None:
        return ()
    table = _by_unit(part, "base", part.spec.base, units, scope)
    missing = [unit for unit in units if unit.id not in table]
    for unit in missing:
        scope.report("PP413", part.at("base"), unit=unit.name, weight="base")
    base = tuple([table.get(unit.id, NOTHING) for unit in units])
    opening = Fraction(sharing.numbers.opening, 10**sharing.target.spec.decimals)
    if sharing.roll is UnitRollup.SUM and opening and sum(base) != opening and not missing:
        scope.report("PP411", part.at("base"), sum=shown(sum(base, Fraction(0))), total=shown(opening))
    return base
