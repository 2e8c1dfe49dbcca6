"""baseline: for a mean: every unit's last value times the same factor, so that the weighted mean is the target.

Example (kind mean, ``weight: population``)::

    allocate: {over: township, by: baseline, base: {chengguan: 18939, hedong: 17200}}
"""

from __future__ import annotations

from perfplan.split.allocation._allocation import AllocationMethod, declared

ALLOCATION = AllocationMethod("baseline", declared, key="base", means=True)
