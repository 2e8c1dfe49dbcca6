"""weights: by declared weights a month or a quarter; they need not add to anything. Zero gives zero.

Example::

    split: {method: weights, quarters: {1: 20, 2: 25, 3: 25, 4: 30}}
"""

from __future__ import annotations

from perfplan.split.methods._method import Method, by_month_or_quarter

_KEYS = frozenset({"months", "quarters"})
METHOD = Method("weights", by_month_or_quarter, accepts=_KEYS, needs=_KEYS)
