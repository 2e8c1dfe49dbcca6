"""manual: the amounts themselves, a month or a quarter; they must add up to the annual value.

Example::

    value: 100
    split: {method: manual, quarters: {1: 10, 2: 30, 3: 30, 4: 30}}
"""

from __future__ import annotations

from perfplan.split.methods._method import Method, by_month_or_quarter

_KEYS = frozenset({"months", "quarters"})
METHOD = Method("manual", by_month_or_quarter, accepts=_KEYS, needs=_KEYS, amounts=True)
