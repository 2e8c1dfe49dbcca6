"""Levelling on PSPLIB's instances (Kolisch and Sprecher 1996): ``python -m benchmarks.psplib FOLDER``.

The folder holds ``j30/``, ``j60/``, ``j120/`` with files ``.sm`` as PSPLIB publishes them, and ``best_known.csv`` with
the columns ``set, instance, lower_bound, upper_bound, critical_path``: the best bounds published since. The data is not
part of perfplan. What is measured: the mean gap to the best known makespan within so many seconds of processor time an
instance, and how many are proved optimal.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from statistics import fmean, median
from typing import NamedTuple

from benchmarks.report import Goal, Section
from perfplan.schedule.levelling.level import Levelled, level, solved
from perfplan.schedule.levelling.limits import Limits
from perfplan.schedule.levelling.problem import Problem, mirror, plain
from perfplan.schedule.levelling.search import Budget

MOST = 10**9


class Instance(NamedTuple):
    """One instance: its file, and the best known bounds."""

    path: Path
    lower: int
    upper: int


class Result(NamedTuple):
    """The gap to the best known in percent, whether it is proved optimal, seconds on the clock and of the processor."""

    gap: float
    proved: bool
    seconds: float
    processor: float


def read(path: Path) -> Problem:
    """Return the problem of a ``.sm`` file; the axis is twice as long as the work of the busiest resource."""
    lines = path.read_text(encoding="ascii").splitlines()
    count = next(int(line.split(":")[1]) for line in lines if line.startswith("jobs"))
    after = [row[3:] for row in _rows(lines, "PRECEDENCE", 2, count)]
    wanted = _rows(lines, "REQUESTS", 3, count)
    capacities = _rows(lines, "RESOURCEAVAIL", 2, 1)[0]
    durations, needs = [row[2] for row in wanted], [row[3:] for row in wanted]
    links = [(source, target - 1) for source, targets in enumerate(after) for target in targets]
    work = [
        sum(days * row[k] for days, row in zip(durations, needs, strict=True)) // c for k, c in enumerate(capacities)
    ]
    longest = [0] * count
    for source, target in sorted(links):
        longest[target] = max(longest[target], longest[source] + durations[source])
    return plain(durations, links, needs, capacities, 4 * max(*work, *longest) + 20)


def _rows(lines: Sequence[str], title: str, skip: int, count: int) -> list[list[int]]:
    first = next(number for number, line in enumerate(lines) if line.startswith(title)) + skip
    return [[int(word) for word in line.split()] for line in lines[first : first + count]]


def instances(folder: Path, name: str, every: int) -> Iterator[Instance]:
    """Yield every so many of a set's instances, in the order of groups and numbers."""
    with (folder / "best_known.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["set"] == name]
    known = [row for row in rows if (folder / name / f"{row['instance']}.sm").exists()]
    for row in sorted(known, key=lambda row: [int(part) for part in row["instance"].removeprefix(name).split("_")])[
        ::every
    ]:
        path = folder / name / f"{row['instance']}.sm"
        yield Instance(path, int(row["lower_bound"]), int(row["upper_bound"]))


def search_only(problem: Problem, seconds: float) -> Levelled:
    """Level with the built-in search for so many seconds of processor time."""
    begun = time.process_time()
    found = level(problem, mirror(problem), Budget(MOST, lambda: time.process_time() - begun >= seconds))
    assert found is not None
    return found


def with_solver(problem: Problem, seconds: float, workers: int) -> Levelled:
    """Level with both, within so many seconds on the clock: the smaller a problem, the sooner the solver takes over."""
    begun = time.perf_counter()
    first = seconds * next(share for size, share in SHARES.items() if problem.size <= size)
    found = level(problem, mirror(problem), Budget(MOST, lambda: time.perf_counter() - begun >= first))
    assert found is not None
    return solved(problem, mirror(problem), found, Limits(max(seconds - (time.perf_counter() - begun), 0.1), workers))


SHARES = {40: 0.003, 70: 0.2, MOST: 0.5}
"""The search's share of the time, up to so many activities."""


def measure(instance: Instance, seconds: float, workers: int) -> Result:
    """Level one instance, with the solver if any workers are given."""
    begun = time.perf_counter(), time.process_time()
    problem = read(instance.path)
    found = with_solver(problem, seconds, workers) if workers else search_only(problem, seconds)
    length = found.cost.end - problem.length // 2
    if length < instance.lower:
        raise ValueError(f"{instance.path.stem}: {length} is below the published bound {instance.lower}")
    return Result(100 * (length - instance.upper) / instance.upper, found.proved, *_since(begun))


def _since(begun: tuple[float, float]) -> tuple[float, float]:
    return time.perf_counter() - begun[0], time.process_time() - begun[1]


def published(folder: Path, every: int, processes: int = 1) -> Section:
    """Measure a part of all sets, by the search in 2 and 10 seconds."""
    rows, goals = [], []
    for (name, seconds), aim in AIMS.items():
        results = _measured(folder, name, every, seconds, 0, processes)
        gap, proved = fmean(each.gap for each in results), 100 * fmean(each.proved for each in results)
        rows.append((name, f"{len(results)}", f"{seconds} s", f"{gap:.2f} %", f"{proved:.0f} %"))
        goals.append(Goal(f"levelling: gap to the best known, {name}, {seconds} s", gap, aim, "{:.2f} %"))
    return Section(
        title="Published projects with limited resources",
        how=f"PSPLIB, one instance in {every}; the mean gap to the best lengths known, and how many are proved to be "
        "the best. Built-in search, processor time for each. The data is not part of perfplan: `PERFPLAN_PSPLIB` "
        "names its folder.",
        head=("set", "instances", "time each", "mean gap", "proved"),
        rows=tuple(rows),
        goals=tuple(goals),
    )


AIMS = {("j30", 2): 0.1, ("j60", 2): 0.45, ("j120", 2): 3.0, ("j120", 10): 2.0}
"""The greatest mean gap in percent to the best known, by set and seconds."""


def _measured(folder: Path, name: str, every: int, seconds: float, workers: int, processes: int) -> list[Result]:
    with ProcessPoolExecutor(processes) as pool:
        job = partial(measure, seconds=seconds, workers=workers)
        return list(pool.map(job, list(instances(folder, name, every))))


def main() -> None:
    """Measure and print one line a set."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.psplib", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", default="j30,j60,j120")
    parser.add_argument("--every", type=int, default=10, help="which part of the instances: every tenth")
    parser.add_argument("--seconds", type=float, default=2.0, help="for each instance; of the processor without solver")
    parser.add_argument("--workers", type=int, default=0, help="let the solver use so many processors, 0: no solver")
    parser.add_argument("--processes", type=int, default=1)
    chosen = parser.parse_args()
    for name in chosen.sets.split(","):
        results = _measured(chosen.folder, name, chosen.every, chosen.seconds, chosen.workers, chosen.processes)
        print(_line(name, results, chosen.seconds, chosen.workers), flush=True)


def _line(name: str, results: Sequence[Result], seconds: float, workers: int) -> str:
    gap, proved = fmean(each.gap for each in results), 100 * fmean(each.proved for each in results)
    took = median(each.seconds for each in results), max(each.processor for each in results)
    way = f"solver on {workers}" if workers else "search"
    said = f"gap {gap:.3f} %, proved {proved:.1f} %, median {took[0]:.2f} s, at most {took[1]:.1f} s of processor"
    return f"{name} {way} {seconds:g} s: {len(results)} instances, {said}"


if __name__ == "__main__":
    main()
