"""Small plans for tests: resolved from YAML text, or built straight from the model where speed matters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from perfplan.calendars import country_calendar
from perfplan.diagnostics import Location
from perfplan.load import load_plan
from perfplan.model.calendar import Calendar
from perfplan.model.period import Level, months, quarters
from perfplan.model.plan import Plan
from perfplan.model.target import (
    Allocation,
    Direction,
    Lock,
    Owners,
    Revision,
    Shape,
    SplitRule,
    Target,
    UnitRollup,
)
from perfplan.model.unit import Person, Unit
from perfplan.split.blocks import ShareBlock, share_blocks
from perfplan.split.engine import split_target
from perfplan.split.result import TargetSplit, UnitSplit
from perfplan.split.table import PeriodTable, period_table

PLACE = Location("plan.yaml")
CN = country_calendar("CN")
LEAD = Unit("office", "Office", "office", None, None, (), {}, PLACE)
TOWNS = ("north", "south", "east", "west")
WEIGHTS = (46000, 31000, 17000, 6000)
YEAR = (date(2025, 1, 1), date(2025, 12, 31))


def units(count: int) -> tuple[Unit, ...]:
    return tuple(Unit(f"u{i}", f"Unit {i}", "town", "office", None, (), {}, PLACE) for i in range(count))


def person(name: str) -> Person:
    return Person(name, name.title(), "office", "", PLACE)


@cache
def table(
    issued: date | None = None, start: date = YEAR[0], end: date = YEAR[1], calendar: Calendar = CN
) -> PeriodTable:
    """Return the periods of a plan without targets; the calendar is mainland China's, unless one is given."""
    after = end + timedelta(days=1)
    plan = Plan(
        Path("plan.yaml"), "p", "P", start, end, issued or start, "UTC", "", 5, calendar, months(start, after),
        quarters(start, after), {}, {}, (), (), (), PLACE,
    )  # fmt: skip
    return period_table(plan)


def rule(weights: Sequence[int] | None = None) -> SplitRule:
    """Return the rule ``weights`` with a number a month (from January), or ``even``."""
    table = {number: Fraction(weight) for number, weight in enumerate(weights or (), start=1)}
    return SplitRule("weights" if table else "even", table, {}, "", (), 2, PLACE)


def allocation(shares: Sequence[int], fixed: Mapping[str, int] | None = None, base: Sequence[int] = ()) -> Allocation:
    return Allocation(
        "shares", units(len(shares)), tuple(map(Fraction, shares)), fixed or {}, tuple(map(Fraction, base)), PLACE
    )


def target(value: int | None, **changes: Any) -> Target:
    """Return a flow without units, spread evenly, in whole numbers, with ``changes``."""
    ann = person("ann")
    usual = Target(
        id="t", name="T", kind="flow", shape=Shape.FLOW, units_roll=UnitRollup.SUM, uom="pcs", decimals=0,
        direction=Direction.UP, value=value, pending="" if value is not None else "later", baseline=None, opening=0,
        reached=0, lead_unit=LEAD, support_units=(), supervisor=ann, owners=Owners(ann, ann, (ann,)), unit_owners={},
        rotation="day", split=rule(), allocation=None, locks=(), report=None, actions=(), revisions=(), date=None,
        denominator=None, implied=None, tags=(), location=PLACE,
    )  # fmt: skip
    return replace(usual, **changes)


def lock(
    value: int | None, period: str, unit: str | None = None, minimum: int | None = None, maximum: int | None = None
) -> Lock:
    """Return a fixed cell, or without a value one with ``minimum`` and ``maximum`` or one of them."""
    found = next((u for u in units(20) if u.id == unit), None)
    assert unit is None or found is not None
    return Lock(found, period, value, PLACE, minimum, maximum)


def revision(value: int, on: str) -> Revision:
    return Revision(date.fromisoformat(on), value, "because", PLACE)


def split(value: int | None, *, on: PeriodTable | None = None, **changes: Any) -> TargetSplit:
    return split_target(target(value, **changes), on or table())


def blocks(found: TargetSplit, periods: PeriodTable) -> dict[tuple[str, Level], ShareBlock]:
    """Return the tasks of a split as blocks by (beginning of the id, level)."""
    every = share_blocks(found, periods, (Level.QUARTER, Level.MONTH, Level.DAY))
    return {(block.ident, block.level): block for block in every}


def days_of(found: TargetSplit, part: UnitSplit, periods: PeriodTable) -> list[list[int]]:
    """Return a part's amounts on the open working days, a list a month."""
    daily = found.days[found.blocks.index(part)]
    ends = [0, *accumulate(periods.counts)]
    return [list(daily[first:last]) for first, last in pairwise(ends)]


FRAME = """\
perfplan: 1
id: demo
name: Demo
year: 2025
issued: 2025-01-01
calendar: CN
"""
UNITS = """\
units:
  - {id: office, name: Office, kind: office, head: ann}
  - {id: north, name: North, kind: town, parent: office, head: ben, aliases: [Northern], weights: {people: 46000}}
  - {id: south, name: South, kind: town, parent: office, head: cleo, handlers: [dan, eve], weights: {people: 31000}}
  - {id: east, name: East, kind: town, parent: office, weights: {people: 17000}}
  - {id: west, name: West, kind: town, parent: office, weights: {people: 6000}}
people:
  - {id: ann, name: Ann, unit: office, aliases: [Annie]}
  - {id: ben, name: Ben, unit: north}
  - {id: cleo, name: Cleo, unit: south}
  - {id: dan, name: Dan, unit: south}
  - {id: eve, name: Eve, unit: south}
  - {id: fay, name: Fay, unit: office}
  - {id: gil, name: Gil, unit: office}
"""


def flow(**keys: Any) -> dict[str, Any]:
    """Return a flow of 120 as a plan file writes it, with ``keys``; a key of None is left out."""
    whole = {"id": "t", "name": "T", "kind": "flow", "uom": "pcs", "value": 120, "lead_unit": "office", **keys}
    return {key: value for key, value in whole.items() if value is not None}


def plan_text(*targets: Mapping[str, Any], frame: str = FRAME, more: str = "") -> str:
    """Return a plan file; JSON is YAML too."""
    lines = "".join(f"  - {json.dumps(one, ensure_ascii=False)}\n" for one in targets)
    return frame + UNITS + ("targets:\n" + lines if lines else "") + more


def load(folder: Path, text: str) -> Plan:
    """Resolve a plan file that must have no errors."""
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    result = load_plan(path)
    assert result.plan is not None, [(found.code, found.args) for found in result.findings]
    return result.plan


def found_codes(folder: Path, text: str) -> list[str]:
    """Return the codes of what reading and resolving a plan file finds."""
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return [found.code for found in load_plan(path).findings]


def resolved(folder: Path, *targets: Mapping[str, Any], frame: str = FRAME, more: str = "") -> Iterable[Target]:
    return load(folder, plan_text(*targets, frame=frame, more=more)).targets
