"""The result of scheduling a project: dates for every stage, and the reason in sentences that can be translated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from perfplan.model.project import Duration, Group, Project, Stage
from perfplan.model.sentence import Sentence
from perfplan.schedule.risk.result import Risk

if TYPE_CHECKING:
    from perfplan.schedule.people import Staffed


class ScheduledStage(Struct, frozen=True):
    """One stage with its dates, all inclusive days; a milestone starts and finishes on one day.

    ``latest_*`` is the reverse schedule, ``earliest_*`` what the project's start allows. Floats count the stage's own
    days: working days of its calendar or calendar days. ``driver`` is the id of the predecessor that fixes the
    earliest start, or empty.
    """

    stage: Stage
    latest_start: date
    latest_finish: date
    earliest_start: date
    earliest_finish: date
    total_float: int
    free_float: int
    critical: bool
    driver: str


class ScheduledGroup(Struct, frozen=True):
    """A group with the dates of its stages: its first start and last finish, all inclusive days.

    ``total_float`` is by how many working days of the project's calendar all its stages can slip together before
    something breaks; it is critical when one of its stages is.
    """

    group: Group
    latest_start: date
    latest_finish: date
    earliest_start: date
    earliest_finish: date
    total_float: int
    critical: bool


class ForecastStage(Struct, frozen=True):
    """One stage as it stands on a day: what was reported, and its first and last day, reported or earliest possible.

    ``remaining`` is what is left of it (None when it is finished), ``total_float`` what it may still lose, in its own
    days. ``variance`` counts working days of the project's calendar from the finish it was issued with, or else from
    the plan's latest finish; positive is later.
    """

    actual_start: date | None
    actual_finish: date | None
    remaining: Duration | None
    start: date
    finish: date
    total_float: int
    critical: bool
    variance: int


class Forecast(Struct, frozen=True):
    """Where a project stands on the day ``today``: ``stages`` as in its timeline, and when all of it is finished.

    ``under_way`` says whether the ledger tells more than the plan, or the day that it will be late. ``fits``,
    ``days_late``, ``late_unit``, ``chain`` and ``why`` are those of the rest from today on. ``reserve`` counts the
    working days to what bounds it.
    """

    today: date
    stages: tuple[ForecastStage, ...]
    finish: date
    finished: bool
    under_way: bool
    fits: bool
    days_late: int
    late_unit: str
    reserve: int
    chain: tuple[str, ...]
    why: tuple[Sentence, ...]


Baseline: TypeAlias = Mapping[str, date]
"""The last day that each stage was issued with, by its id."""


class Timeline(Struct, frozen=True):
    """A scheduled project: its stages and its groups, each in declared order.

    ``days_late`` counts working days of the project's calendar (``late_unit`` ``wd``), or calendar days (``cd``) when
    the delay holds no working day; 0 when it fits. ``chain`` are the ids of the stages that decide when the project
    ends, first to last. ``reserve`` counts the working days between the earliest end and what bounds it; negative: too
    late. ``why`` are sentences for people. ``forecast`` is where it stands on a day, if one was asked for. ``staffed``
    is the project as its people can do it, where their time is limited; None where nobody's is. ``risk`` is
    how likely it keeps its deadline, where it declares three points or buffers and that was asked for.
    """

    project: Project
    stages: tuple[ScheduledStage, ...]
    groups: tuple[ScheduledGroup, ...]
    feasible: bool
    days_late: int
    late_unit: str
    chain: tuple[str, ...]
    why: tuple[Sentence, ...]
    reserve: int = 0
    forecast: Forecast | None = None
    staffed: Staffed | None = None
    risk: Risk | None = None

    @property
    def start_days(self) -> list[date]:
        """When every stage must begin: as its people can do it, where they keep all dates; else by links alone."""
        if self.staffed is not None and self.staffed.feasible:
            return [stage.start for stage in self.staffed.stages]
        return [stage.latest_start for stage in self.stages]
