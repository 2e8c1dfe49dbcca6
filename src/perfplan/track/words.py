"""What tracking says, as sentences that are still to be translated."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from perfplan.model.pace import PaceMethod
from perfplan.model.sentence import Sentence
from perfplan.track.lamps import one_decimal


def distance(deadline: date, today: date) -> Sentence:
    """Return how far a deadline is: days overdue, due today, or days left; calendar days."""
    days = (deadline - today).days
    if days < -1:
        return Sentence("{days} days overdue", {"days": -days})
    if days == -1:
        return Sentence("1 day overdue")
    if days == 0:
        return Sentence("due today")
    if days == 1:
        return Sentence("1 day left")
    return Sentence("{days} days left", {"days": days})


def behind_for(since: date, today: date) -> Sentence:
    """Return for how long a target has been behind: since the first checkpoint that is missed."""
    days = (today - since).days
    return Sentence("behind for 1 day") if days == 1 else Sentence("behind for {days} days", {"days": days})


def report_late(due: date, today: date) -> Sentence:
    """Return how late a figure is."""
    days = (today - due).days
    return Sentence("figure 1 day late") if days == 1 else Sentence("figure {days} days late", {"days": days})


def pace_share(method: PaceMethod, expected: Fraction) -> Sentence:
    """Return which share of the year had passed, and by what it is counted."""
    said = {"percent": one_decimal(expected * 100)}
    if method is PaceMethod.DAYS:
        return Sentence("{percent}% of the days", said)
    if method is PaceMethod.WORKDAYS:
        return Sentence("{percent}% of the working days", said)
    return Sentence("{percent}% of the months", said)


def overdue_reason(count: int, deadline: date, mark: str, mark_day: date) -> Sentence:
    """Return why the lamp is red.

    Args:
        count: how many pieces of work of one cause are overdue.
        deadline: the earliest of their deadlines.
        mark: the latest checkpoint among them with its unit of measure, or ''.
        mark_day: the day of that checkpoint.
    """
    day = mark_day.isoformat()
    if mark and count > 1:
        return Sentence(
            "{count} not done; {mark} was to be reached by {day}", {"count": count, "mark": mark, "day": day}
        )
    if mark:
        return Sentence("not done; {mark} was to be reached by {day}", {"mark": mark, "day": day})
    if count > 1:
        return Sentence("{count} not done", {"count": count})
    return Sentence("not done by {day}", {"day": deadline.isoformat()})


def due_soon_reason(count: int, deadline: date, mark: str, mark_day: date) -> Sentence:
    """Return why the lamp is yellow; like :func:`overdue_reason`, with the latest deadline instead of the first."""
    day = mark_day.isoformat()
    if mark and count > 1:
        return Sentence("{count} to do; {mark} is to be reached by {day}", {"count": count, "mark": mark, "day": day})
    if mark:
        return Sentence("to do; {mark} is to be reached by {day}", {"mark": mark, "day": day})
    if count > 1:
        return Sentence("{count} to do by {day}", {"count": count, "day": deadline.isoformat()})
    return Sentence("to do by {day}", {"day": deadline.isoformat()})


def behind_reason(value: str, on: date, mark: str, mark_day: date, short: str, *, up: bool) -> Sentence:
    """Return why a target is behind.

    Args:
        value: what was reported, with the unit of measure.
        on: for which day.
        mark: what was to be reached, or not to be exceeded, with the unit of measure.
        mark_day: the day of that checkpoint.
        short: the difference, with the unit of measure.
        up: whether more is better.
    """
    said = {"value": value, "on": on.isoformat(), "mark": mark, "day": mark_day.isoformat(), "short": short}
    if up:
        return Sentence("{value} on {on}; {mark} was to be reached by {day}: {short} short", said)
    return Sentence("{value} on {on}; at most {mark} was allowed by {day}: {short} over", said)


def unreported_reason(period: str, due: date, count: int, last: str, on: date | None) -> Sentence:
    """Return which figure is missing: the first period's, when it was due, and what was reported last."""
    said: dict[str, str | int] = {"period": period, "due": due.isoformat(), "count": count, "last": last}
    if on is None and count > 1:
        return Sentence("no figures for {count} periods; the first, {period}, was due on {due}", said)
    if on is None:
        return Sentence("no figure for {period}, due on {due}", said)
    said["on"] = on.isoformat()
    if count > 1:
        return Sentence(
            "no figures for {count} periods; the first, {period}, was due on {due}; last {last} on {on}", said
        )
    return Sentence("no figure for {period}, due on {due}; last {last} on {on}", said)


def extended(reason: Sentence, count: int) -> Sentence:
    """Return a reason with the number of times that the deadline was moved, if it was."""
    if not count:
        return reason
    if count == 1:
        return Sentence("{reason}; extended once", {"reason": reason})
    return Sentence("{reason}; extended {count} times", {"reason": reason, "count": count})
