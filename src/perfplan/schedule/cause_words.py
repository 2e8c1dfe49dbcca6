"""The words for what fixes a date: templates, and what days off and leave add to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from perfplan.model.project import Constraints, Group, Stage
from perfplan.model.sentence import Sentence
from perfplan.schedule.axis import day_at
from perfplan.schedule.why import duration_text

EARLIEST_START = "earliest start {date}: {cause}"
EARLIEST_FINISH = "earliest finish {date}: {cause}"
LATEST_START = "latest start {date}: {cause}"
LATEST_FINISH = "latest finish {date}: {cause}"
PROJECT_STARTS = "the project starts on {date}"
DEADLINE = "the deadline is {date}"
DATE = "{key} says {date}"
DATE_OF_GROUP = "{key} of {group} says {date}"
AFTER_FINISH = "{stage} before it finishes on {date}"
AFTER_START = "{stage} starts on {date}"
ENDS_WITH = "it finishes no earlier than {stage} does, on {date}"
ENDS_WITH_START = "it finishes no earlier than {stage} starts, on {date}"
BEFORE_START = "{stage} after it must start by {date}"
BEFORE_FINISH = "{stage} must finish by {date}"
LIMIT = "it must be finished within {limit} of the finish of {stage}"
WITH_LAG = "{cause} ({link}, lag {lag})"
WITH_LAG_ON = "{cause} ({link}, lag {lag} on {calendar})"
THROUGH_GROUP = "{cause}, through the group {group}"
FROM = "{duration} from {date} on"
UP_TO = "{duration} up to {date}"
OFF = "{cause}; no working day from {first} to {last}"
LEAVE = "{cause}; {person} is on leave from {first} to {last}"

TEMPLATES = (
    EARLIEST_START,
    EARLIEST_FINISH,
    LATEST_START,
    LATEST_FINISH,
    PROJECT_STARTS,
    DEADLINE,
    DATE,
    DATE_OF_GROUP,
    AFTER_FINISH,
    AFTER_START,
    ENDS_WITH,
    ENDS_WITH_START,
    BEFORE_START,
    BEFORE_FINISH,
    LIMIT,
    WITH_LAG,
    WITH_LAG_ON,
    THROUGH_GROUP,
    FROM,
    UP_TO,
    OFF,
    LEAVE,
)
"""Every template, for the catalogue."""


def iso(ordinal: int) -> str:
    """Return the day that begins at a boundary."""
    return day_at(ordinal).isoformat()


def date_said(key: str, day: date, group: Group | None) -> Sentence:
    """Return what a date of the stage's own, or of a group around it, says."""
    said: dict[str, str | int | Sentence] = {"key": key, "date": day.isoformat()}
    return Sentence(DATE, said) if group is None else Sentence(DATE_OF_GROUP, {**said, "group": group.name})


def from_day(stage: Stage, start: int, finish: int) -> Sentence:
    """Return how long a stage takes from its first day on, and the leave that it passes over."""
    said: dict[str, str | int | Sentence] = {"duration": duration_text(stage.duration), "date": iso(start)}
    return with_leave(stage, start, finish, Sentence(FROM, said))


def up_to_day(stage: Stage, start: int, finish: int) -> Sentence:
    """Return how long a stage takes up to its last day, and the leave that it passes over."""
    said: dict[str, str | int | Sentence] = {"duration": duration_text(stage.duration), "date": iso(finish - 1)}
    return with_leave(stage, start, finish, Sentence(UP_TO, said))


def with_leave(stage: Stage, first: int, end: int, cause: Sentence) -> Sentence:
    """Return a cause with the leave that falls on the days ``[first, end)``."""
    for leave in stage.leave:
        if stage.owner and leave.first.toordinal() < end and first <= leave.last.toordinal():
            days = {"first": leave.first.isoformat(), "last": leave.last.isoformat()}
            cause = Sentence(LEAVE, {"cause": cause, "person": stage.owner.name, **days})
    return cause


def with_days_off(stage: Stage, first: int, end: int, cause: Sentence) -> Sentence:
    """Return a cause with why the days ``[first, end)`` are not used: leave, or days off."""
    if not stage.duration.working or first >= end:
        return cause
    away = with_leave(stage, first, end, cause)
    if away is not cause:
        return away
    return Sentence(OFF, {"cause": cause, "first": iso(first), "last": iso(end - 1)})


def written(says: Constraints, keys: tuple[str, ...]) -> Iterator[tuple[str, date]]:
    """Yield the dates that are given, of these keys."""
    for key in keys:
        day: date | None = getattr(says, key)
        if day is not None:
            yield key, day
