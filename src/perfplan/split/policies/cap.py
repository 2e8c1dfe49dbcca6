"""cap: in proportion to what was planned, but no month more than so many percent above it; the rest is not placed.

A month of 10 with a limit of 10 % takes 11, one of 5 stays at 5: a cap is rounded down.

Example::

    perfplan replan --as-of 2025-06-30 --policy cap --limit 10%
"""

from __future__ import annotations

from math import floor

from perfplan.split.apportion import spread
from perfplan.split.policies._policy import Policy, Rest


def _place(rest: Rest) -> list[int]:
    caps = [floor(amount * (1 + rest.limit)) for amount in rest.planned]
    if not any(caps):
        return [0] * len(caps)
    placed = [min(amount, cap) for amount, cap in zip(spread(rest.missing, rest.planned), caps, strict=True)]
    left = rest.missing - sum(placed)
    for month, cap in enumerate(caps):
        more = min(cap - placed[month], left)
        placed[month] += more
        left -= more
    return placed


POLICY = Policy("cap", _place, needs="limit")
