"""Start-up: what a person waits for before anything else."""

from __future__ import annotations

from benchmarks.process import medians, perfplan, python
from benchmarks.report import USAGE_HEAD, Goal, Section, usage_cells

PLAN, TODAY = "plans/county-2025", "2025-06-30"


def startup(rounds: int) -> Section:
    """Measure commands on the example county against the interpreter's own start."""
    bare, status, timeline = "python -c pass", f"perfplan status ({PLAN})", f"perfplan timeline ({PLAN})"
    tell, schedule = ("status", "--plan", PLAN, "--today", TODAY), ("timeline", "--plan", PLAN)
    found = medians(
        {
            bare: python("-c", "pass"),
            "perfplan --version": perfplan("--version"),
            "perfplan --help": perfplan("--help"),
            status: perfplan(*tell),
            f"{status}, unchanged": perfplan(*tell, remembers=True),
            timeline: perfplan(*schedule),
            f"{timeline}, unchanged": perfplan(*schedule, remembers=True),
            f"perfplan check ({PLAN})": perfplan("check", PLAN),
        },
        rounds,
    )
    times = {name: usage.wall / found[bare].wall for name, usage in found.items()}
    return Section(
        title="Start-up",
        how="Commands from start to exit, in turn with a bare interpreter.",
        head=("command", *USAGE_HEAD, "times bare Python"),
        rows=tuple((name, *usage_cells(usage), f"{times[name]:.1f}") for name, usage in found.items()),
        goals=(
            Goal("--version: times bare Python's start", times["perfplan --version"], 5, "{:.1f}"),
            Goal("--help: times bare Python's start", times["perfplan --help"], 5, "{:.1f}"),
            Goal("status of the county plan, on an unloaded machine", found[status].wall, 0.25, "{:.3f} s"),
            Goal("the same, plan unchanged since the last run", found[f"{status}, unchanged"].wall, 0.25, "{:.3f} s"),
        ),
    )
