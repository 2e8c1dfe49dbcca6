"""Levelling on integers: sound, optimal where everything was tried, the same mirrored, the same every time."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from levelling_builders import best_end, calendar_problems, is_sound, plain_problems

from perfplan.schedule.levelling.bounds import Prover
from perfplan.schedule.levelling.generation import generator
from perfplan.schedule.levelling.level import level
from perfplan.schedule.levelling.problem import Need, Problem, mirror, mirrored, plain
from perfplan.schedule.levelling.search import Budget

FEW = settings(max_examples=60, deadline=None)


def end_of(problem: Problem, schedules: int = 400) -> int:
    found = level(problem, mirror(problem), Budget(schedules))
    assert found is not None
    assert is_sound(problem, found.positions)
    assert max(problem.ends(found.positions)) == found.cost.end
    assert found.bound <= found.cost.end
    return found.cost.end


@FEW
@given(plain_problems())
def test_small_projects_end_as_early_as_any_schedule(problem: Problem) -> None:
    assert end_of(problem) == best_end(problem)


@FEW
@given(calendar_problems())
def test_so_do_small_projects_with_days_off_and_lags(problem: Problem) -> None:
    best = best_end(problem)
    found = level(problem, mirror(problem), Budget(400))
    assert found is None or is_sound(problem, found.positions)
    if best <= problem.length * 2 // 3:
        assert found is not None
        assert found.cost.end == best


@FEW
@given(st.one_of(plain_problems(), calendar_problems()))
def test_no_schedule_ends_before_the_bound(problem: Problem) -> None:
    best = best_end(problem)
    if best <= problem.length:
        assert Prover(problem, mirror(problem)).earliest_end(problem.length) <= best


def test_two_who_pause_on_different_days_can_take_turns() -> None:
    """Somebody does one on the days 14, 15 and 17, the other on 16 and 18: neither ends before the other begins."""
    without = {day: tuple(each for each in range(30) if each != day) for day in (16, 17)}
    problem = Problem(
        durations=(3, 2),
        rows=(without[16], without[17]),
        floors=(14, 16),
        ceilings=(26, 27),
        ties=(),
        needs=((Need(0, 2),), (Need(0, 2),)),
        capacities=(2,),
        groups=(0, 0),
        length=30,
    )
    assert best_end(problem) == 19
    assert Prover(problem, mirror(problem)).earliest_end(30) <= 19


@FEW
@given(plain_problems(size=9), st.randoms())
def test_capacities_are_never_exceeded_whatever_the_order(problem: Problem, random: object) -> None:
    made = generator(problem)(range(problem.size), problem.floors)
    assert made is not None
    assert is_sound(problem, made.positions)
    assert made.ends == problem.ends(made.positions)


@FEW
@given(st.one_of(plain_problems(), calendar_problems()))
def test_mirrored_twice_a_problem_is_itself(problem: Problem) -> None:
    again = mirror(mirror(problem))
    assert (again.rows, again.floors, again.ceilings) == (problem.rows, problem.floors, problem.ceilings)
    for tie, other in zip(problem.ties, again.ties, strict=True):
        top = problem.positions(tie.target)
        count = problem.positions(tie.source)
        assert [min(at, top) for at in tie.table[:count]] == list(other.table)


@FEW
@given(plain_problems(size=5))
def test_the_latest_schedule_is_the_mirror_of_the_earliest(problem: Problem) -> None:
    """Without calendars a project takes as long backwards as forwards (the mirror theorem)."""
    image = mirror(problem)
    half = problem.length - problem.length // 2
    assert best_end(problem) - problem.length // 2 == best_end(_from(image, half)) - half


def _from(problem: Problem, boundary: int) -> Problem:
    return Problem(
        problem.durations,
        problem.rows,
        tuple(boundary for _ in problem.floors),
        problem.ceilings,
        problem.ties,
        problem.needs,
        problem.capacities,
        problem.groups,
        problem.length,
    )


@FEW
@given(calendar_problems())
def test_a_sound_schedule_is_sound_in_the_mirror(problem: Problem) -> None:
    """With days off too, because the mirror has them mirrored."""
    found = level(problem, mirror(problem), Budget(20))
    if found is not None:
        image = mirror(problem)
        positions = mirrored(problem, found.positions)
        links = all(positions[tie.target] >= tie.table[positions[tie.source]] for tie in image.ties)
        assert links
        assert mirrored(image, positions) == list(found.positions)


@FEW
@given(plain_problems(size=8))
def test_the_same_problem_gives_the_same_schedule(problem: Problem) -> None:
    assert level(problem, mirror(problem), Budget(100)) == level(problem, mirror(problem), Budget(100))


def test_two_who_exclude_each_other_are_proved_one_after_the_other() -> None:
    problem = plain([3, 4, 2], [(0, 2)], [[1], [1], [1]], [1], 40)
    found = level(problem, mirror(problem), Budget(50))
    assert found is not None
    assert found.cost.end - 20 == 9
    assert found.proved


def test_an_expired_budget_still_gives_a_schedule() -> None:
    problem = plain([3, 4, 2], [], [[1], [1], [1]], [2], 40)
    found = level(problem, mirror(problem), Budget(10**6, lambda: True))
    assert found is not None
    assert is_sound(problem, found.positions)


def test_an_axis_that_is_too_short_has_no_schedule() -> None:
    short = plain([5, 5], [(0, 1)], [[1], [1]], [1], 12)
    assert level(short, mirror(short), Budget(10)) is None
