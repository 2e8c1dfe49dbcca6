"""Actions: dates from a recurrence rule or a list, on working days, inside the plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from perfplan.calendars import Roll, roll
from perfplan.load.resolve.scope import Item, Scope
from perfplan.model.target import Action
from perfplan.model.unit import Person, Unit
from perfplan.spec.target import ActionSpec

FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")


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
    rolled = {_rolled(day, Roll(spec.roll), scope) for day in days}
    kept = tuple(sorted(day for day in rolled if day >= scope.issued))
    if not kept and (days or spec.rule):
        scope.report("PP504", item.at("rule" if spec.rule else "on"), id=spec.id)
    return kept


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
    problem = _refused(rule)
    if not problem:
        try:
            return _dates_of(rule, scope.start, scope.end)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError) as error:
            problem = str(error)[:80] or rule[:40]
    scope.report("PP503", item.at("rule"), problem=problem)
    return None


@lru_cache(maxsize=1024)  # the same few rules serve many targets
def _dates_of(rule: str, start: date, end: date) -> tuple[date, ...]:
    """Return the dates of a rule from ``start`` to ``end``; a rule that ends nowhere is not followed beyond it."""
    from dateutil.rrule import rrulestr

    first, last = (datetime.combine(day, time()) for day in (start, end))
    bounded = rule if {"UNTIL", "COUNT"} & _parts(rule).keys() else f"{rule};UNTIL={end:%Y%m%d}"
    found = rrulestr(bounded, dtstart=first).between(first - timedelta(days=1), last, inc=True)
    return tuple(moment.date() for moment in found if moment >= first)


def _parts(rule: str) -> dict[str, str]:
    return dict(part.partition("=")[::2] for part in rule.upper().split(";"))


def _refused(rule: str) -> str:
    """Return why a rule is refused before it is tried: it must say how often, at most daily, and no time zone."""
    parts = _parts(rule)
    frequency = parts.get("FREQ", "")
    if frequency not in FREQUENCIES:
        return f"FREQ={frequency}"
    interval = parts.get("INTERVAL", "1")
    if not interval.isascii() or not interval.isdigit() or not 1 <= int(interval[:6]) <= 1000:
        return f"INTERVAL={interval[:20]}"
    return "\\n" if "\n" in rule or ":" in rule else ""
