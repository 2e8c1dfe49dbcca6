"""How a plan wants to be checked."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from perfplan.diagnostics import Severity

MOST_STAGES = 8
MOST_DAY_TASKS = 30


class CheckSettings(Struct, frozen=True):
    """What ``check:`` in the plan file says.

    Attributes:
        select: codes or their beginnings; where there are any, nothing else is reported.
        ignore: codes or their beginnings that are not reported.
        severity: a severity of its own by code.
        most_stages: how many open stages at a time are too many for one owner when exceeded.
        most_day_tasks: the same for the tasks of one person on one day.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    most_stages: int = MOST_STAGES
    most_day_tasks: int = MOST_DAY_TASKS
