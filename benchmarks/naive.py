"""The naive way to split a plan, as a baseline: ``python -m benchmarks.naive PLAN OUT.csv``.

A round-trip YAML reader, decimal arithmetic, a pydantic object for every task, all of them in one list, and the csv
module's dictionary writer: what one writes first, and correct. It knows as much of plans as ``flow_plan`` needs.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from ruamel.yaml import YAML

from perfplan.calendars import country_calendar


class Task(BaseModel):
    """One task, with the columns that ``perfplan split`` writes."""

    id: str
    level: str
    period: str
    start: date
    deadline: date
    target: str
    project: str = ""
    title: str
    unit: str
    owner: str
    supervisor: str
    amount: Decimal
    checkpoint: Decimal
    uom: str
    kind: str
    source: str


class Period(BaseModel):
    """A period with its first and last working day, and the working days in it by number in the year."""

    level: str
    label: str
    start: date
    deadline: date
    days: list[int]


def read(path: Path) -> Any:
    """Return the plan as the round-trip reader gives it: comments, order and line numbers kept."""
    return YAML().load(path)


def largest_remainder(total: Decimal, weights: Sequence[Decimal], quantum: Decimal) -> list[Decimal]:
    """Return shares of ``total`` in whole quanta that add up to it."""
    whole = sum(weights)
    ideals = [total * weight / whole for weight in weights]
    shares = [ideal // quantum * quantum for ideal in ideals]
    left = int((total - sum(shares)) / quantum)
    order = sorted(range(len(weights)), key=lambda i: (shares[i] - ideals[i], i))
    for i in order[:left]:
        shares[i] += quantum
    return shares


def periods(year: int) -> list[Period]:
    """Return quarters, months and working days of a year."""
    calendar = country_calendar("CN")
    first = date(year, 1, 1)
    every = (first + timedelta(days=number) for number in range(366))
    days = [day for day in every if day.year == year and calendar.is_workday(day)]
    found = [_period("quarter", f"{year}-Q{q}", days, [3 * q - 2, 3 * q - 1, 3 * q]) for q in range(1, 5)]
    found += [_period("month", f"{year}-{month:02}", days, [month]) for month in range(1, 13)]
    found += [Period(level="day", label=str(d), start=d, deadline=d, days=[n]) for n, d in enumerate(days)]
    return found


def _period(level: str, label: str, days: Sequence[date], months: Sequence[int]) -> Period:
    inside = [number for number, day in enumerate(days) if day.month in months]
    start = date(days[0].year, months[0], 1)
    return Period(level=level, label=label, start=start, deadline=days[inside[-1]], days=inside)


def month_weights(split: Any, counts: Sequence[int]) -> list[Decimal]:
    """Return twelve weights of a split method."""
    if split == "workdays":
        return [Decimal(count) for count in counts]
    if split == "even":
        return [Decimal(1)] * 12
    if split["method"] == "weights":
        return [Decimal(str(split["quarters"][month // 3 + 1])) / 3 for month in range(12)]
    points = [Decimal(0), *(Decimal(str(split["months"][end])) for end in (3, 6, 9, 12))]
    return [(points[month // 3 + 1] - points[month // 3]) / 3 for month in range(12)]


def tasks_of(plan: Any, path: Path) -> Iterator[Task]:
    """Yield every task of every target."""
    every = periods(int(plan["year"]))
    months = [period for period in every if period.level == "month"]
    people = {person["id"]: person["name"] for person in plan["people"]}
    townships = [unit for unit in plan["units"] if unit.get("kind") == "township"]
    for target in plan["targets"]:
        quantum = Decimal(1).scaleb(-int(target["decimals"]))
        populations = [Decimal(unit["weights"]["population"]) for unit in townships]
        annual = largest_remainder(Decimal(str(target["value"])).quantize(quantum), populations, quantum)
        weights = month_weights(target["split"], [len(month.days) for month in months])
        daily = [_daily(amount, weights, months, quantum) for amount in annual]
        own = [sum(day, Decimal(0)) for day in zip(*daily, strict=True)]
        source = f"{path}:{target.lc.line + 1}"
        lead = {"id": "", "name": "县人社局", "head": target["owner"], "handlers": target["handlers"]}
        for unit, amounts in ((lead, own), *zip(townships, daily, strict=True)):
            yield from _unit_tasks(target, unit, amounts, every, people, source)


def _daily(annual: Decimal, weights: Sequence[Decimal], months: Sequence[Period], quantum: Decimal) -> list[Decimal]:
    """Return the amount of each working day of the year."""
    amounts: list[Decimal] = []
    for amount, month in zip(largest_remainder(annual, weights, quantum), months, strict=True):
        amounts += largest_remainder(amount, [Decimal(1)] * len(month.days), quantum)
    return amounts


def _unit_tasks(
    target: Any, unit: Any, daily: Sequence[Decimal], every: Sequence[Period], people: dict[str, str], source: str
) -> Iterator[Task]:
    ident = f"{target['id']}@{unit['id']}" if unit["id"] else target["id"]
    supervisor, head = people[target["supervisor"]], people[unit["head"]]
    handlers = [people[handler] for handler in unit["handlers"]]
    running = list(accumulate(daily))
    for period in every:
        last = period.days[-1]
        by_level = {"quarter": supervisor if not unit["id"] else head, "month": head}
        yield Task(
            id=f"{ident}/{period.label}",
            level=period.level,
            period=period.label,
            start=period.start,
            deadline=period.deadline,
            target=target["id"],
            title=target["name"],
            unit=unit["name"],
            owner=by_level.get(period.level, handlers[last % len(handlers)]),
            supervisor=supervisor,
            amount=sum((daily[day] for day in period.days), Decimal(0)),
            checkpoint=running[last],
            uom=target["uom"],
            kind=target["kind"],
            source=source,
        )


def write(path: Path, tasks: Sequence[Task]) -> None:
    """Write the tasks as CSV with a byte order mark."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(Task.model_fields))
        writer.writeheader()
        for task in tasks:
            writer.writerow(task.model_dump())


def main(arguments: Sequence[str]) -> None:
    """Split the plan named first into the file named second."""
    plan, out = map(Path, arguments)
    write(out, list(tasks_of(read(plan), plan)))


if __name__ == "__main__":
    main(sys.argv[1:])
