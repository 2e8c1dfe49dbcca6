"""attribute: in proportion to a named attribute of the units, such as their population.

The attribute's own name is written, not the word attribute.

Example::

    units: [{id: chengguan, name: 城关镇, weights: {population: 46000}}]
    allocate: {over: township, by: population}
"""

from __future__ import annotations

from perfplan.split.allocation._allocation import AllocationMethod, declared

ALLOCATION = AllocationMethod("attribute", declared)
