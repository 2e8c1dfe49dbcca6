"""What a way to allocate declares, and what it is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from perfplan.model.unit import Unit

NOTHING = Fraction(0)


class AllocationFacts(Struct, frozen=True):
    """The units that share, the declared number of each (by unit id), and each one's past yearly totals.

    ``table`` holds what the method's own key declares: shares, amounts, base values or a unit attribute.
    """

    units: Sequence[Unit]
    table: Mapping[str, Fraction]
    past: Mapping[str, Sequence[Fraction]]


class AllocationMethod(Struct, frozen=True):
    """A way to share a target over units.

    ``key`` names the key of the allocate section that it needs ('' for none); ``amounts`` says that the key holds
    amounts that must add up to the annual value; ``means`` that it gives values for a mean instead of shares.
    """

    name: str
    weights: Callable[[AllocationFacts], list[Fraction]]
    key: str = ""
    amounts: bool = False
    means: bool = False


def declared(facts: AllocationFacts) -> list[Fraction]:
    """Return the declared number of each unit; a unit that is not listed gets nothing."""
    return [facts.table.get(unit.id, NOTHING) for unit in facts.units]
