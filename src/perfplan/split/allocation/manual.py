"""manual: the amounts themselves, a unit each; they must add up to the annual value.

Example::

    value: 15
    allocate: {over: township, by: manual, amounts: {chengguan: 8, hedong: 7}}
"""

from __future__ import annotations

from perfplan.split.allocation._allocation import AllocationMethod, declared

ALLOCATION = AllocationMethod("manual", declared, key="amounts", amounts=True)
