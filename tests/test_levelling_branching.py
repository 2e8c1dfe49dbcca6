"""Branch and bound on small problems against a search over everything, and what it settles that bounds leave open."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from levelling_builders import best_end, calendar_problems, is_sound, plain_problems

from perfplan.schedule.levelling.bounds import Prover
from perfplan.schedule.levelling.branching import Answer, decide
from perfplan.schedule.levelling.level import level
from perfplan.schedule.levelling.problem import Need, Problem, Tie, mirror, plain
from perfplan.schedule.levelling.search import Budget

SOME = settings(max_examples=120, deadline=None)


@SOME
@given(st.one_of(plain_problems(), calendar_problems(length=24)))
def test_it_finds_what_there_is_and_refutes_what_is_not(problem: Problem) -> None:
    best = best_end(problem)
    prover = Prover(problem, mirror(problem))
    if best <= problem.length:
        found = decide(problem, prover, best, 2_000)
        assert found.answer is Answer.FOUND
        assert is_sound(problem, found.positions)
        assert max(problem.ends(found.positions)) == best
    assert decide(problem, prover, min(best, problem.length + 1) - 1, 2_000).answer is Answer.REFUTED


def three_in_five_days() -> Problem:
    return plain([3, 3, 3], [], [[1], [1], [1]], [2], 24)


def test_it_proves_what_no_bound_sees() -> None:
    """Nine days of work for two in five days; but three days do not divide."""
    problem = three_in_five_days()
    prover = Prover(problem, mirror(problem))
    assert prover.earliest_end(18) == 17
    assert decide(problem, prover, 17, 50).answer is Answer.REFUTED
    found = level(problem, mirror(problem), Budget(400))
    assert found is not None
    assert (found.cost.end, found.proved) == (18, True)


def test_it_stops_after_so_many_nodes() -> None:
    problem = three_in_five_days()
    found = decide(problem, Prover(problem, mirror(problem)), 17, 1)
    assert (found.answer, found.nodes) == (Answer.OPEN, 2)


def test_a_lead_that_no_order_of_building_keeps_is_found() -> None:
    """The second may begin a day before the first: built one after the other, the first always comes too early."""
    row = tuple(range(30))
    problem = Problem(
        durations=(1, 1, 1, 2),
        rows=(row,) * 4,
        floors=(6,) * 4,
        ceilings=(29, 29, 29, 28),
        ties=(Tie(0, 1, (0, *range(29))), Tie(1, 3, row)),
        needs=((Need(0, 1),), (Need(0, 1),), (Need(0, 2),), (Need(0, 1),)),
        capacities=(2,),
        groups=(0,) * 4,
        length=30,
    )
    found = level(problem, mirror(problem), Budget(400))
    assert found is not None
    assert (found.cost.end, found.proved) == (9, True)
