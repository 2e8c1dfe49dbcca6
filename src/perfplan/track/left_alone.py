"""Shares that are not re-planned, and why: what is still needed of them is said instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from perfplan.ledger.states import Figure
from perfplan.model.quantity import format_decimal, format_quanta
from perfplan.model.sentence import Sentence
from perfplan.model.target import Shape, Target
from perfplan.split.result import TargetSplit, UnitSplit
from perfplan.track.ratios import rest_words


def left_alone(split: TargetSplit, part: UnitSplit, figures: Sequence[Figure], today: date) -> Sentence | None:
    """Return why a share is not re-planned; None for one that can be, if it has figures."""
    target = split.target
    if target.annual is None:
        return Sentence("its number is still pending: {pending}", {"pending": target.pending})
    if split.conflicts:
        return Sentence("its settled amounts cannot hold")
    if not part.months:
        return _bound(target, part, figures, today)
    changes = {month > 0 for month in part.months if month}
    if len(changes) > 1:
        return Sentence("its plan both rises and falls")
    return None


def without_figures(today: date) -> Sentence:
    """Return what to say of a share without figures."""
    return Sentence("nobody has reported a figure by {day}", {"day": today.isoformat()})


def _bound(target: Target, part: UnitSplit, figures: Sequence[Figure], today: date) -> Sentence:
    bound = f"{format_quanta(part.bound(target.date or today), target.decimals)} {target.uom}".rstrip()
    if target.shape is Shape.DATED:
        due = target.date.isoformat() if target.date else ""
        return Sentence("measured once, on {date}: {bound}; its actions lead there", {"date": due, "bound": bound})
    if not figures:
        return Sentence("the same bound holds in every period: {bound}; no figure yet", {"bound": bound})
    last = figures[-1]
    rest = rest_words(target, last)
    if rest is not None:
        return Sentence("the same bound holds in every period: {bound}; {rest}", {"bound": bound, "rest": rest})
    value = f"{format_decimal(last.value)} {target.uom}".rstrip()
    args = {"bound": bound, "value": value, "day": last.on.isoformat()}
    return Sentence("the same bound holds in every period: {bound}; it was {value} on {day}", args)
