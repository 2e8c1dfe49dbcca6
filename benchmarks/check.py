"""Checking: a plan file of one megabyte against the usual way, and one of 5,000 lines."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

from benchmarks import baseline_check, yaml_read
from benchmarks.plans import county_plan, county_plan_of_lines
from benchmarks.process import medians, perfplan, python
from benchmarks.report import USAGE_HEAD, Goal, Section, usage_cells
from perfplan.checks.runner import run_checks
from perfplan.load.collector import paused
from perfplan.load.plan import load_plan
from perfplan.load.scan_line import scan_line
from perfplan.load.validate import validate_file
from perfplan.load.yaml import read_yaml


class UnsoundPlanError(Exception):
    """The plan that was to be clean has findings: what was measured is something else."""


def in_process(folder: Path, size: int, rounds: int) -> Section:
    """Measure reading, validating and checking inside one process, after everything is imported."""
    path = folder / "county.yaml"
    path.write_text(county_plan(size), encoding="utf-8")
    check_fully(path)
    baseline, same, whole = "PyYAML's C loader + pydantic", "perfplan: the same, with places", "perfplan: all of check"
    found = turns(
        {
            baseline: lambda: baseline_check.check(path),
            same: lambda: _read_and_validate(path),
            whole: lambda: check_fully(path),
        },
        rounds,
    )
    megabytes = path.stat().st_size / 1e6
    ratio = found[baseline] / found[same]
    return Section(
        title="Checking, against the usual way",
        how=f"A plan file of {megabytes:.1f} MB with comments, in one process. The usual way reads with PyYAML's C "
        "loader and validates with the same pydantic models; it keeps no places and knows no references, no dates and "
        "no sums. The second line does as much and keeps the place of everything; the third also resolves every name, "
        "schedules, and runs all rules.",
        head=("way", "on the clock", "MB/s", "times faster"),
        rows=tuple(
            (name, f"{took * 1000:.0f} ms", f"{megabytes / took:.2f}", f"{found[baseline] / took:.1f}")
            for name, took in found.items()
        ),
        goals=(Goal("check: times faster than PyYAML's C loader + pydantic", ratio, 6, "{:.1f}", at_least=True),),
    )


def whole_process(folder: Path, size: int, lines: int, rounds: int) -> Section:
    """Measure ``perfplan check`` from start to exit."""
    large, usual = folder / "county.yaml", folder / "lines.yaml"
    large.write_text(county_plan(size), encoding="utf-8")
    usual.write_text(county_plan_of_lines(lines), encoding="utf-8")
    large_name, usual_name = f"{size / 1e6:.1f} MB", f"{lines:,} lines"
    found = medians(
        {
            f"usual way, {large_name}": python("-m", "benchmarks.baseline_check", str(large)),
            f"perfplan check, {large_name}": perfplan("check", str(large)),
            f"perfplan check, {large_name}, unchanged": perfplan("check", str(large), remembers=True),
            f"usual way, {usual_name}": python("-m", "benchmarks.baseline_check", str(usual)),
            f"perfplan check, {usual_name}": perfplan("check", str(usual)),
            f"perfplan check, {usual_name}, unchanged": perfplan("check", str(usual), remembers=True),
        },
        rounds,
    )
    took = found[f"perfplan check, {usual_name}"].wall
    return Section(
        title="Checking, whole processes",
        how="From start to exit, imports included; perfplan resolves and runs all rules as well. What was found in a "
        "plan that has not changed since is remembered.",
        head=("what", *USAGE_HEAD),
        rows=tuple((name, *usage_cells(usage)) for name, usage in found.items()),
        goals=(Goal(f"check: a file of {lines:,} lines, on an unloaded machine", took, 0.2, "{:.2f} s"),),
    )


def province(folder: Path, plans: int, size: int, rounds: int) -> Section:
    """Measure ``perfplan check`` of many plans at once, with one process and with one a processor."""
    text = county_plan(size)
    paths = [folder / f"county{number:03}.yaml" for number in range(plans)]
    for path in paths:
        path.write_text(text, encoding="utf-8")
    names = [str(path) for path in paths]
    all_processors, one = "perfplan check", "perfplan check --jobs 1"
    found = medians({all_processors: perfplan("check", *names), one: perfplan("check", "--jobs", "1", *names)}, rounds)
    usage, megabytes = found[all_processors], plans * len(text.encode()) / 1e6
    what = f"check: {plans} plans of {megabytes:.0f} MB in all"
    return Section(
        title="Checking a province",
        how=f"`perfplan check` of {plans} plans, {megabytes:.1f} MB in all. The first line uses all processors; peak "
        "memory is that of the largest process.",
        head=("what", *USAGE_HEAD),
        rows=tuple((name, *usage_cells(used)) for name, used in found.items()),
        goals=(
            Goal(f"{what}, on an unloaded machine", usage.wall, 1.5, "{:.2f} s"),
            Goal(f"{what}, memory of the largest process", usage.megabytes, 100, "{:.0f} MB"),
        ),
    )


def reading(rounds: int) -> Section:
    """Measure the YAML reader alone."""
    found = yaml_read.measure(rounds)
    return Section(
        title="Reading YAML",
        how=f"{found['megabytes']:.1f} MB into plain data; only perfplan's reader keeps the place of every key and "
        "value, and remembers nothing from before. The events of the C parser are the floor under any reader built on "
        "them; perfplan's scanner does without.",
        head=("way", "on the clock"),
        rows=(
            ("PyYAML's C loader", f"{found['pyyaml_c_s'] * 1000:.0f} ms"),
            ("perfplan", f"{found['read_s'] * 1000:.0f} ms"),
            ("the C parser's events alone", f"{found['events_only_s'] * 1000:.0f} ms"),
        ),
    )


def check_fully(path: Path) -> None:
    """Do what ``perfplan check`` does, but show nothing and remember nothing from before.

    Raises:
        UnsoundPlanError: something was found.
    """
    scan_line.cache_clear()
    with paused():
        result = load_plan(path)
        findings = result.findings + (run_checks(result.plan) if result.plan else [])
    if findings:
        raise UnsoundPlanError(str(findings[0]))


def _read_and_validate(path: Path) -> None:
    scan_line.cache_clear()
    with paused():
        document, _ = read_yaml(path, path.as_posix())
        if document is None or validate_file(document)[1]:
            raise UnsoundPlanError(path.as_posix())


def turns(jobs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Run the jobs in turn, ``rounds`` times after one unmeasured round, and return each one's median seconds."""
    for job in jobs.values():
        job()
    took: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            gc.collect()
            start = time.perf_counter()
            job()
            took[name].append(time.perf_counter() - start)
    return {name: median(times) for name, times in took.items()}
