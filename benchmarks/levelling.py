"""Levelling generated plans of projects that share people: how long it takes, and what is proved of the first day."""

from __future__ import annotations

import time
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.report import Goal, Section
from benchmarks.staffed_plans import staffed_plan
from perfplan.load import load_plan
from perfplan.schedule.people import Staffed, staff_projects

AIMS = {50: 0.1, 300: 1.0, 1000: 10.0}
"""Seconds of the processor in which a plan of so many stages should be levelled."""


class Levelled(NamedTuple):
    """One plan: seconds of the processor, and by how many days the first day could at most be later; 0 is proved."""

    seconds: float
    gap: int


def levelling(folder: Path, sizes: Iterable[int], plans: int) -> Section:
    """Level several plans of each size."""
    rows, goals = [], []
    for size, pooled in product(sizes, (False, True)):
        results = [_level(folder, size, seed, pooled=pooled) for seed in range(plans)]
        seconds, gaps = median(each.seconds for each in results), sorted(each.gap for each in results)
        proved = f"{sum(not gap for gap in gaps)} of {len(gaps)}"
        how = "pooled" if pooled else "with owners"
        rows.append((f"{size:,} stages, {how}", f"{seconds:.2f} s", proved, f"{median(gaps):.0f}", f"{gaps[-1]}"))
        if size in AIMS and not pooled:
            goals.append(Goal(f"levelling: seconds for {size:,} stages", seconds, AIMS[size], "{:.2f} s"))
            goals.append(Goal(f"levelling: days to the proved bound, {size:,} stages", median(gaps), 1, "{:.0f}"))
    return Section(
        title="People",
        how=f"{plans} generated plans of each sort: projects of ten stages, a person for eight stages, every third "
        "with leave, a crew of two for each forty. Seven stages in ten fall to their project's owner, or (pooled) all "
        "to anybody. Built-in search, in process, processor time, reading not included. The gap is the number of "
        "calendar days between the first day found and the proved bound.",
        head=("plan", "seconds, median", "first day proved", "gap in days, median", "greatest gap"),
        rows=tuple(rows),
        goals=tuple(goals),
    )


def _level(folder: Path, size: int, seed: int, *, pooled: bool) -> Levelled:
    path = folder / f"staffed-{size}-{seed}.yaml"
    path.write_text(staffed_plan(size, seed, pooled=pooled), encoding="utf-8")
    plan = load_plan(path).plan
    assert plan is not None
    begun = time.process_time()
    found: dict[str, Staffed] = staff_projects(plan.projects)
    seconds = time.process_time() - begun
    return Levelled(seconds, max((each.bound - each.first_start).days for each in found.values()))
