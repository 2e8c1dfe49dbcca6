"""What has happened of a stage or group by a day and what is foreseen, for tables, pictures and files alike.

A forecast says more than the plan only once a project is under way; before, nothing here is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from perfplan.i18n import N_
from perfplan.schedule.timeline import ForecastStage, ScheduledStage, Timeline

DONE, BEGUN = N_("done"), N_("started")
_DAY = timedelta(days=1)


class Course(NamedTuple):
    """Where a stage or group stands; days are inclusive.

    ``start`` and ``finish`` are what happened, or else the earliest possible. ``gone`` and ``left`` count own days (of
    a group those of its stages) before the day and from it on. ``latest`` is the plan's latest finish. ``variance``
    counts working days of the project from the finish that was issued; None for a group.
    """

    done: bool
    begun: bool
    today: date
    start: date
    finish: date
    latest: date
    gone: int
    left: int
    variance: int | None

    @property
    def state(self) -> str:
        """The message id of its state; empty for what has not begun."""
        return DONE if self.done else BEGUN if self.begun else ""

    @property
    def percent(self) -> int:
        """How much of its days is gone, in whole percents; 100 means done."""
        if self.done:
            return 100
        return min(100 * self.gone // max(self.gone + self.left, 1), 99) if self.begun else 0

    @property
    def behind(self) -> date | None:
        """The last day of what lies behind, None if nothing does."""
        if self.done:
            return self.finish
        last = min(self.today - _DAY, self.finish)
        return last if self.begun and last >= self.start else None

    @property
    def late_from(self) -> date | None:
        """The first day later than its latest finish, None if it keeps that."""
        return max(self.latest + _DAY, self.start) if self.finish > self.latest else None

    def spans(self) -> Iterator[tuple[str, date, date]]:
        """Yield what a bar of it shows, first to last, the next over the one before: ``past``, ``ahead``, ``over``."""
        behind = self.behind
        if behind is not None:
            yield "past", self.start, behind
        first = self.start if behind is None else behind + _DAY
        if not self.done and first <= self.finish:
            yield "ahead", first, self.finish
        if self.late_from is not None:
            yield "over", self.late_from, self.finish


def courses(timeline: Timeline) -> tuple[Course, ...]:
    """Return where every stage stands, in declared order; nothing of a project that is not under way."""
    forecast = timeline.forecast
    if forecast is None or not forecast.under_way:
        return ()
    pairs = zip(timeline.stages, forecast.stages, strict=True)
    return tuple(_course(found, each, forecast.today) for found, each in pairs)


def _course(found: ScheduledStage, each: ForecastStage, today: date) -> Course:
    done, begun = each.actual_finish is not None, each.actual_start is not None
    return Course(
        done=done,
        begun=begun or done,
        today=today,
        start=each.start,
        finish=each.finish,
        latest=found.latest_finish,
        gone=_gone(found, each, today) if begun or done else 0,
        left=each.remaining.days if each.remaining else 0,
        variance=each.variance,
    )


def _gone(found: ScheduledStage, each: ForecastStage, today: date) -> int:
    """Return how many of its own days a stage has taken: at least one where it is done, none of a milestone."""
    if not found.stage.duration.days:
        return 0
    end = each.finish + _DAY if each.actual_finish else today
    if not found.stage.duration.working:
        return max((end - each.start).days, 0)
    rank = found.stage.calendar.rank
    return max(rank(end.toordinal()) - rank(each.start.toordinal()), int(each.actual_finish is not None))


def joined(members: Sequence[Course], latest: date) -> Course:
    """Return where several stages stand as one: begun with the first of them, done with the last."""
    return Course(
        done=all(each.done for each in members),
        begun=any(each.begun for each in members),
        today=members[0].today,
        start=min(each.start for each in members),
        finish=max(each.finish for each in members),
        latest=latest,
        gone=sum(each.gone for each in members),
        left=sum(each.left for each in members),
        variance=None,
    )
