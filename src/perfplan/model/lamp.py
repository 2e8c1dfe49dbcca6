"""Lamps (亮灯): ordered rules over facts, and the worst of several. Names and colours are the plan's own."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from msgspec import Struct, field

from perfplan.model.quantity import parse_decimal
from perfplan.model.sentence import Name, named


class Fact(StrEnum):
    """What a rule may ask about.

    Numbers are exact. Shares are fractions of 1 (written with a percent sign), ``points_behind`` percentage points of
    the year's value (negative: ahead), days calendar days unless the name says working days; yes and no are 1 and 0.
    A fact that cannot be known (the pace of a project without figures) satisfies no condition.
    """

    POINTS_BEHIND = "points_behind"
    SHARE_OF_PACE = "share_of_pace"
    PROGRESS = "progress"
    DAYS_LEFT = "days_left"
    DAYS_OVERDUE = "days_overdue"
    WORKDAYS_LEFT = "workdays_left"
    WORKDAYS_OVERDUE = "workdays_overdue"
    MONTHS_LATE = "months_late"
    TIME_LEFT = "time_left"
    MISSES = "misses"
    CAUGHT_UP_LATE = "caught_up_late"
    UNREPORTED = "unreported"
    DONE = "done"


SHARES = frozenset((Fact.SHARE_OF_PACE, Fact.PROGRESS, Fact.TIME_LEFT))
YES_OR_NO = frozenset((Fact.CAUGHT_UP_LATE, Fact.UNREPORTED, Fact.DONE))

Facts: TypeAlias = Mapping[Fact, Fraction | int]
"""What is known of one matter on a day."""


class Bound(Struct, frozen=True):
    """One comparison: ``< <= > >= =`` with a number; ``<=`` and ``>=`` include it."""

    sign: str
    value: Fraction

    def holds(self, value: Fraction | int) -> bool:
        """Whether ``value`` is on the right side."""
        return {
            "<": value < self.value,
            "<=": value <= self.value,
            ">": value > self.value,
            ">=": value >= self.value,
            "=": value == self.value,
        }[self.sign]


class Condition(Struct, frozen=True):
    """All bounds that a fact must keep; ``text`` is how the plan writes them."""

    fact: Fact
    bounds: tuple[Bound, ...]
    text: str

    def holds(self, facts: Facts) -> bool:
        """Whether the fact is known and keeps every bound."""
        value = facts.get(self.fact)
        return value is not None and all(bound.holds(value) for bound in self.bounds)


class LampRule(Struct, frozen=True):
    """One state of a lamp: it shines when all ``conditions`` hold; without any it is what remains.

    ``rank`` is its place in the plan's order, the worst first: what the worst of several lamps is told by.
    """

    name: Name
    colour: str
    conditions: tuple[Condition, ...]
    rank: int = 0

    def holds(self, facts: Facts) -> bool:
        """Whether the lamp shines so."""
        return all(condition.holds(facts) for condition in self.conditions)


class States(Struct, frozen=True):
    """What decides one lamp: the first of its ``rules`` that holds, or the worst of several lamps."""

    rules: tuple[LampRule, ...] = ()
    worst_of: tuple[Light, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything decides it."""
        return bool(self.rules or self.worst_of)


class Light(Struct, frozen=True):
    """A lamp with a name, one of several: start, progress, funds, entry into statistics."""

    id: str
    name: Name
    states: States


class Lamps(Struct, frozen=True):
    """A plan's lamps: those of targets, of dated work, and the lights of projects.

    ``roles`` says by (project, light) where a light's facts come from: a stage (``stage:tender``) or a target
    (``target:p01_funds``). Without a role a light looks at the stage that has its id; ``progress`` at all stages. A
    light that shows the worst of others looks at what they show.
    """

    targets: States = States()
    tasks: States = States()
    lights: tuple[Light, ...] = ()
    roles: Mapping[tuple[str, str], str] = field(default_factory=dict)
    preset: str = ""


WORST_FIRST = ("black", "red", "orange", "yellow", "blue", "grey", "green")
"""The order of colours where a plan and its rule set declare none."""


class LampPreset(Struct, frozen=True):
    """A rule set in use somewhere, ready to be named in a plan; ``order`` has its worst colour first."""

    name: str
    lamps: Lamps
    order: tuple[str, ...] = WORST_FIRST


_TOKENS = ("<=", ">=", "<", ">", "=")


def read_bounds(text: str) -> tuple[Bound, ...] | None:
    """Read ``> 30``, ``>= 10, <= 30``, ``< 50%`` or ``yes``; None for anything else."""
    if text in {"yes", "no"}:
        return (Bound("=", Fraction(int(text == "yes"))),)
    bounds = [_bound(part.strip()) for part in text.replace("，", ",").split(",")]
    found = tuple(bound for bound in bounds if bound is not None)
    return found if len(found) == len(bounds) else None


def _bound(text: str) -> Bound | None:
    sign = next((token for token in _TOKENS if text.startswith(token)), "")
    number = text.removeprefix(sign).strip()
    share = number.endswith("%")
    value = parse_decimal(number.removesuffix("%").rstrip())
    if not sign or value is None:
        return None
    return Bound(sign, value / 100 if share else value)


def condition(fact: Fact, text: str) -> Condition:
    """Return a condition of which it is known that it can be read.

    Raises:
        ValueError: the text is no bound.
    """
    bounds = read_bounds(text)
    if bounds is None:
        raise ValueError(text)
    return Condition(fact, bounds, text)


def lamp(name: str, zh: str, colour: str, **when: str) -> LampRule:
    """Return a rule of a preset: ``lamp("yellow", "黄", "yellow", points_behind=">= 10, <= 30")``."""
    return LampRule(named(name, zh), colour, tuple(condition(Fact(fact), text) for fact, text in when.items()))


def states(*rules: LampRule) -> States:
    """Return what decides a preset's lamp."""
    return States(rules)


def light(id_: str, name: str, zh: str, *rules: LampRule) -> Light:
    """Return a light of a preset's projects."""
    return Light(id_, named(name, zh), states(*rules))
