"""keep: every month keeps what it was to bring; the gap is shown, not placed.

Who is ahead stops when the year is reached: no month brings more than is still missing.

Example::

    perfplan replan --as-of 2025-06-30 --policy keep
"""

from __future__ import annotations

from perfplan.split.policies._policy import Policy, Rest, no_more_than


def _place(rest: Rest) -> list[int]:
    return no_more_than(rest.missing, rest.planned)


POLICY = Policy("keep", _place)
