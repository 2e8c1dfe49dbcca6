"""Re-planned shares as rows and facts: what was planned, what happened, what the rest must bring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from perfplan.i18n import N_
from perfplan.model.quantity import format_quanta, round_half_up
from perfplan.model.sentence import Translate
from perfplan.track.actuals import MonthState
from perfplan.track.replanned import Answer, Replanned, checkpoints

SUMMARY = (N_("target"), N_("unit"), N_("so far"), N_("rest as planned"), N_("rest now"), N_("can the year be made?"))
UNIT = 1
"""The column that says nothing where only targets' own totals are shown."""
LEFT_ALONE = (N_("not re-planned because"), N_("what"))
MONTHS = (N_("period"), N_("planned"), N_("actual"), N_("now"), N_("difference"), N_("due by its end"))
STATES = {MonthState.ACTUAL: "", MonthState.ASSUMED: N_("no figure: as planned"), MonthState.OPEN: ""}
ANSWERS = {
    Answer.MADE: N_("made already"),
    Answer.YES: N_("yes"),
    Answer.NO: N_("no"),
}


class MonthCells(NamedTuple):
    """A month as plain decimals: amounts, or for a level the levels at the month's end; '' where nothing is known."""

    period: str
    state: str
    original: str
    actual: str
    new: str
    difference: str
    checkpoint: str


def month_cells(found: Replanned) -> Iterator[MonthCells]:
    """Yield the months of a share, beside the plan."""
    known = found.start
    for month, (planned, now) in zip(found.months, checkpoints(found), strict=True):
        known += month.actual or 0
        original, new, actual = month.original, month.new, month.actual
        if found.levels:
            original, new = planned, now
            actual = known if month.actual is not None else None
        yield MonthCells(
            month.label,
            month.state.value,
            _text(original, found),
            "" if actual is None else _text(actual, found),
            _text(new, found),
            _signed(new - original, found),
            _text(now, found),
        )


def month_rows(found: Replanned, translate: Translate) -> list[tuple[str, ...]]:
    """Return the months of a share for people."""
    rows: list[tuple[str, ...]] = []
    for month, cells in zip(found.months, month_cells(found), strict=True):
        said = STATES[month.state]
        actual = cells.actual or (translate(said) if said else "")
        rows.append((cells.period, cells.original, actual, cells.new, cells.difference, cells.checkpoint))
    return rows


def summary_row(found: Replanned, translate: Translate) -> tuple[str, ...]:
    """Return one line on a share: where it stands, what the rest was to bring and must bring, and the answer."""
    unit = found.unit or found.target.lead_unit
    day = found.on.isoformat() if found.on else ""
    reached = translate("{value} on {day}", value=_measured(found.reached, found), day=day)
    return (
        found.target.name,
        unit.name,
        reached,
        _text(found.planned_rest, found),
        _with_change(found, translate),
        answer_text(found, translate),
    )


def left_alone_rows(found: Iterable[Replanned], translate: Translate) -> list[tuple[str, str]]:
    """Return why shares are not re-planned, and which: one row for each reason, in the order of the plan."""
    reasons: dict[str, list[str]] = {}
    for each in found:
        if each.why is not None:
            name = f"{each.target.name} {each.unit.name}" if each.unit else each.target.name
            reasons.setdefault(each.why.told(translate), []).append(name)
    return [(why, translate(", ").join(names)) for why, names in reasons.items()]


def _with_change(found: Replanned, translate: Translate) -> str:
    """Return what the rest must bring, and by how much that is more than planned."""
    new = _text(found.new_rest, found)
    if not found.planned_rest or found.new_rest == found.planned_rest:
        return new
    more = round_half_up(1000 * (found.new_rest - found.planned_rest), abs(found.planned_rest))
    change = f"{'+' if more > 0 else ''}{format_quanta(more, 1)}%"
    return translate("{amount} ({change})", amount=new, change=change)


def answer_text(found: Replanned, translate: Translate) -> str:
    """Return whether the year can still be made, with what is too much or too little."""
    if found.answer is None:
        return ""
    answer = translate(ANSWERS[found.answer])
    if found.surplus:
        return translate("{answer}: {amount} above", answer=answer, amount=_measured(found.surplus, found))
    if found.unplaced and found.answer is Answer.NO:
        return translate("{answer}: {amount} short", answer=answer, amount=_measured(found.unplaced, found))
    return answer


def title(found: Replanned, translate: Translate) -> str:
    """Return the heading of a share's months."""
    unit = (found.unit or found.target.lead_unit).name
    args = {"id": found.ident, "name": found.target.name, "unit": unit, "year": _measured(found.year, found)}
    return translate("{id}  {name}  {unit}: {year} in the year", **args)


def facts(found: Replanned, translate: Translate) -> dict[str, object]:
    """Return a share for programs; amounts are plain decimals, '' where nothing is known."""
    known = found.answer is not None
    return {
        "id": found.ident,
        "target": found.target.id,
        "title": found.target.name,
        "unit": (found.unit or found.target.lead_unit).id,
        "uom": found.uom,
        "year": _text(found.year, found) if found.target.annual is not None else "",
        "reached": _text(found.reached, found) if known else "",
        "on": found.on.isoformat() if found.on else "",
        "planned_rest": _text(found.planned_rest, found) if known else "",
        "new_rest": _text(found.new_rest, found) if known else "",
        "unplaced": _text(found.unplaced, found) if known else "",
        "surplus": _text(found.surplus, found) if known else "",
        "answer": found.answer.value if found.answer else "",
        "why": found.why.told(translate) if found.why else "",
        "months": [cells._asdict() for cells in month_cells(found)],
    }


def _text(quanta: int, found: Replanned) -> str:
    return format_quanta(quanta, found.decimals)


def _measured(quanta: int, found: Replanned) -> str:
    return f"{_text(quanta, found)} {found.uom}".rstrip()


def _signed(quanta: int, found: Replanned) -> str:
    return f"+{_text(quanta, found)}" if quanta > 0 else _text(quanta, found)
