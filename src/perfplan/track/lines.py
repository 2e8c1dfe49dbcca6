"""From gathered causes to lines: the numbers, the words, the lamp and its reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from msgspec import Struct

from perfplan.model.calendar import Calendar
from perfplan.model.lamp import Fact, Facts, Lamps
from perfplan.model.quantity import format_decimal, format_quanta
from perfplan.model.sentence import Sentence, named
from perfplan.track.gathering import Cause
from perfplan.track.item import WorkItem
from perfplan.track.lamps import NO_LAMP, RED, YELLOW, Shine, deadline_facts, shine
from perfplan.track.masks import earliest, latest
from perfplan.track.ratios import rest_words
from perfplan.track.shares import JudgedBlock
from perfplan.track.tally import State
from perfplan.track.words import (
    behind_for,
    behind_reason,
    distance,
    due_soon_reason,
    extended,
    overdue_reason,
    report_late,
    unreported_reason,
)

MORE_PLACES = 2
"""Places of a ratio beyond those of its bound: 84.96 must not be shown as 85.0 when 85.0 is missed."""


class Line(Struct, frozen=True):
    """One matter to look at: work of one cause in one group.

    Attributes:
        item: the piece of work with the earliest deadline; of equal ones the coarsest.
        count: how many pieces of work the line stands for.
        days_overdue: calendar days since ``first_deadline``; 0 for work that is not overdue.
        first_deadline: the earliest deadline among them; for figures that are not in, when the first was due.
        shortfall: what is missing of the latest checkpoint where figures say so, else that checkpoint, or ''.
        lamp: what the lamp shows: the plan's rules, or red for overdue and yellow for the rest.
        words: how far the first deadline is, or for how long the figures have been behind or missing.
        reason: why the lamp shows what it shows.
        group: id of the leader, unit, owner or project; '' for none.
        state: overdue, behind, unreported or due soon.
        extensions: how often its deadline has been moved.
    """

    item: WorkItem
    count: int
    days_overdue: int
    first_deadline: date
    shortfall: str
    lamp: Shine
    words: Sentence
    reason: Sentence
    group: str
    state: State = State.OVERDUE
    extensions: int = 0


class Lighting(Struct, frozen=True):
    """What decides lamps: the plan's rules, the calendar, and what is known of targets, by ident."""

    lamps: Lamps
    calendar: Calendar
    facts: Mapping[str, Facts]


def line_of(state: State, cause: Cause, group: str, today: date, lighting: Lighting) -> Line:
    """Return the line of a cause."""
    item = cause.first.make()
    if state is State.BEHIND and cause.share is not None:
        line = _behind(item, cause, cause.share, group, today)
    elif state is State.UNREPORTED and cause.share is not None:
        line = _unreported(item, cause, cause.share, group, today)
    else:
        line = _dated(state, item, cause, group, today)
    return _lit(line, lighting, today)


def _dated(state: State, item: WorkItem, cause: Cause, group: str, today: date) -> Line:
    first, marked = cause.first.deadline, cause.marked
    mark = marked.make().mark if marked.has_mark else ""
    words = distance(first, today)
    if state is State.OVERDUE:
        reason, lamp = overdue_reason(cause.count, first, mark, marked.deadline), RED
    else:
        reason, lamp = due_soon_reason(cause.count, cause.last.deadline, mark, marked.deadline), YELLOW
    reason = extended(reason, cause.extensions)
    late = max((today - first).days, 0)
    return Line(item, cause.count, late, first, mark, lamp, words, reason, group, state, cause.extensions)


def _behind(item: WorkItem, cause: Cause, share: JudgedBlock, group: str, today: date) -> Line:
    marks, figure = share.marks, share.figures.last
    index = latest(cause.periods)
    mark = Fraction(marks.values[index], 10**marks.decimals)
    short = _amount(format_decimal(abs(mark - figure.value), marks.decimals + MORE_PLACES), marks.uom)
    value, wanted = (
        _amount(format_decimal(figure.value, marks.decimals + MORE_PLACES), marks.uom),
        _amount(format_quanta(marks.values[index], marks.decimals), marks.uom),
    )
    reason = behind_reason(value, figure.on, wanted, marks.slots[index].deadline, short, up=marks.up)
    rest = rest_words(share.block.target, figure)
    if rest is not None:
        reason = Sentence("{reason}; {rest}", {"reason": reason, "rest": rest})
    first = cause.first.deadline
    return Line(
        item, cause.count, (today - first).days, first, short, YELLOW, behind_for(first, today),
        extended(reason, cause.extensions), group, State.BEHIND, cause.extensions,
    )  # fmt: skip


def _unreported(item: WorkItem, cause: Cause, share: JudgedBlock, group: str, today: date) -> Line:
    slot = share.block.slots[earliest(cause.periods)]
    due = share.due[earliest(cause.periods)]
    last = share.figures.last if share.figures else None
    value = _amount(format_decimal(last.value, share.marks.decimals + MORE_PLACES), share.marks.uom) if last else ""
    count = cause.periods.bit_count()
    reason = unreported_reason(slot.label, due, count, value, last.on if last else None)
    return Line(
        item, cause.count, (today - due).days, due, item.mark, YELLOW, report_late(due, today),
        extended(reason, cause.extensions), group, State.UNREPORTED, cause.extensions,
    )  # fmt: skip


def _amount(text: str, uom: str) -> str:
    return f"{text} {uom}".rstrip()


def _lit(line: Line, lighting: Lighting, today: date) -> Line:
    """Return the line with the lamp of the plan's own rules, where it has any for such work."""
    ident = line.item.id.rpartition("/")[0]
    by_figures = line.state in {State.BEHIND, State.UNREPORTED}
    rules = lighting.lamps.targets if by_figures else lighting.lamps.tasks
    if not rules:
        return line
    facts: dict[Fact, Fraction | int] = dict(lighting.facts.get(ident, {})) if by_figures else {}
    facts = deadline_facts(line.item.start, line.first_deadline, today, lighting.calendar) | facts
    found = shine(rules, facts)
    lamp, why = found if found else (NO_LAMP, Sentence("no rule of the plan applies"))
    reason = Sentence("{reason}; {lamp}: {why}", {"reason": line.reason, "lamp": lamp.name or named("–"), "why": why})
    return Line(
        line.item, line.count, line.days_overdue, line.first_deadline, line.shortfall, lamp, line.words, reason,
        line.group, line.state, line.extensions,
    )  # fmt: skip
