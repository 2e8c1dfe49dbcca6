"""Scheduling by trying one day after the other: slow, plain, and sharing no arithmetic with the package."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from perfplan.model.calendar import Calendar
from perfplan.model.project import Duration, Link, LinkKind, Project, Stage

Span = tuple[int, int]
REACH = 500


def works(calendar: Calendar, ordinal: int) -> bool:
    return calendar.is_workday(date.fromordinal(ordinal))


def between(calendar: Calendar, first: int, last: int) -> int:
    """Count the working days between two boundaries, negative when they are the other way round."""
    if last < first:
        return -between(calendar, last, first)
    return sum(works(calendar, day) for day in range(first, last))


def keeps_lag(lag: Duration, calendar: Calendar, first: int, last: int) -> bool:
    if lag.working and lag.days:
        return between(calendar, first, last) >= lag.days
    return last - first >= lag.days


def holds(link: Link, calendar: Calendar, source: Span, target: Span) -> bool:
    first = source[1] if link.kind in (LinkKind.FS, LinkKind.FF) else source[0]
    last = target[1] if link.kind in (LinkKind.FF, LinkKind.SF) else target[0]
    return keeps_lag(link.lag, link.calendar or calendar, first, last)


def span_from(stage: Stage, start: int, origin: int) -> Span | None:
    """Return the span of a stage that starts at a boundary, or None if it cannot start there."""
    working, left = stage.duration.working, stage.duration.days
    if not left:
        return (start, start) if not working or start == origin or works(stage.calendar, start - 1) else None
    if not working:
        return start, start + left
    if not works(stage.calendar, start):
        return None
    day = start
    while left:
        left -= works(stage.calendar, day)
        day += 1
    return start, day


def _bounds(stage: Stage) -> tuple[list[tuple[int, date]], list[tuple[int, date]]]:
    """Return the dates that hold a stage from below and from above: (0 for its first day or 1 for its last, date)."""
    says = stage.constraints
    low = [(0, says.start_not_before), (0, says.start_on), (1, says.finish_not_before), (1, says.finish_on)]
    high = [(0, says.start_not_after), (0, says.start_on), (1, says.finish_not_after), (1, says.finish_on)]
    return [(e, d) for e, d in low if d is not None], [(e, d) for e, d in high if d is not None]


def shown(span: Span) -> Span:
    """Return the first and last day of a span; a milestone is on the day that its boundary ends."""
    return (span[0], span[1] - 1) if span[0] < span[1] else (span[0] - 1, span[1] - 1)


def _first(spans: Iterable[int], stage: Stage, origin: int, fine: Callable[[Span], bool]) -> Span:
    for start in spans:
        span = span_from(stage, start, origin)
        if span is not None and fine(span):
            return span
    raise AssertionError("no place within reach")


def earliest(project: Project) -> dict[str, Span]:
    """Return the earliest spans; stages must be declared after their predecessors."""
    origin, found = project.start.toordinal(), dict[str, Span]()
    for stage in project.stages:
        low, _ = _bounds(stage)

        def fine(span: Span, stage: Stage = stage, low: list[tuple[int, date]] = low) -> bool:
            dated = all(shown(span)[end] >= day.toordinal() for end, day in low)
            return dated and all(holds(link, project.calendar, found[link.stage], span) for link in stage.links)

        found[stage.id] = _first(range(origin, origin + REACH), stage, origin, fine)
    return found


def latest(project: Project) -> dict[str, Span]:
    """Return the latest spans, relative deadlines aside."""
    origin, end, found = project.start.toordinal(), project.deadline.toordinal() + 1, dict[str, Span]()
    for stage in reversed(project.stages):
        _, high = _bounds(stage)

        def fine(span: Span, stage: Stage = stage, high: list[tuple[int, date]] = high) -> bool:
            dated = span[1] <= end and all(shown(span)[which] <= day.toordinal() for which, day in high)
            return dated and all(
                holds(link, project.calendar, span, found[after.id])
                for after in project.stages
                for link in after.links
                if link.stage == stage.id
            )

        found[stage.id] = _first(range(end, end - REACH, -1), stage, origin, fine)
    return found
