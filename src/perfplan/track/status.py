"""What is overdue, behind, not reported and due soon on a day, one line a cause, with the reason for each lamp.

Something due on D is overdue when today > D. It is due soon while at most ``due_soon`` working days are left for it,
today included, and always on the day itself. What is done, reported and extended is what the ledger says about days
up to today; so the status of a past day can be asked for again at any time.

There is no object for a task of a target: the tasks of one target at one unit are judged together, as sets of periods
(:mod:`perfplan.track.shares`), and only what stands for a line is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from perfplan.ledger.labels import Words
from perfplan.ledger.progress import Progress
from perfplan.ledger.record import Done
from perfplan.ledger.replay import labels_of
from perfplan.ledger.states import TaskState
from perfplan.model.calendar import Calendar
from perfplan.model.lamp import Lamps
from perfplan.model.period import ONE_DAY, Level
from perfplan.model.plan import Plan
from perfplan.track.closings import closings
from perfplan.track.gathering import Cause, Gathered, View, gather_items, gather_shares, wanted
from perfplan.track.grouping import By
from perfplan.track.item import WorkItem
from perfplan.track.lines import Lighting, Line, line_of
from perfplan.track.shares import Judge
from perfplan.track.tally import State, Tally
from perfplan.track.work import single_items

_NOTHING = Progress({})


class Status(Struct, frozen=True):
    """The state of the work on ``today``; lines are in order of urgency.

    ``overdue`` are deeds, and amounts nobody reports figures for; ``behind`` are figures that miss their checkpoint;
    ``unreported`` are figures whose reporting day is past.
    """

    today: date
    by: By
    overdue: tuple[Line, ...]
    due_soon: tuple[Line, ...]
    behind: tuple[Line, ...]
    unreported: tuple[Line, ...]
    totals: Tally
    by_level: Mapping[Level, Tally]

    def lines(self, state: State) -> tuple[Line, ...]:
        """Return the lines of one of the states that make lines."""
        return {
            State.OVERDUE: self.overdue,
            State.DUE_SOON: self.due_soon,
            State.BEHIND: self.behind,
            State.UNREPORTED: self.unreported,
        }[state]


def plan_status(plan: Plan, progress: Progress, today: date, view: View = View()) -> Status:  # noqa: B008 - frozen
    """Return the state of all work of a plan.

    Args:
        plan: the plan.
        progress: what the ledger says about days up to ``today``.
        today: the day to look from.
        view: what of it, and how.
    """
    limit = soon_until(today, plan.calendar, plan.due_soon if view.due_soon is None else view.due_soon)
    gathered = Gathered()
    gather_shares(gathered, plan, Judge(plan, progress, today, limit), view)
    singles = (item for item in single_items(plan) if wanted(item, view))
    gather_items(gathered, singles, progress, today, limit, view)
    rest = (item for item in closings(plan, progress) if wanted(item, view))
    gather_items(gathered, rest, _NOTHING, today, limit, view)  # that its finding is done does not finish it
    return _status(gathered, today, view.by, _lighting(plan, progress, today))


def status(
    work: Iterable[WorkItem],
    done: Mapping[str, Done],
    today: date,
    calendar: Calendar,
    due_soon: int,
    *,
    by: By = By.LEADER,
    every: bool = False,
    tasks: Mapping[str, TaskState] | None = None,
) -> Status:
    """Return the state of pieces of work that exist one by one, read through once.

    Args:
        work: everything that has a deadline; may be a generator.
        done: what the ledger reports complete, by task id.
        today: the day to look from.
        calendar: counts the working days that are left.
        due_soon: how many working days count as soon.
        by: what lines are grouped by; work of one cause in two groups makes two lines.
        every: keep one line for every piece of work instead of one a cause.
        tasks: what else the ledger says: closed, extended.
    """
    gathered, view = Gathered(), View(by, every)
    known = {task: report for task, report in done.items() if report.on <= today}
    moved = frozenset(tasks or ())
    progress = Progress(known, tasks or {}, labels=labels_of(known, Words()), moved=moved)
    gather_items(gathered, work, progress, today, soon_until(today, calendar, due_soon), view)
    return _status(gathered, today, by, Lighting(Lamps(), calendar, {}))


def soon_until(today: date, calendar: Calendar, due_soon: int) -> date:
    """Return the last deadline that counts as soon: days off after the last of the working days still belong to it."""
    return max(today, calendar.forward(today, due_soon + 1) - ONE_DAY)


def _lighting(plan: Plan, progress: Progress, today: date) -> Lighting:
    """Return what decides lamps; where targets stand is worked out only for rules that ask about it."""
    if not plan.lamps.targets:
        return Lighting(plan.lamps, plan.calendar, {})
    from perfplan.track.standing import standings  # most plans have no lamps: their status opens sooner

    facts = {found.id: found.facts() for found in standings(plan, progress, today)}
    return Lighting(plan.lamps, plan.calendar, facts)


def _status(gathered: Gathered, today: date, by: By, lighting: Lighting) -> Status:
    lines = {
        state: tuple(sorted(_lines(state, causes, today, lighting), key=_order))
        for state, causes in gathered.causes.items()
    }
    return Status(
        today,
        by,
        lines[State.OVERDUE],
        lines[State.DUE_SOON],
        lines[State.BEHIND],
        lines[State.UNREPORTED],
        _total(gathered.counts),
        dict(_by_level(gathered.counts)),
    )


def _lines(state: State, causes: Mapping[tuple[str, str], Cause], today: date, lighting: Lighting) -> Iterator[Line]:
    for (group, _), cause in causes.items():
        yield line_of(state, cause, group, today, lighting)


def _order(line: Line) -> tuple[date, str, str]:
    return (line.first_deadline, line.item.id, line.group)


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
