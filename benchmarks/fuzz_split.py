"""Long runs of random targets against the oracle of the tests: ``python -m benchmarks.fuzz_split 100000``.

Three kinds of cases: any target with whatever people may add to it (it adds up, or says which cells cannot hold);
tiny targets with many locks (refused exactly when no split can hold them, by trying all); and tables of units and
months.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from split_oracle import (
    can_hold,
    problems,
    random_periods,
    random_target,
    tiny_locked,
)
from table_oracle import grid, out_of_place, random_table

from perfplan.split.engine import split_target
from perfplan.split.twoway import round_both_ways

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


def both_ways(random: Random) -> tuple[str, str]:
    """Return what is wrong with a random table of units and months."""
    totals, weights, quarters = random_table(random)
    found = round_both_ways(grid(totals, weights, quarters))
    wrong = list(out_of_place(found.units, totals, weights, quarters))
    if [sum(month) for month in zip(*found.units, strict=True)] != found.own:
        wrong.append("columns")
    return "table", "; ".join(wrong if wrong or found.exact else ["not exact"])


def main(cases: int) -> int:
    """Try ``cases`` random cases of each kind; print what went wrong and how many there were; return an exit code."""
    kinds: list[Case] = [any_target, many_locks, both_ways]
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
