"""The result of scheduling a project: dates for every stage, and the reason in sentences that can be translated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from perfplan.model.project import Group, Project, Stage
from perfplan.model.sentence import Sentence


@dataclass(frozen=True, slots=True)
class ScheduledStage:
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


@dataclass(frozen=True, slots=True)
class ScheduledGroup:
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


@dataclass(frozen=True, slots=True)
class Timeline:
    """A scheduled project: its stages and its groups, each in declared order.

    ``days_late`` counts working days of the project's calendar (``late_unit`` ``wd``), or calendar days (``cd``) when
    the delay holds no working day; 0 when it fits. ``chain`` are the ids of the stages that decide when the project
    ends, first to last. ``why`` are sentences for people.
    """

    project: Project
    stages: tuple[ScheduledStage, ...]
    groups: tuple[ScheduledGroup, ...]
    feasible: bool
    days_late: int
    late_unit: str
    chain: tuple[str, ...]
    why: tuple[Sentence, ...]
