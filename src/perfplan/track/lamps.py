"""What a lamp shows and why: the first of its rules that the facts satisfy, with the facts in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import TypeAlias

from msgspec import Struct

from perfplan.model.calendar import Calendar
from perfplan.model.lamp import SHARES, Condition, Fact, Facts, Light, States
from perfplan.model.quantity import format_quanta, round_half_up
from perfplan.model.sentence import Name, Sentence, named


class Shine(Struct, frozen=True):
    """What a lamp shows: its name (empty for none), its colour ('' for none), and its rank, the worst first."""

    name: Name
    colour: str
    rank: int = 0


RED, YELLOW, NO_LAMP = Shine(named("red"), "red"), Shine(named("yellow"), "yellow"), Shine(Name(), "")
Lit: TypeAlias = tuple[Shine, Sentence]
"""What a lamp shows, and why."""

TEMPLATES: Mapping[Fact, str] = {
    Fact.POINTS_BEHIND: "{value} points behind pace",
    Fact.SHARE_OF_PACE: "{value}% of pace",
    Fact.PROGRESS: "{value}% of the year",
    Fact.DAYS_LEFT: "days left: {value}",
    Fact.DAYS_OVERDUE: "days overdue: {value}",
    Fact.WORKDAYS_LEFT: "working days left: {value}",
    Fact.WORKDAYS_OVERDUE: "working days overdue: {value}",
    Fact.MONTHS_LATE: "whole months late: {value}",
    Fact.TIME_LEFT: "{value}% of the time left",
    Fact.MISSES: "periods missed running: {value}",
    Fact.CAUGHT_UP_LATE: "caught up late",
    Fact.UNREPORTED: "figures are overdue",
    Fact.DONE: "done",
}
REASONS: Mapping[Fact, str] = {
    Fact.CAUGHT_UP_LATE: "never late",
    Fact.UNREPORTED: "figures are in",
    Fact.DONE: "not done",
}


def shine(states: States, facts: Facts) -> Lit | None:
    """Return what the lamp shows, and why; None where no rule holds."""
    if states.worst_of:
        return worst((light, shine(light.states, facts)) for light in states.worst_of)
    for rule in states.rules:
        if rule.holds(facts):
            return Shine(rule.name, rule.colour, rule.rank), because(rule.conditions, facts)
    return None


def worst(lit: Iterable[tuple[Light, Lit | None]]) -> Lit | None:
    """Return what the worst of several lamps shows, of equal ones the first; None where none shows anything."""
    shown = [(light, found) for light, found in lit if found is not None]
    if not shown:
        return None
    light, (shone, why) = min(shown, key=lambda one: one[1][0].rank)
    return shone, Sentence("{light}: {why}", {"light": light.name, "why": why})


def because(conditions: Sequence[Condition], facts: Facts) -> Sentence:
    """Return the facts that satisfied the conditions, each with its bound."""
    if not conditions:
        return Sentence("no other rule applies")
    parts = [_told(condition, facts) for condition in conditions]
    return reduce(lambda first, rest: Sentence("{first}; {rest}", {"first": first, "rest": rest}), parts)


def _told(condition: Condition, facts: Facts) -> Sentence:
    value = facts[condition.fact]
    if condition.fact in REASONS:
        return Sentence(TEMPLATES[condition.fact] if value else REASONS[condition.fact])
    if condition.fact is Fact.POINTS_BEHIND and value < 0:
        fact = Sentence("{value} points ahead of pace", {"value": one_decimal(-Fraction(value))})
    else:
        fact = Sentence(TEMPLATES[condition.fact], {"value": _number(condition.fact, Fraction(value))})
    return Sentence("{fact} ({rule})", {"fact": fact, "rule": condition.text})


def _number(fact: Fact, value: Fraction) -> str:
    if fact in SHARES:
        return one_decimal(value * 100)
    return str(value.numerator) if value.denominator == 1 and fact is not Fact.POINTS_BEHIND else one_decimal(value)


def one_decimal(value: Fraction) -> str:
    """Return a number with one decimal, rounded half up."""
    return format_quanta(round_half_up(value.numerator * 10, value.denominator), 1)


def deadline_facts(start: date | None, deadline: date, today: date, calendar: Calendar) -> dict[Fact, Fraction | int]:
    """Return what is known of dated work that is not done: days and months left or overdue, the share of time left.

    Working days left count today and the deadline; working days overdue those after the deadline up to today.
    """
    left = (deadline - today).days
    late = max(-left, 0)
    months = (today.year - deadline.year) * 12 + today.month - deadline.month - (today.day < deadline.day)
    facts: dict[Fact, Fraction | int] = {
        Fact.DAYS_LEFT: left,
        Fact.DAYS_OVERDUE: late,
        Fact.WORKDAYS_OVERDUE: calendar.count(deadline, today) - calendar.is_workday(deadline) if late else 0,
        Fact.MONTHS_LATE: max(months, 0) if late else 0,
        Fact.DONE: 0,
    }
    if not late:
        facts[Fact.WORKDAYS_LEFT] = calendar.count(today, deadline)
    if start is not None and start <= deadline:
        facts[Fact.TIME_LEFT] = Fraction(max(left + 1, 0), (deadline - start).days + 1)
    return facts
