"""What a figure is of: target, unit, day and value, understood from the texts that somebody gave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from perfplan.ledger.states import Figure
from perfplan.model.quantity import format_decimal, format_quanta, parse_decimal, to_quanta
from perfplan.model.sentence import Sentence
from perfplan.model.target import Shape, Target, UnitRollup

if TYPE_CHECKING:
    from perfplan.cli.recording import Desk
    from perfplan.model.unit import Unit

Values: TypeAlias = dict[str, str | int | Sentence]


class Entry(Struct, frozen=True):
    """One figure as somebody gave it: texts, still to be understood. ``target`` may be ``TARGET@UNIT``."""

    target: str
    unit: str
    on: str
    value: str
    source: str = ""
    by: str = ""
    note: str = ""


class Fault(Struct, frozen=True):
    """What is wrong with one field of an entry."""

    field: str
    said: Sentence


class Place(Struct, frozen=True):
    """A target at a unit, or as a whole; ``key`` is how the ledger names it."""

    target: Target
    unit: Unit | None

    @property
    def key(self) -> tuple[str, str]:
        """Target id and unit id, '' for the whole."""
        return (self.target.id, self.unit.id if self.unit else "")

    @property
    def ident(self) -> str:
        """``jobs@chengguan``, or ``jobs`` for the whole."""
        return f"{self.target.id}@{self.unit.id}" if self.unit else self.target.id

    @property
    def name(self) -> str:
        """What readers call it: the target, with the unit in brackets."""
        return f"{self.target.name} ({self.unit.name})" if self.unit else self.target.name

    def amount(self, value: Fraction) -> str:
        """Return a value with the target's decimals and unit of measure."""
        quanta = to_quanta(value, self.target.decimals)
        plain = str(value) if quanta is None else format_quanta(quanta, self.target.decimals)
        return f"{plain} {self.target.uom}".rstrip()


class Value(Struct, frozen=True):
    """What was given: a value, or, where ``whole`` is not zero, how many of so many counted."""

    value: Fraction
    whole: Fraction = Fraction(0)

    def is_of(self, figure: Figure) -> bool:
        """Whether a figure says the same."""
        return (figure.part, figure.whole) == (self.value, self.whole) if self.whole else figure.value == self.value

    def told(self, place: Place) -> str:
        """Return it as readers see it."""
        if not self.whole:
            return place.amount(self.value)
        return f"{format_decimal(self.value)}/{format_decimal(self.whole)}"


def told(place: Place, figure: Figure) -> str:
    """Return a figure as readers see it."""
    return Value(figure.part, figure.whole).told(place) if figure.whole else place.amount(figure.value)


def place_of(desk: Desk, entry: Entry) -> Place | Fault:
    """Return the target and unit that an entry names by id or name, or what is wrong with them."""
    named, _, at = entry.target.strip().partition("@")
    targets = [each for each in desk.plan.targets if named in (each.id, each.name)]
    if len(targets) != 1:
        return Fault("target", _unknown_target(desk, named, len(targets)))
    wanted = entry.unit.strip() or at
    if not wanted:
        return Place(targets[0], None)
    shared = targets[0].allocation.units if targets[0].allocation else ()
    units = [unit for unit in shared if wanted in (unit.id, unit.name)]
    if len(units) == 1:
        return Place(targets[0], units[0])
    return Fault("unit", _unknown_unit(targets[0], wanted, shared))


def _unknown_target(desk: Desk, named: str, found: int) -> Sentence:
    from perfplan.load.nearest import nearest

    if found:
        return Sentence("the plan has {count} targets called {name}; give the id", {"name": named, "count": found})
    words = [word for each in desk.plan.targets for word in (each.id, each.name)]
    near = nearest(named, words)
    if near:
        return Sentence("the plan has no target {name}; did you mean {nearest}?", {"name": named, "nearest": near})
    return Sentence("the plan has no target {name}", {"name": named})


def _unknown_unit(target: Target, wanted: str, shared: Sequence[Unit]) -> Sentence:
    from perfplan.load.nearest import nearest

    values: Values = {"target": target.id, "unit": wanted}
    if not shared:
        return Sentence("{target} is not shared by units, so {unit} has no figure of it", values)
    near = nearest(wanted, [word for unit in shared for word in (unit.id, unit.name)])
    if near:
        return Sentence("{unit} has no share of {target}; did you mean {nearest}?", {**values, "nearest": near})
    listed = ", ".join(unit.id for unit in shared)
    return Sentence("{unit} has no share of {target}; these have: {units}", {**values, "units": listed})


def day_of_entry(desk: Desk, entry: Entry) -> date | Fault:
    """Return the day that an entry is as of: in the plan's year, and not still to come."""
    from perfplan.cli.as_of import read_as_of

    start, end = desk.plan.start, desk.plan.end
    day = read_as_of(entry.on, start, end)
    if day is None:
        return Fault(
            "on",
            Sentence("{value} is no day; write 2025-03-31, or a period's last day as 2025-03", {"value": entry.on}),
        )
    if day > desk.today:
        values: Values = {"day": day.isoformat(), "today": desk.today.isoformat()}
        return Fault("on", Sentence("{day} is still to come (today is {today})", values))
    if not start <= day <= end:
        values = {"day": day.isoformat(), "start": start.isoformat(), "end": end.isoformat()}
        return Fault("on", Sentence("{day} is not in the plan's year, {start} to {end}", values))
    return day


def value_of_entry(target: Target, text: str) -> Value | Fault:
    """Return an entry's value, which has no more decimals than the target counts; ``100/120`` is a count of a ratio."""
    if "/" in text:
        return _count_of_entry(target, text)
    value = parse_decimal(text.strip())
    if value is None:
        return Fault("value", Sentence("{value} is no plain number such as 1234.5", {"value": text}))
    if to_quanta(value, target.decimals) is None:
        values: Values = {"value": text.strip(), "target": target.id, "decimals": target.decimals}
        return Fault("value", Sentence("{value} has more decimals than {target} counts ({decimals})", values))
    return Value(value)


def _count_of_entry(target: Target, text: str) -> Value | Fault:
    first, _, second = text.partition("/")
    part, whole = parse_decimal(first.strip()), parse_decimal(second.strip())
    if part is None or whole is None or part < 0 or whole <= 0:
        return Fault("value", Sentence("{value} is no count of so many such as 100/120", {"value": text}))
    if target.shape is not Shape.HOLD or target.units_roll is not UnitRollup.SAME or target.parts:
        return Fault("value", Sentence("{target} is not recorded as a count of so many", {"target": target.id}))
    if target.denominator is not None and part > whole:
        return Fault("value", Sentence("{value}: no more than all can count", {"value": text}))
    return Value(part, whole)
