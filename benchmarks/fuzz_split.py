"""Long runs of random targets against the oracle of the tests: ``python -m benchmarks.fuzz_split 100000``.

Three kinds of cases: any target with whatever people may add to it (it adds up, or says which cells cannot hold);
tiny targets with many locks (refused exactly when no split can hold them, by trying all); and staggered columns.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from split_oracle import (
    bad_running,
    can_hold,
    problems,
    random_periods,
    random_target,
    tiny_locked,
)

from perfplan.split.apportion import spread, stagger
from perfplan.split.engine import split_target

Case = Callable[[Random], tuple[str, str]]


def any_target(random: Random) -> tuple[str, str]:
    """Return how a random target came out, and what is wrong with it ('' for nothing)."""
    periods = random_periods(random)
    found = split_target(random_target(random, periods), periods)
    if found.conflicts:
        return "refused", ""
    return "split", "; ".join(problems(found, periods))


def many_locks(random: Random) -> tuple[str, str]:
    """Return whether random locks were refused, and whether that was wrong."""
    goal, periods = tiny_locked(random)
    found = split_target(goal, periods)
    if bool(found.conflicts) == can_hold(goal, periods):
        return "locks", f"refused: {found.conflicts}, possible: {can_hold(goal, periods)}"
    return ("locks refused", "") if found.conflicts else ("locks held", "; ".join(problems(found, periods)))


def staggered(random: Random) -> tuple[str, str]:
    """Return what is wrong with random staggered columns."""
    size = random.choice([2, 3, 10, 100, 10**25])
    totals = [random.choice([0, random.randint(0, size)]) for _ in range(random.randint(1, 45))]
    weights = [random.choice([0, 1, 1, 2, 3, 50, random.randint(0, 1000)]) for _ in range(random.randint(1, 12))] + [1]
    reached, columns = list(accumulate(weights)), list(accumulate(spread(sum(totals), weights)))
    ends = stagger(totals, reached, reached[-1], columns)
    if [sum(column) for column in zip(*ends, strict=True)] != columns:
        return "staggered", "columns"
    months = [[b - a for a, b in zip([0, *unit], unit, strict=False)] for unit in ends]
    wrong = [unit for unit in months if min(unit) < 0 or bad_running(unit, weights)]
    return "staggered", f"units {wrong}" if wrong else ""


def main(cases: int) -> int:
    """Try ``cases`` random cases of each kind; print what went wrong and how many there were; return an exit code."""
    kinds: list[Case] = [any_target, many_locks, staggered]
    counts: Counter[str] = Counter()
    started, wrong = time.perf_counter(), 0
    for seed in range(cases):
        for kind in kinds:
            outcome, problem = kind(Random(seed))
            counts[outcome] += 1
            if problem:
                wrong += 1
                print(f"{kind.__name__} {seed}: {problem}")
    print(f"{dict(counts)}, {wrong} wrong, {time.perf_counter() - started:.0f} s")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
