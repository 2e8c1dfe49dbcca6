"""Recording figures: what a target had reached at a unit by a day, checked before a line is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct, field

from perfplan.cli.recording_places import (
    Entry,
    Fault,
    Place,
    Value,
    Values,
    day_of_entry,
    place_of,
    told,
    value_of_entry,
)
from perfplan.ledger.record import Correction, Record, Reported, new_record_id
from perfplan.ledger.states import Figure
from perfplan.model.quantity import format_decimal, format_quanta, to_quanta
from perfplan.model.sentence import Sentence
from perfplan.model.target import Shape

if TYPE_CHECKING:
    from perfplan.cli.recording import Desk


class Manner(Struct, frozen=True):
    """How figures are recorded: as increments, in the place of what was recorded, with a reason for what looks odd."""

    add: bool = False
    correct: bool = False
    by: str = ""
    note: str = ""


class Sheet(Struct):
    """Figures being recorded: what the ledger has, and what this call adds to it, so that lines see those before."""

    desk: Desk
    manner: Manner
    records: list[Record] = field(default_factory=list)
    _given: set[tuple[tuple[str, str], date]] = field(default_factory=set)
    _known: dict[tuple[str, str], dict[date, Figure]] = field(default_factory=dict)

    def add(self, entry: Entry) -> tuple[Sentence, bool] | Fault:
        """Take one figure in; return what to say about it and whether it is new, or what is wrong with it."""
        place = place_of(self.desk, entry)
        if isinstance(place, Fault):
            return place
        day = day_of_entry(self.desk, entry)
        if isinstance(day, Fault):
            return day
        value = value_of_entry(place.target, entry.value)
        if isinstance(value, Fault):
            return value
        return self._take(place, day, value, entry)

    def _take(self, place: Place, day: date, given: Value, entry: Entry) -> tuple[Sentence, bool] | Fault:
        known = self.known(place)
        there = known.get(day)
        before = max((figure for figure in known.values() if figure.on <= day), key=lambda f: f.on, default=None)
        reached = given.value + (before.value if before else 0) if self.manner.add else given.value
        amount = place.amount(reached) if self.manner.add else given.told(place)
        said: Values = {"name": place.name, "day": day.isoformat(), "amount": amount}
        if there and not self.manner.add and given.is_of(there):
            return Sentence("{name}: {amount} is recorded for {day} already", said), False
        if self.manner.add:
            fault = _increment_fault(place, before)
        elif (place.key, day) in self._given:
            fault = Fault("value", Sentence("{name} has two values for {day} here", said))
        else:
            fault = _again_fault(place, day, there, self.manner)
        fault = fault or _fall_fault(place, day, reached, known, entry.note or self.manner.note)
        if fault:
            return fault
        record = self._record(place, day, given, entry, there)
        self.records.append(record)
        self._given.add((place.key, day))
        step = there.step + 1 if there else 0
        ratio = reached / given.whole if given.whole else reached
        known[day] = Figure(day, ratio, self.desk.today, "", entry.source, record.id, step, reached, given.whole)
        return Sentence("{name}: {amount} as of {day}", said), True

    def known(self, place: Place) -> dict[date, Figure]:
        """Return the figures of a place by day, with those of this call."""
        if place.key not in self._known:
            self._known[place.key] = {each.on: each for each in self.desk.progress.figures.get(place.key, ())}
        return self._known[place.key]

    def _record(self, place: Place, day: date, given: Value, entry: Entry, there: Figure | None) -> Record:
        quanta = to_quanta(given.value, place.target.decimals)
        text = format_decimal(given.value) if given.whole else format_quanta(quanta or 0, place.target.decimals)
        of = format_decimal(given.whole) if given.whole else ""
        cumulative, added = ("", text) if self.manner.add else (text, "")
        by, note = entry.by or self.manner.by, entry.note or self.manner.note
        today, id_ = self.desk.today, new_record_id()
        if self.manner.correct and there:
            step = len(self.desk.progress.corrections.get(there.record, ()))
            return Correction(id_, there.record, today, cumulative, added, None, by, note, step, of)
        target, unit = place.key
        step = there.step + 1 if there else 0
        return Reported(id_, target, day, today, unit, cumulative, added, by, entry.source, note, step, of)


def _increment_fault(place: Place, before: Figure | None) -> Fault | None:
    values: Values = {"target": place.target.id}
    if place.target.shape is not Shape.FLOW:
        return Fault("value", Sentence("{target} does not add up over time; give what it stands at", values))
    if before is None and place.target.reached != place.target.opening:
        return Fault("value", Sentence("{target} began before the plan; give what the year has reached first", values))
    return None


def _again_fault(place: Place, day: date, there: Figure | None, manner: Manner) -> Fault | None:
    values: Values = {"day": day.isoformat()}
    if there and not manner.correct:
        values["amount"] = told(place, there)
        return Fault("value", Sentence("{amount} is recorded for {day}; --correct replaces it", values))
    if manner.correct and not there:
        return Fault("on", Sentence("nothing is recorded for {day} that could be corrected", values))
    return None


def _fall_fault(place: Place, day: date, reached: Fraction, known: Mapping[date, Figure], why: str) -> Fault | None:
    """Return the fault of a cumulative amount that falls without a reason, seen from both neighbours."""
    fall = None if why or place.target.shape is not Shape.FLOW else _fall(day, reached, known)
    if fall is None:
        return None
    values: Values = {"value": place.amount(reached), "other": place.amount(fall.value), "day": fall.on.isoformat()}
    if fall.on < day:
        return Fault("value", Sentence("{value} is less than the {other} of {day}; --note must say why", values))
    return Fault("value", Sentence("{value} is more than the {other} of {day}; --note must say why", values))


def _fall(day: date, reached: Fraction, known: Mapping[date, Figure]) -> Figure | None:
    """Return the neighbouring figure that makes what is cumulative fall, or None."""
    before = max((figure for figure in known.values() if figure.on < day), key=lambda f: f.on, default=None)
    after = min((figure for figure in known.values() if figure.on > day), key=lambda f: f.on, default=None)
    if before and before.value > reached:
        return before
    return after if after and after.value < reached else None
