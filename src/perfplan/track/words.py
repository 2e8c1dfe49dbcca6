"""What tracking says, as sentences that are still to be translated."""

from __future__ import annotations

from datetime import date

from perfplan.model.sentence import Sentence


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
