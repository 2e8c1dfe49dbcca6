"""A target: its kind's spec turned into the model, with everything it names."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache

from perfplan.diagnostics import Location
from perfplan.kinds._kind import Extras, Kind
from perfplan.load.resolve.actions import resolve_actions
from perfplan.load.resolve.allocation import Sharing, resolve_allocation
from perfplan.load.resolve.baseline import report_against_baseline
from perfplan.load.resolve.benchmarks import Amounts
from perfplan.load.resolve.direction import report_direction
from perfplan.load.resolve.locks import Lockable, resolve_locks
from perfplan.load.resolve.negatives import report_negatives
from perfplan.load.resolve.numbers import Numbers, quanta, resolve_numbers
from perfplan.load.resolve.scope import Item, Scope
from perfplan.load.resolve.split import bare_split, resolve_split
from perfplan.model.pace import PaceMethod
from perfplan.model.target import Allocation, Direction, Owners, Report, Revision, Shape, Target
from perfplan.model.unit import Person, Unit
from perfplan.registry import discover
from perfplan.spec.target import TargetSpec


@cache
def kinds() -> dict[str, Kind]:
    """Return the kinds of target by name."""
    return discover("perfplan.kinds", "KIND")


def resolve_target(item: Item[TargetSpec], scope: Scope) -> Target | None:
    """Return the target, or None when the unit that leads it is not known."""
    spec, kind = item.spec, kinds()[item.spec.kind]
    extras = kind.extras(spec)
    lead = scope.lead(item)
    supporting = scope.all_units(item, "support_units", spec.support_units)
    supervisor, owners = _owners(item, lead, scope)
    if spec.data_owner:
        scope.unit(spec.data_owner, item.spot("data_owner"))
    numbers = resolve_numbers(item, kind, extras, scope)
    shape = extras.shape or kind.shape
    report_direction(item, numbers, shape, scope)
    report_against_baseline(item, numbers, shape, scope)
    report_negatives(item, shape, numbers, scope)
    allocation = resolve_allocation(Sharing(item, numbers, kind.units_roll, extras.weight), scope)
    if spec.split is not None and shape in {Shape.HOLD, Shape.DATED} and extras.base is None:
        scope.report("PP414", item.key_at("split"), key="split", kind=spec.kind)
        split = bare_split(item, kind.default_method)
    else:
        split = resolve_split(item, kind.default_method, _amounts(item, numbers, extras, shape), scope)
    actions = [item.part(action, "actions", index) for index, action in enumerate(spec.actions)]
    due = _due(item, extras, shape, scope)
    locks = resolve_locks(item, allocation, Lockable.of(kind, shape, extras), scope)
    revisions = _revisions(item, scope)
    if lead is None:
        resolve_actions(actions, _nobody(item), (), scope)
        return None
    return Target(
        id=spec.id,
        name=spec.name,
        kind=spec.kind,
        shape=shape,
        units_roll=kind.units_roll,
        uom=spec.uom or ("%" if kind.name == "growth" else ""),
        decimals=spec.decimals,
        direction=Direction(spec.direction),
        value=numbers.value,
        pending=spec.pending or "",
        baseline=spec.baseline,
        opening=numbers.opening,
        reached=numbers.reached,
        lead_unit=lead,
        support_units=supporting,
        supervisor=supervisor,
        owners=owners,
        unit_owners=_unit_owners(item, allocation, owners, scope),
        rotation=spec.rotation,
        split=split,
        allocation=allocation,
        locks=locks,
        report=_report(spec),
        actions=resolve_actions(actions, lead, owners.day, scope),
        revisions=revisions,
        date=due,
        denominator=_denominator(extras, scope),
        last_day=scope.end if extras.per_day else None,
        to_date=kind.to_date,
        implied=numbers.implied,
        tags=spec.tags,
        pace=PaceMethod(spec.pace) if spec.pace else scope.pace,
        location=item.at("id"),
        owner_at=item.at("owner") if spec.owner else None,
        value_at=_value_at(item),
        due_at=item.at("due") if due is not None and extras.date is not None else None,
    )


def _value_at(item: Item[TargetSpec]) -> Location:
    """Return where the year's number stands: as a value, as growth on the baseline, or as still to come."""
    said = [key for key in ("value", "growth", "pending") if getattr(item.spec, key, None) is not None]
    return item.at(said[0] if said else "id")


def _nobody(item: Item[TargetSpec]) -> Unit:
    """Stand in for a unit that is not known, so that the rest of the target is still looked at."""
    return Unit("", "", "", None, None, (), {}, item.at("lead_unit"))


def _owners(item: Item[TargetSpec], lead: Unit | None, scope: Scope) -> tuple[Person | None, Owners]:
    spec = item.spec
    supervisor = scope.person(spec.supervisor, item.spot("supervisor"))
    owner = scope.person(spec.owner, item.spot("owner"))
    if spec.owner is None and lead is not None:
        owner = lead.head
        if owner is None:
            scope.report("PP701", item.at("id"), what=spec.name)
    handlers = scope.all_people(item, "handlers", spec.handlers)
    if not handlers and owner:
        handlers = (lead.handlers if lead and spec.owner is None else ()) or (owner,)
    return supervisor or owner, Owners(supervisor or owner, owner, handlers)


def _unit_owners(
    item: Item[TargetSpec], allocation: Allocation | None, owners: Owners, scope: Scope
) -> dict[str, Owners]:
    """Return who answers at each sharing unit: as declared, else its head and handlers, else the target's people."""
    found = {}
    for unit in allocation.units if allocation else ():
        head = unit.head or owners.month
        found[unit.id] = Owners(head, head, unit.handlers or ((head,) if head else ()))
    for name, spec in item.spec.owners.items():
        unit_or_none = scope.unit(name, item.key_spot("owners", name))
        part = item.part(spec, "owners", name)
        quarter = scope.person(spec.quarter, part.spot("quarter"))
        month = scope.person(spec.month, part.spot("month"))
        day = scope.all_people(part, "day", spec.day)
        if unit_or_none:
            usual = found.get(unit_or_none.id, owners)
            found[unit_or_none.id] = Owners(quarter or usual.quarter, month or usual.month, day or usual.day)
    return found


def _amounts(item: Item[TargetSpec], numbers: Numbers, extras: Extras, shape: Shape) -> Amounts:
    """Return what the split has to share."""
    if extras.base is not None and numbers.implied is not None:
        return Amounts(Fraction(numbers.implied.value, 10**numbers.implied.decimals), Fraction(0), levels=False)
    scale = 10**item.spec.decimals
    annual = None if numbers.value is None else Fraction(numbers.value - numbers.opening, scale)
    return Amounts(annual, Fraction(numbers.opening, scale), levels=shape is Shape.PATH)


def _due(item: Item[TargetSpec], extras: Extras, shape: Shape, scope: Scope) -> date | None:
    if shape is not Shape.DATED:
        return None
    if extras.date is None:
        return scope.end
    return extras.date if scope.inside(extras.date, item.spot("due")) else scope.end


def _revisions(item: Item[TargetSpec], scope: Scope) -> tuple[Revision, ...]:
    revisions = []
    for index, spec in enumerate(item.spec.revisions):
        part = item.part(spec, "revisions", index)
        value = quanta(spec.value, item.spec.decimals, part.spot("value"), scope)
        if scope.inside(spec.on, part.spot("on")):
            revisions.append(Revision(spec.on, value, spec.reason, part.at("value")))
    return tuple(sorted(revisions, key=lambda revision: revision.on))


def _report(spec: TargetSpec) -> Report | None:
    rule = spec.report
    return Report(rule.every, rule.due.days, rule.due.working) if rule else None


def _denominator(extras: Extras, scope: Scope) -> Fraction | None:
    return Fraction((scope.end - scope.start).days + 1) if extras.per_day else extras.denominator
