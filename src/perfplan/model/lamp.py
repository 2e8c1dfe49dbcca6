"""Lamps (亮灯) and steps of supervision (催办): ordered rules over facts. Names and colours are the plan's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from perfplan.model.quantity import parse_decimal


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


@dataclass(frozen=True, slots=True)
class Bound:
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


@dataclass(frozen=True, slots=True)
class Condition:
    """All bounds that a fact must keep; ``text`` is how the plan writes them."""

    fact: Fact
    bounds: tuple[Bound, ...]
    text: str

    def holds(self, facts: Facts) -> bool:
        """Whether the fact is known and keeps every bound."""
        value = facts.get(self.fact)
        return value is not None and all(bound.holds(value) for bound in self.bounds)


@dataclass(frozen=True, slots=True)
class LampRule:
    """One state of a lamp: it shines when all ``conditions`` hold; without any it is what remains."""

    name: str
    colour: str
    conditions: tuple[Condition, ...]

    def holds(self, facts: Facts) -> bool:
        """Whether the lamp shines so."""
        return all(condition.holds(facts) for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class Light:
    """One of a project's lamps: start, progress, funds, entry into statistics; the first rule that holds decides."""

    id: str
    name: str
    rules: tuple[LampRule, ...]


@dataclass(frozen=True, slots=True)
class Lamps:
    """A plan's lamps: rules for targets, for dated work, and the lights of projects.

    ``roles`` says by (project, light) where a light's facts come from: a stage (``stage:tender``) or a target
    (``target:p01_funds``). Without a role a light looks at the stage that has its id; ``progress`` at all stages.
    """

    targets: tuple[LampRule, ...] = ()
    tasks: tuple[LampRule, ...] = ()
    lights: tuple[Light, ...] = ()
    roles: Mapping[tuple[str, str], str] = field(default_factory=dict)
    preset: str = ""


@dataclass(frozen=True, slots=True)
class LampPreset:
    """A rule set in use somewhere, ready to be named in a plan."""

    name: str
    lamps: Lamps


class Whom(StrEnum):
    """Who is spoken to: the owner, the unit (its head), or the supervising leader."""

    OWNER = "owner"
    UNIT = "unit"
    LEADER = "leader"


class About(StrEnum):
    """What a step of escalation is about."""

    TASKS = "tasks"
    TARGETS = "targets"
    CLOCKS = "clocks"


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """Remind, chase, criticise, summon: whom, about what, and when; the last step that holds counts."""

    id: str
    name: str
    whom: Whom
    about: tuple[About, ...]
    conditions: tuple[Condition, ...]

    def holds(self, facts: Facts) -> bool:
        """Whether the step is due."""
        return all(condition.holds(facts) for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class EscalationPreset:
    """A ladder of steps, ready to be named in a plan."""

    name: str
    steps: tuple[EscalationStep, ...]


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


def lamp(name: str, colour: str, **when: str) -> LampRule:
    """Return a rule of a preset: ``lamp("黄", "yellow", points_behind=">= 10, <= 30")``."""
    return LampRule(name, colour, tuple(condition(Fact(fact), text) for fact, text in when.items()))
