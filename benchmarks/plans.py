"""Synthetic plans as text: one that splits into any number of tasks, and one that looks like a county's files.

Everything in them is invented. The text is the same for the same size, so that runs can be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks import county

FLOW = """\
  - {{id: t{number}, name: 城镇新增就业{number}, kind: flow, uom: {uom}, decimals: {decimals}, value: {value},
     lead_unit: bureau, supervisor: leader, owner: owner{people}, handlers: [first{people}, second{people}],
     split: {split}, allocate: {{over: township, by: population}}}}
"""
SPLITS = (
    "workdays",
    "{method: cumulative, months: {3: 26, 6: 52, 9: 78, 12: 100}}",
    "{method: weights, quarters: {1: 28, 2: 23, 3: 25, 4: 24}}",
    "even",
)
PERIODS = 4 + 12 + 248  # quarters, months and working days of 2025


def flow_tasks(targets: int, units: int = 45) -> int:
    """Return how many tasks a :func:`flow_plan` splits into: every period for each unit and for the total."""
    return targets * (units + 1) * PERIODS


def flow_plan(targets: int, units: int = 45) -> str:
    """Return a plan whose every target has work on every working day at every unit.

    100 targets over 45 units make 1.2 million tasks. Decimals are 0 and 2 in turn, and amounts are far larger than
    the number of days, so that no day is without a task.
    """
    lines = ["perfplan: 1\nid: flows\nname: 合成计划\nyear: 2025\ncalendar: CN\n"]
    lines += ["check: {limits: {day_tasks: 100000}}  # few people for so many targets\nunits:\n"]
    lines += ["  - {id: county, name: 示例县}\n  - {id: bureau, name: 县人社局, kind: department, parent: county}\n"]
    lines += map(_township, range(units))
    lines += ["people:\n  - {id: leader, name: 周宁, unit: county}\n", *_flow_people(units), "targets:\n"]
    lines += map(_flow, range(targets))
    return "".join(lines)


def _township(number: int) -> str:
    population = 20_000 + number * 7_919 % 60_000
    return (
        f"  - {{id: u{number}, name: 第{number}乡镇, kind: township, parent: county, head: head{number},\n"
        f"     handlers: [clerk{number}, agent{number}], weights: {{population: {population}}}}}\n"
    )


def _flow_people(units: int) -> Iterator[str]:
    for number in range(20):
        for role in ("owner", "first", "second"):
            yield f"  - {{id: {role}{number}, name: {county.person_name(number)}{role[0]}, unit: bureau}}\n"
    for number in range(units):
        for role in ("head", "clerk", "agent"):
            yield f"  - {{id: {role}{number}, name: {county.person_name(number)}{role[0]}, unit: u{number}}}\n"


def _flow(number: int) -> str:
    decimals = number % 2 * 2
    value = 1_000_003 + number * 12_347
    return FLOW.format(
        number=number,
        uom="亿元" if decimals else "人",
        decimals=decimals,
        value=f"{value}.{number % 100:02}" if decimals else value,
        people=number % 20,
        split=SPLITS[number // 2 % len(SPLITS)],
    )


def county_plan(size: int) -> str:
    """Return a plan file of at most, and almost, ``size`` bytes that looks like a county's, comments included."""
    return _filled(size, lambda text: len(text.encode()))


def county_plan_of_lines(lines: int) -> str:
    """Return a plan file like :func:`county_plan` of at most, and almost, this many lines."""
    return _filled(lines, lambda text: text.count("\n"))


def _filled(limit: int, measure: Callable[[str], int]) -> str:
    """Return the opening and as many targets as fit."""
    pieces = [county.opening()]
    room, number = limit - measure(pieces[0]), 0
    while (room := room - measure(piece := county.target(number))) >= 0:
        pieces.append(piece)
        number += 1
    return "".join(pieces)
