"""Long runs of random targets against the oracles of the tests: ``python -m benchmarks.fuzz_split 100000``.

Cases of four kinds in turn. Any target with whatever people may add to it: it adds up and keeps near its ideals, or
says which cells cannot hold. Tiny targets with many locks: refused exactly when no split can hold them, by trying all,
with a smallest set of cells and the least change that would do. Tables of up to twelve units: every total a floor or
ceiling, and small ones no further from their ideals than the best of all tables. Amounts below zero: refused.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from plan_builders import allocation, lock, table, target, units
from split_oracle import (
    can_hold,
    conflict_problems,
    problems,
    random_periods,
    random_target,
    tiny_locked,
)
from table_oracle import distance, grid, least_distance, out_of_place, random_table

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
    if found.conflicts:
        return "locks refused", "; ".join(conflict_problems(goal, found.conflicts[0], periods))
    return "locks held", "; ".join(problems(found, periods))


def both_ways(random: Random) -> tuple[str, str]:
    """Return what is wrong with a random table of units and months."""
    totals, weights, quarters = random_table(random)
    found = round_both_ways(grid(totals, weights, quarters))
    wrong = list(out_of_place(found.units, totals, weights, quarters))
    if [sum(month) for month in zip(*found.units, strict=True)] != found.own:
        wrong.append("columns")
    if len(totals) <= 3 and len(weights) <= 4 and not wrong:
        best = least_distance(totals, weights, quarters)
        wrong += [] if distance(found.units, totals, weights, quarters) == best else [f"best {best}"]
    return "table", "; ".join(wrong if wrong or found.exact else ["not exact"])


def below_zero(random: Random) -> tuple[str, str]:
    """Return what is wrong with a flow one of whose locks takes back what other periods bring."""
    names = [unit.id for unit in units(random.randint(1, 12))]
    label = random.choice(["2025", "2025-H1", "2025-H2", "2025-Q3", "2025-02", "2025-11"])
    back = -random.randint(1, 50)
    cell = (
        lock(back, label, random.choice([*names, None]))
        if random.random() < 0.5
        else lock(None, label, random.choice([*names, None]), maximum=back)
    )
    goal = target(random.randint(1, 10**4), allocation=allocation([1] * len(names)), locks=(cell,))
    found = split_target(goal, table())
    wrong = [] if [conflict.gap for conflict in found.conflicts] else ["not refused"]
    return "below zero", "; ".join(wrong)


KINDS: tuple[Case, ...] = (any_target, many_locks, both_ways, below_zero)


def tried(seeds: range) -> tuple[Counter[str], list[str]]:
    """Try the cases of some seeds; return how they came out, and what is wrong with which."""
    counts: Counter[str] = Counter()
    wrong = []
    for seed in seeds:
        kind = KINDS[seed % len(KINDS)]
        outcome, problem = kind(Random(seed))
        counts[outcome] += 1
        if problem:
            wrong.append(f"{kind.__name__} {seed}: {problem}")
    return counts, wrong


def main(cases: int) -> int:
    """Try ``cases`` random cases on all processors; print what went wrong and how many; return an exit code."""
    started = time.perf_counter()
    counts: Counter[str] = Counter()
    problems_found: list[str] = []
    pieces = [range(first, min(first + 500, cases)) for first in range(0, cases, 500)]
    with ProcessPoolExecutor() as pool:
        for some, wrong in pool.map(tried, pieces):
            counts += some
            problems_found += wrong
    for line in problems_found:
        print(line)
    print(f"{cases} cases, {len(problems_found)} mismatches, {time.perf_counter() - started:.0f} s: {dict(counts)}")
    return min(len(problems_found), 1)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
