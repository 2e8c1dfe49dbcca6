"""history: in proportion to what the units did in up to three past years, shrunk towards equal.

Each year counts as shares of that year, so one large year does not decide; shares move 25 % of the way to equal
(50 % when only one year is known). A unit without any history gets the shrunk minimum, never nothing.

Example::

    allocate: {over: township, by: history}     # history/*.csv: target,unit,period,value
"""

from __future__ import annotations

from fractions import Fraction

from perfplan.split.allocation._allocation import AllocationFacts, AllocationMethod
from perfplan.split.methods.history import pooled


def _weights(facts: AllocationFacts) -> list[Fraction]:
    by_unit = [facts.past.get(unit.id, ()) for unit in facts.units]
    length = max((len(past) for past in by_unit), default=0)
    years = [[past[year] if year < len(past) else Fraction(0) for past in by_unit] for year in range(length)]
    usable = [year for year in years if sum(year) > 0]
    return pooled(usable) if usable else [Fraction(1)] * len(by_unit)


ALLOCATION = AllocationMethod("history", _weights)
