"""Levelling with CP-SAT against the built-in search and a search over everything; skipped where OR-Tools is missing."""

from __future__ import annotations

from datetime import date

import pytest
from cli_process import ROOT, perfplan
from hypothesis import given, settings
from levelling_builders import best_end, calendar_problems, is_sound, plain_problems
from schedule_builders import project
from test_levelling_people import checked, mine

from perfplan.schedule.levelling.bounds import Prover
from perfplan.schedule.levelling.level import Levelled, level, solved
from perfplan.schedule.levelling.limits import Limits
from perfplan.schedule.levelling.problem import Problem, mirror, plain
from perfplan.schedule.levelling.search import Budget
from perfplan.schedule.people import Effort, staff_projects

pytest.importorskip("ortools", reason="needs the extra perfplan[solver]")
FEW = settings(max_examples=25, deadline=None)
SOON = Limits(5, 1)


def best_of_solver(problem: Problem) -> Levelled:
    """Return what the solver makes of a bad schedule, without the bound that the search would bring."""
    found = level(problem, mirror(problem), Budget(1))
    assert found is not None
    got = solved(problem, mirror(problem), found._replace(bound=0), SOON)
    assert is_sound(problem, got.positions)
    return got


@FEW
@given(plain_problems())
def test_the_solver_ends_as_early_as_any_schedule(problem: Problem) -> None:
    found = best_of_solver(problem)
    assert found.cost.end == found.bound == best_end(problem)


@FEW
@given(calendar_problems())
def test_so_it_does_with_days_off_and_lags(problem: Problem) -> None:
    if level(problem, mirror(problem), Budget(1)) is not None:
        found = best_of_solver(problem)
        assert found.cost.end == found.bound == best_end(problem)


@FEW
@given(plain_problems(size=10))
def test_search_and_solver_agree_on_larger_ones(problem: Problem) -> None:
    found = level(problem, mirror(problem), Budget(600))
    assert found is not None
    assert found.cost.end == best_of_solver(problem).bound


def test_what_is_proved_already_is_left_alone() -> None:
    problem = plain([3, 4, 2], [(0, 2)], [[1], [1], [1]], [1], 40)
    found = level(problem, mirror(problem), Budget(50))
    assert found is not None
    assert solved(problem, mirror(problem), found, Limits(0.001)) is found


def test_no_time_is_no_loss() -> None:
    problem = plain([5, 4, 3, 4, 5, 3, 4], [(0, 3), (1, 4)], [[2], [1], [2], [1], [2], [1], [2]], [3], 80)
    found = level(problem, mirror(problem), Budget(1))
    assert found is not None
    worse = found._replace(bound=0)
    got = solved(problem, mirror(problem), worse, Limits(0.001, 1))
    assert got.cost <= found.cost
    assert Prover(problem, mirror(problem)).earliest_end(got.cost.end) <= got.cost.end


def test_plans_are_solved_and_checked() -> None:
    subject = project("2025-03-03", "2025-06-30", mine("a 5wd"), mine("b 7wd"), mine("c 9wd"))
    found = staff_projects([subject], Effort(1, SOON))["p"]
    assert found.proved
    assert found.first_start == checked(subject)["p"].first_start == date(2025, 5, 30)


def test_the_command_takes_seconds() -> None:
    plan = str(ROOT / "examples" / "shared-people.yaml")
    done = perfplan("--lang", "en", "timeline", "depot", "--plan", plan, "--solver", "1", "--today", "2026-03-02")
    assert done.returncode == 0, done.stderr
    assert "no later day is possible" in " ".join(done.stdout.split())
