"""Splitting: against the naive way, and from ten thousand to twelve million tasks."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from benchmarks.plans import flow_plan, flow_tasks
from benchmarks.process import Usage, medians, perfplan, python, run
from benchmarks.report import USAGE_HEAD, Goal, Section, usage_cells

NAIVE, OURS, AGAIN = "naive", "perfplan", "perfplan again, plan unchanged"
Totals = dict[tuple[str, str, str], Decimal]


class DifferentTotalsError(Exception):
    """The two ways do not agree: their times cannot be compared."""


def against_naive(folder: Path, targets: int, units: int, rounds: int) -> Section:
    """Measure both ways on the same plan.

    Raises:
        DifferentTotalsError: they do not split into the same number of tasks with the same totals.
    """
    plan = _plan(folder, targets, units)
    ours, naive = folder / "ours", folder / "naive.csv"
    splitting = ("split", str(plan), "--out", str(ours))
    found = medians(
        {
            NAIVE: python("-m", "benchmarks.naive", str(plan), str(naive)),
            OURS: perfplan(*splitting),
            AGAIN: perfplan(*splitting, remembers=True),
        },
        rounds,
    )
    count = check_same(ours / "tasks.csv", naive)
    return _compared(found, count, targets, units)


def _compared(found: dict[str, Usage], count: int, targets: int, units: int) -> Section:
    naive, ours = found[NAIVE], found[OURS]
    ratio = naive.cpu / ours.cpu
    return Section(
        title="Splitting, against the naive way",
        how=f"`perfplan split PLAN` to CSV, {count:,} tasks ({targets} targets over {units} units, quarters to working "
        "days). The naive way (`benchmarks/naive.py`) reads with ruamel.yaml's round trip, makes a pydantic object a "
        "task with decimal amounts, and writes with `csv.DictWriter`; tasks and totals are checked to be the same.",
        head=("way", *USAGE_HEAD, "times faster"),
        rows=tuple((name, *usage_cells(usage), f"{naive.cpu / usage.cpu:.1f}") for name, usage in found.items()),
        goals=(
            Goal("split: times faster than the naive way (processor)", ratio, 25, "{:.1f}", at_least=True),
            Goal(f"split: peak memory for {count:,} tasks", ours.megabytes, 40, "{:.1f} MB"),
            Goal(f"split: {count:,} tasks, on an unloaded machine", ours.wall, 0.5, "{:.2f} s"),
        ),
    )


def growth(folder: Path, sizes: Sequence[int], units: int) -> Section:
    """Measure plans of growing size, once each after a warm-up: memory must not grow, time only in step."""
    commands = {n: perfplan("split", str(_plan(folder, n, units)), "--out", str(folder / "ours")) for n in sizes}
    run(commands[sizes[0]])
    found = {n: run(command) for n, command in commands.items()}
    first, last = sizes[0], sizes[-1]
    start = found[first].cpu
    rows = []
    for n, usage in found.items():
        each = (usage.cpu - start) / (flow_tasks(n, units) - flow_tasks(first, units)) * 1e6 if n != first else 0
        rows.append((f"{flow_tasks(n, units):,}", *usage_cells(usage), f"{each:.2f} µs" if each else ""))
    more = found[last].megabytes - found[first].megabytes
    return Section(
        title="Splitting, from small to large",
        how="The same plan with more targets. The last column is the processor time of each further task.",
        head=("tasks", *USAGE_HEAD, "a further task"),
        rows=tuple(rows),
        goals=(Goal("split: memory that the largest plan takes more than the smallest", more, 10, "{:.1f} MB"),),
    )


def check_same(ours: Path, naive: Path) -> int:
    """Return the number of tasks of both files.

    Raises:
        DifferentTotalsError: they differ in the tasks of some target and level, or in what these add up to.
    """
    (count, sums), (naive_count, naive_sums) = totals(ours), totals(naive)
    if count != naive_count or sums != naive_sums:
        wrong = [
            key for key in count | naive_count if (count[key], sums.get(key)) != (naive_count[key], naive_sums.get(key))
        ]
        raise DifferentTotalsError(str(wrong[:5]))
    return sum(count.values())


def totals(path: Path) -> tuple[Counter[tuple[str, str, str]], Totals]:
    """Return how many tasks there are, and what their amounts add up to, by target, level and total or units."""
    count: Counter[tuple[str, str, str]] = Counter()
    sums: Totals = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            key = row["target"], row["level"], "units" if "@" in row["id"] else "total"
            count[key] += 1
            sums[key] = sums.get(key, Decimal(0)) + Decimal(row["amount"])
    return count, sums


def _plan(folder: Path, targets: int, units: int) -> Path:
    path = folder / f"flows-{targets}.yaml"
    path.write_text(flow_plan(targets, units), encoding="utf-8")
    return path
