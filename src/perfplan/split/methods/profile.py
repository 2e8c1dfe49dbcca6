"""profile: the shape of a named profile, declared once under ``profiles`` and used by many targets.

Example::

    profiles: [{id: retail, cumulative: {3: 24.7, 6: 48.4, 9: 73, 12: 100}}]
    split: {method: profile, profile: retail}
"""

from __future__ import annotations

from perfplan.split.methods._method import Method, by_month_or_quarter

_KEYS = frozenset({"profile"})
# Resolving turns the profile, cumulative or not, into one weight a month.
METHOD = Method("profile", by_month_or_quarter, accepts=_KEYS, needs=_KEYS)
