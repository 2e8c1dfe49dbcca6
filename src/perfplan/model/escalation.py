"""Steps of supervision (督办): whom to remind, chase, criticise or summon, and when."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from perfplan.model.lamp import Condition, Facts


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


class EscalationStep(Struct, frozen=True):
    """Remind, chase, criticise, summon: whom, about what, and when; the last step that holds counts."""

    id: str
    name: str
    whom: Whom
    about: tuple[About, ...]
    conditions: tuple[Condition, ...]

    def holds(self, facts: Facts) -> bool:
        """Whether the step is due."""
        return all(condition.holds(facts) for condition in self.conditions)


class EscalationPreset(Struct, frozen=True):
    """A ladder of steps, ready to be named in a plan."""

    name: str
    steps: tuple[EscalationStep, ...]
