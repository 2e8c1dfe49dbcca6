"""Problems of levelling for tests: random small ones, a search over everything, and a plain check."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from perfplan.schedule.levelling.problem import Need, Problem, Tie, plain


@st.composite
def plain_problems(draw: st.DrawFn, size: int = 6) -> Problem:
    """Return a classical problem of a few activities and two resources."""
    count = draw(st.integers(1, size))
    durations = draw(st.lists(st.integers(0, 4), min_size=count, max_size=count))
    pairs = [(one, other) for other in range(count) for one in range(other)]
    links = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=count)) if pairs else []
    capacities = draw(st.lists(st.integers(1, 3), min_size=2, max_size=2))
    needs = [[draw(st.integers(0, capacity)) for capacity in capacities] for _ in range(count)]
    return plain(durations, links, needs, capacities, 4 * max(sum(durations), 1))


@st.composite
def calendar_problems(draw: st.DrawFn, size: int = 4, length: int = 30) -> Problem:
    """Return a problem whose activities work on different days, with links that any table can say."""
    count = draw(st.integers(1, size))
    off = [frozenset(draw(st.sets(st.integers(0, length - 1), max_size=6))) for _ in range(2)]
    rows = [tuple(day for day in range(length) if day not in days) for days in off]
    durations = [draw(st.integers(1, 3)) for _ in range(count)]
    chosen = [draw(st.sampled_from(rows)) for _ in range(count)]
    ties = []
    for target in range(count):
        for source in range(target):
            if draw(st.booleans()):
                lag, finish = draw(st.integers(-1, 2)), draw(st.booleans())
                table = []
                for position in range(len(chosen[source]) - durations[source] + 1):
                    last = position + (durations[source] - 1 if finish else 0)
                    bound = chosen[source][last] + lag + (1 if finish else 0)
                    table.append(sum(day < bound for day in chosen[target]))
                ties.append(Tie(source, target, tuple(table)))
    origin = draw(st.integers(6, 9))
    return Problem(
        durations=tuple(durations),
        rows=tuple(chosen),
        floors=tuple(sum(day < origin for day in row) for row in chosen),
        ceilings=tuple(len(row) - days for row, days in zip(chosen, durations, strict=True)),
        ties=tuple(ties),
        needs=tuple((Need(0, draw(st.integers(1, 2))),) for _ in range(count)),
        capacities=(2,),
        groups=tuple(0 for _ in range(count)),
        length=length,
    )


def is_sound(problem: Problem, positions: Sequence[int]) -> bool:
    """Return whether floors, links and capacities hold, read straight from the definitions."""
    if any(at < floor for at, floor in zip(positions, problem.floors, strict=True)):
        return False
    if any(positions[tie.target] < tie.table[positions[tie.source]] for tie in problem.ties):
        return False
    load: dict[tuple[int, int], int] = {}
    for place, at in enumerate(positions):
        for day in problem.rows[place][at : at + problem.durations[place]]:
            for need in problem.needs[place]:
                load[need.resource, day] = load.get((need.resource, day), 0) + need.amount
    return all(amount <= problem.capacities[resource] for (resource, _), amount in load.items())


def best_end(problem: Problem) -> int:
    """Return the earliest end of all sound schedules, by trying every position of every activity."""
    best = [problem.length + 1]

    def place_next(index: int, positions: list[int]) -> None:
        if index == problem.size:
            best[0] = min(best[0], max(problem.ends(positions)))
            return
        for at in range(problem.floors[index], problem.positions(index)):
            trial = [*positions, at]
            if _end(problem, index, at) >= best[0]:
                return
            if _fits(problem, trial):
                place_next(index + 1, trial)

    place_next(0, [])
    return best[0]


def _end(problem: Problem, place: int, at: int) -> int:
    days = problem.durations[place]
    return problem.rows[place][at + days - 1] + 1 if days else problem.rows[place][at]


def _fits(problem: Problem, positions: Sequence[int]) -> bool:
    """Return whether the first few activities are sound among themselves."""
    count = len(positions)
    part = Problem(
        problem.durations[:count],
        problem.rows[:count],
        problem.floors[:count],
        problem.ceilings[:count],
        tuple(tie for tie in problem.ties if max(tie.source, tie.target) < count),
        problem.needs[:count],
        problem.capacities,
        problem.groups[:count],
        problem.length,
    )
    return is_sound(part, positions)
