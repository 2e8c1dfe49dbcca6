"""What the records of one task, and of one target at one unit, lead to. Pure folds over records in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from perfplan.ledger.record import (
    Closed,
    Done,
    Evidence,
    Extended,
    Note,
    Problem,
    Record,
    Remark,
    Reopened,
    Reported,
    Returned,
    Started,
    Step,
)

Senseless: TypeAlias = tuple[Record, str]
"""A record that makes no sense and is not applied, and why, in English."""

_RANK: Mapping[type[Step], int] = {
    Extended: 0,
    Started: 1,
    Done: 2,
    Returned: 3,
    Closed: 4,
    Reopened: 5,
}


class TaskState(Struct, frozen=True):
    """Where one task stands, and everything that was said about it.

    ``tasks`` of the ledger's state also holds targets and shares (``jobs@chengguan``) that have remarks.

    Attributes:
        started: the report of the earliest day on which it was under way, however it went on from there.
        remaining: the last report of how much of it is left, while it is open.
        done: the report that counts while the task is done or closed: the earliest since it was last open.
        closed: its sign-off while it is closed.
        returned: why it is open again, while it is open because it was sent back.
        reopened: how many times it was opened again after being closed.
        extended_to: the deadline of the last extension.
        extensions: all extensions in order; their number is what offices count.
        notes: all notes, by day.
        problems: all problems, by day.
        evidence: all evidence, by day.
        steps: every step that was applied, in order: the task's history.
    """

    started: Started | None = None
    remaining: Started | None = None
    done: Done | None = None
    closed: Closed | None = None
    returned: Returned | None = None
    reopened: int = 0
    extended_to: date | None = None
    extensions: tuple[Extended, ...] = ()
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def finished(self) -> bool:
        """Whether it is done, closed or not."""
        return self.done is not None


UNTOUCHED = TaskState()


class Figure(NamedTuple):
    """What a target had reached at one unit by the day ``on``, cumulative since the year began.

    Where ``whole`` is not zero, ``part`` of so many counted, and ``value`` is their ratio.
    ``at``, ``by``, ``source``, ``record`` (its id) and ``step`` are those of the last record that the value rests on.
    """

    on: date
    value: Fraction
    at: date
    by: str
    source: str
    record: str
    step: int = 0
    part: Fraction = Fraction(0)
    whole: Fraction = Fraction(0)


def fold_task(facts: Iterable[Step | Remark]) -> tuple[TaskState, list[Senseless]]:
    """Return where a task stands after these records, each given once, and the steps that could not be taken.

    Steps are taken in the order of ``step``, then of the day that they are about, then as work goes (done before
    closed), then of their ids.
    """
    steps, remarks = _parted(facts)
    state, senseless = TaskState(**remarks), list[Senseless]()
    taken: list[Step] = []
    for step in sorted(steps, key=_step_order):
        moved = _MOVES[type(step)](state, step)
        if isinstance(moved, str):
            senseless.append((step, moved))
        else:
            state = moved
            taken.append(step)
    return replace(state, steps=tuple(taken)), senseless


def fold_figures(reports: Iterable[Reported]) -> tuple[Figure, ...]:
    """Return the cumulative value of each day that has one, by day, from one target's reports at one unit.

    Days go in order; within a day, reports in the order in which they were made (``at``, ``step``, ``id``). A
    cumulative value sets what is reached; an increment adds to it. The year begins with 0.
    """
    reached, figures = Fraction(0), dict[date, Figure]()
    for report in sorted(reports, key=_report_order):
        reached = _exact(report.value) if report.value else reached + _exact(report.add)
        figure = Figure(report.on, reached, report.at, report.by, report.source, report.id, report.step)
        if report.of:
            whole = _exact(report.of)
            figure = figure._replace(value=reached / whole, part=reached, whole=whole)
        figures[report.on] = figure
    return tuple(figures.values())


def _exact(text: str) -> Fraction:
    """Return the value of a plain decimal; whole ones in half the time."""
    return Fraction(text) if "." in text else Fraction(int(text))


def _step_order(step: Step) -> tuple[int, date, int, Any]:
    return (step.step, step.on, _RANK[type(step)], step)


def _report_order(report: Reported) -> tuple[date, date, int, Reported]:
    return (report.on, report.at, report.step, report)


def _parted(facts: Iterable[Step | Remark]) -> tuple[list[Step], dict[str, Any]]:
    steps: list[Step] = []
    remarks: dict[type[Remark], list[Remark]] = {Note: [], Problem: [], Evidence: []}
    for fact in facts:
        if isinstance(fact, Note | Problem | Evidence):
            remarks[type(fact)].append(fact)
        else:
            steps.append(fact)
    names = {"notes": Note, "problems": Problem, "evidence": Evidence}
    ordered = {
        name: tuple(sorted(remarks[kind], key=lambda remark: (remark.at, remark))) for name, kind in names.items()
    }
    return steps, ordered


def _started(state: TaskState, step: Any) -> TaskState | str:
    if state.done and (step.remaining or step.on > state.done.on):
        return "the task is finished, so it cannot be under way"  # msgid
    first = step if state.started is None or (step.on, step) < (state.started.on, state.started) else state.started
    last = step if step.remaining and (not state.remaining or step.on >= state.remaining.on) else state.remaining
    return replace(state, started=first, remaining=last)


def _done(state: TaskState, step: Any) -> TaskState | str:
    if state.closed:
        return "the task is closed already"  # msgid
    if state.done and (state.done.on, state.done) <= (step.on, step):
        return state
    return replace(state, done=step, returned=None, remaining=None)


def _closed(state: TaskState, step: Any) -> TaskState | str:
    if not state.done:
        return "the task is not done, so it cannot be closed"  # msgid
    return state if state.closed else replace(state, closed=step)


def _returned(state: TaskState, step: Any) -> TaskState | str:
    if state.closed:
        return "the task is closed; it can be reopened, not sent back"  # msgid
    if not state.done:
        return "the task is not done, so it cannot be sent back"  # msgid
    return replace(state, done=None, returned=step)


def _reopened(state: TaskState, _: Any) -> TaskState | str:
    if not state.closed:
        return "the task is not closed, so it cannot be reopened"  # msgid
    return replace(state, done=None, closed=None, reopened=state.reopened + 1)


def _extended(state: TaskState, step: Any) -> TaskState | str:
    if state.done:
        return "the task is finished, so it cannot be extended"  # msgid
    if state.extended_to and step.to <= state.extended_to:
        return "an earlier extension reaches as far"  # msgid
    return replace(state, extended_to=step.to, extensions=(*state.extensions, step))


_MOVES: Mapping[type[Step], Callable[[TaskState, Any], TaskState | str]] = MappingProxyType(
    {Started: _started, Done: _done, Closed: _closed, Returned: _returned, Reopened: _reopened, Extended: _extended}
)
