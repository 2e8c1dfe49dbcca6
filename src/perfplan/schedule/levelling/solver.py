"""Levelling with Google's OR-Tools (CP-SAT), the extra ``perfplan[solver]``: better schedules, and proofs.

A position is a variable between those that links and people leave it. A link that shifts every position alike is a
linear inequality, any other an element of its table. Whoever is limited has an axis of their own, of the days on which
enough could work to be too much: there a stage without leave in its way is one interval, and others, whose pauses
somebody else may use, one for each run of days. The model says exactly what the search builds, so its bound is a bound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from perfplan.schedule.levelling.bounds import Windows
from perfplan.schedule.levelling.crews import Crew, crews
from perfplan.schedule.levelling.limits import Limits
from perfplan.schedule.levelling.problem import Problem, Row

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntervalVar, IntVar, LinearExprT


class Solved(NamedTuple):
    """Positions (None where no better schedule was found), and a boundary before which none can end."""

    positions: list[int] | None
    bound: int


def solve(problem: Problem, windows: Windows, ends: tuple[int, int], hint: Sequence[int], limits: Limits) -> Solved:
    """Return a schedule that keeps every ceiling and ends in time, if there is one, and a bound.

    Args:
        problem: what to schedule.
        windows: between which positions each activity stands if all is done by the second of ``ends``.
        ends: before which end there is none, and the end of the schedule known.
        hint: positions to begin with.
        limits: when to stop.

    Raises:
        ImportError: OR-Tools is not installed.
    """
    from ortools.sat.python import cp_model

    lower, upper = ends
    model = cp_model.CpModel()
    built = _Model(problem, windows, model)
    built.link()
    built.staff()
    end = built.end(lower, upper)
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


class _Span(NamedTuple):
    """An interval of work, and whether it may be empty."""

    interval: IntervalVar
    empty: bool


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
        once = {id(crew.users): crew for crew in crews(self._problem)}
        for crew in once.values():
            if sum(amount for _, amount in crew.users) > crew.capacity:
                self._share(crew)

    def _share(self, crew: Crew) -> None:
        """Keep one capacity, on the days on which enough could work to exceed it."""
        ranks = _ranks(self._problem, crew)
        spans = [(span, amount) for place, amount in crew.users for span in self._intervals(place, ranks)]
        single = len(spans) == len(crew.users) and not any(span.empty for span, _ in spans)
        if single and all(amount * 2 > crew.capacity for _, amount in crew.users):
            self._model.add_no_overlap([span.interval for span, _ in spans])
        else:
            amounts = [amount for _, amount in spans]
            self._model.add_cumulative([span.interval for span, _ in spans], amounts, crew.capacity)

    def _intervals(self, place: int, ranks: Row) -> Iterator[_Span]:
        """Yield an activity's days as intervals of ranks: one, or one for every run of days without a pause."""
        (low, high), row, days = self._spans[place], self._problem.rows[place], self._problem.durations[place]
        begins = tuple(ranks[day] for day in row[: high + 1])
        ends = tuple(ranks[day] for day in self._finishes[place][: high + 1])
        begin, finish = self._looked_up(place, begins), self._looked_up(place, ends)
        sizes = {end - start for start, end in zip(begins[low:], ends[low:], strict=True)}
        runs = list(_runs([ranks[day] for day in row[low : high + days] if ranks[day + 1] > ranks[day]]))
        if len(runs) == 1:
            size = self._model.new_int_var(min(sizes), max(sizes), "") if len(sizes) > 1 else min(sizes)
            yield _Span(self._model.new_interval_var(begin, size, finish, ""), empty=min(sizes) == 0)
            return
        for first, end in runs:
            inside = [self._model.new_int_var(first, end, "") for _ in range(2)]
            self._clamp(begin, first, end, inside[0])
            self._clamp(finish, first, end, inside[1])
            size = self._model.new_int_var(0, end - first, "")
            yield _Span(self._model.new_interval_var(inside[0], size, inside[1], ""), empty=True)

    def _clamp(self, value: LinearExprT, low: int, high: int, found: IntVar) -> None:
        lower = self._model.new_int_var(low, self._problem.length, "")
        self._model.add_max_equality(lower, [value, low])
        self._model.add_min_equality(found, [lower, high])

    def end(self, lower: int, upper: int) -> IntVar:
        """Return the variable of the last finish."""
        found = self._model.new_int_var(lower, upper, "")
        for place in range(self._problem.size):
            self._model.add(found >= self._looked_up(place, self._finishes[place]))
        return found


def _ranks(problem: Problem, crew: Crew) -> Row:
    """Return, for every boundary, how many days before it on which the users of a crew could exceed its capacity."""
    wanted = [0] * problem.length
    for place, amount in crew.users:
        for day in problem.rows[place]:
            wanted[day] += amount
    return tuple(accumulate((amount > crew.capacity for amount in wanted), initial=0))


def _runs(days: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of consecutive numbers as (first, one after the last)."""
    first = None
    for day, following in pairwise([*days, -1]):
        first = day if first is None else first
        if following != day + 1:
            yield first, day + 1
            first = None
