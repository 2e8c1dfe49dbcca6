"""Rounding units and months both ways: against OR-Tools' minimum cost flow on the same tables, in one process."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

from ortools.graph.python import min_cost_flow

from benchmarks.report import Goal, Section
from perfplan.split.grid import Grid
from perfplan.split.periods import Part, declared_parts
from perfplan.split.result import Rhythm
from perfplan.split.twoway import Rounded, round_both_ways

T = TypeVar("T")
QUARTERS = (1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4)
WORKDAYS = (18, 18, 21, 22, 19, 20, 23, 21, 23, 17, 20, 23)


def both_ways(tables: int, units: int) -> Section:
    """Measure our rounding and the flow on tables of random years, and the days that follow; compare distances."""
    random = Random(2025)
    size = (60, 60_000)
    years = [[random.randint(0, size[number % 2]) for _ in range(units)] for number in range(tables)]
    grids = [Grid(totals, WORKDAYS, declared_parts(QUARTERS)) for totals in years]
    ours, found = _timed(lambda: [round_both_ways(grid) for grid in grids])
    flow, best = _timed(lambda: [least_distance(grid) for grid in grids])
    days, _ = _timed(lambda: [_days(rounded) for rounded in found])
    furthest = max(_distance(grid, rounded) / least for grid, rounded, least in zip(grids, found, best, strict=True))
    return Section(
        title="Units and months, both ways",
        how=f"{tables} tables of {units} units by 12 months (months, quarters and years to date of every unit and of "
        "the total at floor or ceiling), in one process on one processor. The baseline gives the same tables to "
        "OR-Tools' minimum cost flow (C++), building each network in Python; its distance is the least there is.",
        head=("way", "processor", "distance, times the least"),
        rows=(
            ("perfplan", f"{ours:.3f} s", f"at most {furthest:.3f}"),
            ("OR-Tools' minimum cost flow", f"{flow:.3f} s", "1.000"),
            ("perfplan, all working days besides", f"{ours + days:.3f} s", ""),
        ),
        goals=(
            Goal(f"both ways: {tables} tables of {units} units by 12 months", ours, 0.5, "{:.2f} s"),
            Goal(f"both ways: the same down to {sum(WORKDAYS)} working days", ours + days, 5, "{:.2f} s"),
            Goal("both ways: distance from the ideals, times the least", furthest, 1.6, "{:.3f}"),
            Goal("both ways: times faster than OR-Tools' flow", flow / ours, 1, "{:.1f}", at_least=True),
        ),
    )


def _timed(work: Callable[[], list[T]]) -> tuple[float, list[T]]:
    started = time.process_time()
    found = work()
    return time.process_time() - started, found


def _days(rounded: Rounded) -> list[int]:
    """Return the total's days: the sum of all units', each from its own phase."""
    units: list[Sequence[int]] = []
    for number, months in enumerate(rounded.units):
        ramps = Rhythm(WORKDAYS, WORKDAYS, number, exact=False).ramps(months)
        units.append([day for ramp, count in zip(ramps, WORKDAYS, strict=True) if ramp for day in ramp.amounts(count)])
    return [sum(day) for day in zip(*units, strict=True)]


def _distance(grid: Grid, rounded: Rounded) -> int:
    rows = [*rounded.units, rounded.own]
    places = [(part.first, part.last) for part in grid.parts.inside()]
    return grid.distance({(first, last): [sum(row[first : last + 1]) for row in rows] for first, last in places})


def least_distance(grid: Grid) -> int:
    """Return the least distance of a table by minimum cost flow: what is above each floor flows, at most one."""
    network = _Network(grid)
    for row, total in enumerate(grid.rows):
        is_total = row == len(grid.totals)
        node = network.node((row,))
        network.supply[node] += -total if is_total else total
        network.add(row, grid.parts, node, up=is_total)
    return network.solved()


class _Network:
    def __init__(self, grid: Grid) -> None:
        self.grid, self.flow = grid, min_cost_flow.SimpleMinCostFlow()
        self.nodes: dict[tuple[int, ...], int] = {}
        self.supply: list[int] = []
        self.least = 0

    def node(self, key: tuple[int, ...]) -> int:
        if key not in self.nodes:
            self.nodes[key] = len(self.supply)
            self.supply.append(0)
        return self.nodes[key]

    def add(self, row: int, part: Part, above: int, *, up: bool) -> None:
        for inner in part.parts:
            place = (inner.first, inner.last)
            floor, rest = (numbers[row] for numbers in self.grid.ideals[place])
            below = self.node((row, *place) if inner.parts else (-1, inner.first))
            tail, head = (below, above) if up else (above, below)
            self.supply[tail] -= floor
            self.supply[head] += floor
            if rest:
                self.flow.add_arc_with_capacity_and_unit_cost(tail, head, 1, self.grid.whole - 2 * rest)
                self.least += rest
            self.add(row, inner, below, up=up)

    def solved(self) -> int:
        for node, amount in enumerate(self.supply):
            self.flow.set_node_supply(node, amount)
        if self.flow.solve() != self.flow.OPTIMAL:
            raise ArithmeticError
        return int(self.flow.optimal_cost()) + self.least
