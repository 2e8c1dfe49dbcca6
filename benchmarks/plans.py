"""Synthetic plans as text: one that splits into any number of tasks, and one that looks like a county's files.

Everything in them is invented. The text is the same for the same size, so that runs can be compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, takewhile
from string import Template

from benchmarks.county import KINDS, NAMES, OPENING, PROFILES, PROJECT

YEAR = 2025
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


def flow_plan(targets: int, units: int = 45) -> str:
    """Return a plan whose every target has work on every working day at every unit.

    264 periods (4 quarters, 12 months, 248 working days) for each of the units and for the target's own total: 100
    targets over 45 units make 1,214,400 tasks. Decimals are 0 and 2 in turn, and amounts are far larger than the
    number of days, so that no day is without a task.
    """
    townships = "".join(
        f"  - {{id: u{n}, name: 第{n}乡镇, kind: township, parent: county, head: head{n}, "
        f"handlers: [clerk{n}, agent{n}], weights: {{population: {20_000 + n * 7919 % 60_000}}}}}\n"
        for n in range(units)
    )
    return (
        f"perfplan: 1\nid: flows\nname: 合成计划\nyear: {YEAR}\ncalendar: CN\nunits:\n"
        "  - {id: county, name: 示例县}\n  - {id: bureau, name: 县人社局, kind: department, parent: county}\n"
        f"{townships}people:\n  - {{id: leader, name: 周宁, unit: county}}\n"
        + "".join(_flow_people(units))
        + "targets:\n"
        + "".join(map(_flow, range(targets)))
    )


def _flow_people(units: int) -> Iterator[str]:
    for n in range(20):
        for role in ("owner", "first", "second"):
            yield f"  - {{id: {role}{n}, name: {NAMES[n]}{role[0]}, unit: bureau}}\n"
    for n in range(units):
        for role in ("head", "clerk", "agent"):
            yield f"  - {{id: {role}{n}, name: {NAMES[n % len(NAMES)]}{role[0]}{n}, unit: u{n}}}\n"


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
    """Return a plan file of about ``size`` bytes that looks like the files of a county, comments included."""
    return _county(lambda text, total: total + len(text.encode()) <= size)


def county_plan_of_lines(lines: int) -> str:
    """Return a plan file like :func:`county_plan` with about, and at most, this many lines."""
    return _county(lambda _text, total: total <= lines, lambda text: text.count("\n"))
