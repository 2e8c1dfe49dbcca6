"""proportional: what is missing is shared by the open months in proportion to what they were to bring.

Example::

    perfplan replan --as-of 2025-06-30 --policy proportional
"""

from __future__ import annotations

from perfplan.split.apportion import spread
from perfplan.split.policies._policy import Policy, Rest


def _place(rest: Rest) -> list[int]:
    return spread(rest.missing, rest.planned) if any(rest.planned) else [0] * len(rest.planned)


POLICY = Policy("proportional", _place)
