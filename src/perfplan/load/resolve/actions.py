"""Actions: dates from a recurrence rule or a list, on working days, inside the plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from perfplan.calendars import Roll, roll
from perfplan.load.recurrence import UNREADABLE, meant, parts_of, refused
from perfplan.load.resolve.scope import Item, Scope
from perfplan.model.target import Action
from perfplan.model.unit import Person, Unit
from perfplan.spec.target import ActionSpec
from perfplan.spec.types import shown


def resolve_actions(
    items: Sequence[Item[ActionSpec]], lead: Unit, handlers: Sequence[Person], scope: Scope
) -> tuple[Action, ...]:
    """Return a target's actions; without an owner of its own, an action goes to the handlers in turn."""
    actions = []
    for item in scope.unique(items, "action"):
        spec = item.spec
        owner = scope.person(spec.owner, item.spot("owner"))
        unit = scope.unit(spec.unit, item.spot("unit")) or lead
        dates = _dates(item, scope)
        actions.append(Action(spec.id, spec.name, dates, (owner,) if owner else tuple(handlers), unit, item.at("id")))
    return tuple(actions)


def _dates(item: Item[ActionSpec], scope: Scope) -> tuple[date, ...]:
    spec = item.spec
    if (spec.rule is None) == (not spec.on):
        scope.report("PP202" if spec.rule is None else "PP409", item.at("rule"), key="rule / on", method="actions")
        return ()
    days: Sequence[date] | None
    if spec.rule is not None:
        days = _occurrences(item, spec.rule, scope)
        if days is None:
            return ()
    else:
        days = [day for index, day in enumerate(spec.on) if scope.inside(day, item.spot("on", index))]
    if spec.rule is not None and (skipped := _skipped(spec.rule, days, scope)):
        scope.report("PP510", item.at("rule"), value=shown(spec.rule), months=", ".join(skipped))
    kept = _given(tuple(days), Roll(spec.roll), scope)
    if not kept and (days or spec.rule):
        scope.report("PP504", item.at("rule" if spec.rule else "on"), id=spec.id)
    return kept


def _given(days: tuple[date, ...], convention: Roll, scope: Scope) -> tuple[date, ...]:
    """Return the days, rolled off days off, from the issue on; the same few rules serve many targets."""
    known = scope.given.get((days, convention))
    if known is None:
        rolled = {_rolled(day, convention, scope) for day in days}
        known = scope.given[days, convention] = tuple(sorted(day for day in rolled if day >= scope.issued))
    return known


def _skipped(rule: str, days: Sequence[date], scope: Scope) -> list[str]:
    """Return the months that a rule for every month leaves out because they have no such day."""
    parts = parts_of(rule)
    if parts.pop("FREQ", "") != "MONTHLY" or set(parts) - {"BYMONTHDAY", "INTERVAL"} or "INTERVAL" in parts:
        return []
    return [month.label for month in scope.months if not any(day in month for day in days)]


def _rolled(day: date, convention: Roll, scope: Scope) -> date:
    """Roll inside the month, so that a monthly meeting stays one a month, and never back before the issue."""
    known = scope.rolled.get((day, convention))
    if known is None:
        month = next(m for m in scope.months if day in m)
        first = max(month.start, scope.issued) if day >= scope.issued else month.start
        assert scope.calendar is not None
        known = scope.rolled[day, convention] = roll(scope.calendar, day, convention, (first, month.last))
    return known


def _occurrences(item: Item[ActionSpec], rule: str, scope: Scope) -> Sequence[date] | None:
    """Return the rule's dates in the plan's year; None with a finding when it is no rule of RFC 5545."""
    part, problem = refused(rule)
    if not problem:
        try:
            return _dates_of(rule, scope.start, scope.end)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError):
            part, problem = shown(rule), UNREADABLE
    if instead := meant(rule):
        scope.report("PP508", item.at("rule"), value=shown(rule), rule=instead)
    else:
        scope.report("PP503", item.at("rule"), part=part, problem=problem)
    return None


@lru_cache(maxsize=1024)  # the same few rules serve many targets
def _dates_of(rule: str, start: date, end: date) -> tuple[date, ...]:
    """Return the dates of a rule from ``start`` to ``end``; a rule that ends nowhere is not followed beyond it."""
    from dateutil.rrule import rrulestr

    first, last = (datetime.combine(day, time()) for day in (start, end))
    bounded = rule if {"UNTIL", "COUNT"} & parts_of(rule).keys() else f"{rule};UNTIL={end:%Y%m%d}"
    found = rrulestr(bounded, dtstart=first).between(first - timedelta(days=1), last, inc=True)
    return tuple(moment.date() for moment in found if moment >= first)
