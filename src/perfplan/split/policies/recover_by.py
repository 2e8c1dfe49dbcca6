"""recover_by: the plan is caught up with by the end of a period; from then on every month is as planned.

The gap, or what is ahead, falls on the months until then, in proportion to what they were to bring. Where the period
is over, or nothing was planned in it, the gap cannot be placed.

Example::

    perfplan replan --as-of 2025-04-30 --policy recover_by --by H1
"""

from __future__ import annotations

from perfplan.split.apportion import spread
from perfplan.split.policies._policy import Policy, Rest, no_more_than


def _place(rest: Rest) -> list[int]:
    head, tail = rest.planned[: rest.recover], rest.planned[rest.recover :]
    wanted = max(rest.missing - sum(tail), 0)
    first = spread(wanted, head) if any(head) else [0] * len(head)
    return first + no_more_than(rest.missing - sum(first), tail)


POLICY = Policy("recover_by", _place, needs="by")
