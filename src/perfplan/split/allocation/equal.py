"""equal: the same for every unit; what does not divide goes to the units listed first.

Example::

    allocate: {over: township, by: equal}
"""

from __future__ import annotations

from fractions import Fraction

from perfplan.split.allocation._allocation import AllocationFacts, AllocationMethod


def _weights(facts: AllocationFacts) -> list[Fraction]:
    return [Fraction(1)] * len(facts.units)


ALLOCATION = AllocationMethod("equal", _weights)
