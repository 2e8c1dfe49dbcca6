"""shares: a declared weight a unit; they need not add to anything, and a unit that is not listed gets nothing.

Example::

    allocate: {over: township, by: shares, shares: {chengguan: 30, hedong: 20, qingshi: 10}}
"""

from __future__ import annotations

from perfplan.split.allocation._allocation import AllocationMethod, declared

ALLOCATION = AllocationMethod("shares", declared, key="shares")
