"""What is overdue and what is due soon on a day, one line a cause, with the reason for each lamp.

Something due on D is overdue when today > D. It is due soon while at most ``due_soon`` working days are left for it,
today included, and always on the day itself. Work is done when the ledger reports it, or a coarser task that covers
it, complete on or before today; so the status of a past day can be asked for again at any time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from perfplan.ledger.record import Done
from perfplan.model.calendar import Calendar
from perfplan.model.period import ONE_DAY, Level
from perfplan.model.sentence import Sentence
from perfplan.track.grouping import By, group_id
from perfplan.track.item import WorkItem
from perfplan.track.tally import State, Tally
from perfplan.track.words import distance, due_soon_reason, overdue_reason

_LEVELS = tuple(Level)


class Lamp(StrEnum):
    """The state as a light; never shown without its reason."""

    RED = "red"
    YELLOW = "yellow"


@dataclass(frozen=True, slots=True)
class Line:
    """One matter to look at: work of one cause in one group.

    Attributes:
        item: the piece of work with the earliest deadline; of equal ones the coarsest.
        count: how many pieces of work the line stands for.
        days_overdue: calendar days since ``first_deadline``; 0 for work that is not overdue.
        first_deadline: the earliest deadline among them.
        shortfall: the latest checkpoint among them with its unit of measure, or ''.
        lamp: red for overdue, yellow for due soon.
        words: how far the first deadline is.
        reason: why the lamp shows what it shows.
        group: id of the leader, unit, owner or project; '' for none.
    """

    item: WorkItem
    count: int
    days_overdue: int
    first_deadline: date
    shortfall: str
    lamp: Lamp
    words: Sentence
    reason: Sentence
    group: str


@dataclass(frozen=True, slots=True)
class Status:
    """The state of the work on ``today``; lines are in order of urgency.

    ``behind`` and ``unreported`` compare recorded figures with checkpoints and report dates; without figures they
    are empty.
    """

    today: date
    by: By
    overdue: tuple[Line, ...]
    due_soon: tuple[Line, ...]
    behind: tuple[Line, ...]
    unreported: tuple[Line, ...]
    totals: Tally
    by_level: Mapping[Level, Tally]


def status(
    work: Iterable[WorkItem],
    done: Mapping[str, Done],
    today: date,
    calendar: Calendar,
    due_soon: int,
    *,
    by: By = By.LEADER,
    every: bool = False,
) -> Status:
    """Return the state of the work, read through once.

    Args:
        work: everything that has a deadline; may be a generator.
        done: what the ledger reports complete, by task id.
        today: the day to look from.
        calendar: counts the working days that are left.
        due_soon: how many working days count as soon.
        by: what lines are grouped by; work of one cause in two groups makes two lines.
        every: keep one line for every piece of work instead of one a cause.
    """
    finished = {task for task, report in done.items() if report.on <= today}
    limit, group = soon_until(today, calendar, due_soon), group_id(by)
    counts: Counter[tuple[Level, State]] = Counter()
    causes: dict[State, _Causes] = {State.OVERDUE: {}, State.DUE_SOON: {}}
    for item in work:
        state = _state(item, finished, today, limit)
        counts[item.level, state] += 1
        if state in causes:
            _gather(causes[state], item, (group(item), item.id if every else item.cause))
    overdue = _lines(causes[State.OVERDUE], today, _overdue)
    coming = _lines(causes[State.DUE_SOON], today, _due_soon)
    return Status(today, by, overdue, coming, (), (), _total(counts), dict(_by_level(counts)))


def soon_until(today: date, calendar: Calendar, due_soon: int) -> date:
    """Return the last deadline that counts as soon: days off after the last of the working days still belong to it."""
    return max(today, calendar.forward(today, due_soon + 1) - ONE_DAY)


def _state(item: WorkItem, finished: set[str], today: date, limit: date) -> State:
    if item.id in finished or not finished.isdisjoint(item.covers):
        return State.DONE
    if item.deadline < today:
        return State.OVERDUE
    return State.DUE_SOON if item.deadline <= limit else State.OPEN


@dataclass(slots=True)
class _Cause:
    """Pieces of work with one cause, gathered: the first and last due, and the one with the latest checkpoint."""

    first: WorkItem
    last: WorkItem
    marked: WorkItem
    count: int

    def add(self, item: WorkItem) -> None:
        self.count += 1
        if item.deadline <= self.first.deadline and _urgency(item) < _urgency(self.first):
            self.first = item
        if item.deadline > self.last.deadline:
            self.last = item
        if _weight(item) > _weight(self.marked):
            self.marked = item


_Causes: TypeAlias = dict[tuple[str, str], _Cause]
"""By group and cause."""


def _gather(causes: _Causes, item: WorkItem, key: tuple[str, str]) -> None:
    known = causes.get(key)
    if known is None:
        causes[key] = _Cause(item, item, item, 1)
    else:
        known.add(item)


def _urgency(item: WorkItem) -> tuple[date, int, str]:
    return (item.deadline, _LEVELS.index(item.level), item.id)


def _weight(item: WorkItem) -> tuple[bool, date, str]:
    return (bool(item.checkpoint), item.deadline, item.id)


def _lines(causes: _Causes, today: date, line: Callable[[_Cause, date, str], Line]) -> tuple[Line, ...]:
    lines = (line(cause, today, group) for (group, _), cause in causes.items())
    return tuple(sorted(lines, key=lambda line: (line.first_deadline, line.item.id, line.group)))


def _overdue(cause: _Cause, today: date, group: str) -> Line:
    first, mark = cause.first.deadline, cause.marked.mark
    reason = overdue_reason(cause.count, first, mark, cause.marked.deadline)
    days, words = (today - first).days, distance(first, today)
    return Line(cause.first, cause.count, days, first, mark, Lamp.RED, words, reason, group)


def _due_soon(cause: _Cause, today: date, group: str) -> Line:
    first, mark = cause.first.deadline, cause.marked.mark
    reason = due_soon_reason(cause.count, cause.last.deadline, mark, cause.marked.deadline)
    return Line(cause.first, cause.count, 0, first, mark, Lamp.YELLOW, distance(first, today), reason, group)


def _total(counts: Mapping[tuple[Level, State], int]) -> Tally:
    total: Counter[State] = Counter()
    for (_, state), count in counts.items():
        total[state] += count
    return Tally(total)


def _by_level(counts: Mapping[tuple[Level, State], int]) -> Iterator[tuple[Level, Tally]]:
    for level in Level:
        found = {state: counts[level, state] for state in State if (level, state) in counts}
        if found:
            yield level, Tally(found)
