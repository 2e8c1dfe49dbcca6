"""What a figure is of: target, unit, day and value, understood from the texts that somebody gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from perfplan.model.quantity import format_quanta, parse_decimal, to_quanta
from perfplan.model.sentence import Sentence
from perfplan.model.target import Target

if TYPE_CHECKING:
    from perfplan.cli.recording import Desk
    from perfplan.model.unit import Unit

Values: TypeAlias = dict[str, str | int | Sentence]


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure as somebody gave it: texts, still to be understood. ``target`` may be ``TARGET@UNIT``."""

    target: str
    unit: str
    on: str
    value: str
    source: str = ""
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field of an entry."""

    field: str
    said: Sentence


@dataclass(frozen=True, slots=True)
class Place:
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


def value_of_entry(target: Target, text: str) -> Fraction | Fault:
    """Return an entry's value, which has no more decimals than the target counts."""
    value = parse_decimal(text.strip())
    if value is None:
        return Fault("value", Sentence("{value} is no plain number such as 1234.5", {"value": text}))
    if to_quanta(value, target.decimals) is None:
        values: Values = {"value": text.strip(), "target": target.id, "decimals": target.decimals}
        return Fault("value", Sentence("{value} has more decimals than {target} counts ({decimals})", values))
    return value
