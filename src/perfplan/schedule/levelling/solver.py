"""Levelling with Google's OR-Tools (CP-SAT), the extra ``perfplan[solver]``: better schedules, and proofs.

A position is a variable between those that links and people leave it. A link that shifts every position alike is a
linear inequality, any other an element of its table. Where all who need somebody work on the same days, their stages
are intervals of positions; where days differ, each stage is one interval for every run of days without a pause, so
that others may work in its pauses. The model says exactly what the search builds, so its bound is a bound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from perfplan.schedule.levelling.bounds import Windows
from perfplan.schedule.levelling.problem import Problem, Row

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntervalVar, IntVar, LinearExprT


class Solved(NamedTuple):
    """Positions (None where no better schedule was found), and a boundary before which none can end."""

    positions: list[int] | None
    bound: int


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to solve: seconds on the clock, and processors."""

    seconds: float
    workers: int = 2


def solve(problem: Problem, windows: Windows, upper: int, hint: Sequence[int], limits: Limits) -> Solved:
    """Return a schedule that keeps every ceiling and ends by ``upper``, if there is one, and a bound.

    Args:
        problem: what to schedule.
        windows: between which positions each activity stands if all is done by ``upper``.
        upper: the end of the schedule known, or the latest that is worth anything.
        hint: positions to begin with.
        limits: when to stop.

    Raises:
        ImportError: OR-Tools is not installed.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    built = _Model(problem, windows, model)
    built.link()
    built.staff()
    end = built.end(upper)
    for variable, position in zip(built.at, hint, strict=True):
        model.add_hint(variable, position)
    model.minimize(end)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = limits.seconds
    solver.parameters.num_workers = limits.workers
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return Solved(None, upper + 1)
    bound = round(solver.best_objective_bound)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solved([solver.value(variable) for variable in built.at], bound)
    return Solved(None, bound)


class _Model:
    """The variables of a problem, and its rules as constraints on them."""

    def __init__(self, problem: Problem, windows: Windows, model: CpModel) -> None:
        self._problem, self._windows, self._model = problem, windows, model
        last = [min(pair) for pair in zip(windows.last, problem.ceilings, strict=True)]
        self._spans = list(zip(windows.first, last, strict=True))
        self.at = [
            model.new_int_var(low, max(high, low), f"at{place}") for place, (low, high) in enumerate(self._spans)
        ]
        self._finishes = problem.finishes()

    def link(self) -> None:
        """Keep every link."""
        for tie in self._problem.ties:
            self._model.add(self.at[tie.target] >= self._looked_up(tie.source, tie.table))

    def _looked_up(self, place: int, table: Row) -> LinearExprT:
        """Return a table's entry at an activity's position."""
        low, high = self._spans[place]
        values = table[low : high + 1]
        if all(value - low - index == values[0] - low for index, value in enumerate(values)):
            return self.at[place] + (values[0] - low)
        found = self._model.new_int_var(min(values), max(values), "")
        self._model.add_element(self.at[place] - low, values, found)
        return found

    def staff(self) -> None:
        """Keep every capacity."""
        for resource, capacity in enumerate(self._problem.capacities):
            users = [
                (place, need.amount)
                for place, needs in enumerate(self._problem.needs)
                for need in needs
                if need.resource == resource and self._problem.durations[place]
            ]
            if sum(amount for _, amount in users) > capacity:
                self._share(users, capacity)

    def _share(self, users: Sequence[tuple[int, int]], capacity: int) -> None:
        """Keep one capacity. Of intervals cut at pauses some are empty, which only the second form overlooks."""
        alike = len({id(self._problem.rows[place]) for place, _ in users}) == 1
        if alike and all(amount * 2 > capacity for _, amount in users):
            self._model.add_no_overlap([self._whole(place) for place, _ in users])
            return
        spans = [(span, amount) for place, amount in users for span in self._intervals(place, alike)]
        self._model.add_cumulative([span for span, _ in spans], [amount for _, amount in spans], capacity)

    def _whole(self, place: int) -> IntervalVar:
        return self._model.new_fixed_size_interval_var(self.at[place], self._problem.durations[place], "")

    def _intervals(self, place: int, alike: bool) -> Iterator[IntervalVar]:
        if alike:
            yield self._whole(place)
            return
        rows, days = self._problem.rows, self._problem.durations[place]
        begin, finish = self._looked_up(place, rows[place]), self._looked_up(place, self._finishes[place])
        low, high = self._spans[place]
        for first, end in _runs(rows[place][low : high + days]):
            inside = [self._model.new_int_var(first, end, "") for _ in range(2)]
            self._clamp(begin, first, end, inside[0])
            self._clamp(finish, first, end, inside[1])
            size = self._model.new_int_var(0, end - first, "")
            yield self._model.new_interval_var(inside[0], size, inside[1], "")

    def _clamp(self, value: LinearExprT, low: int, high: int, found: IntVar) -> None:
        lower = self._model.new_int_var(low, self._problem.length, "")
        self._model.add_max_equality(lower, [value, low])
        self._model.add_min_equality(found, [lower, high])

    def end(self, upper: int) -> IntVar:
        """Return the variable of the last finish."""
        found = self._model.new_int_var(0, upper, "end")
        for place in range(self._problem.size):
            self._model.add(found >= self._looked_up(place, self._finishes[place]))
        return found


def _runs(row: Row) -> Iterator[tuple[int, int]]:
    """Yield the runs of days without a pause as (first, day after the last)."""
    first = row[0]
    for day, following in zip(row, (*row[1:], row[-1] + 2), strict=True):
        if following != day + 1:
            yield first, day + 1
            first = following
