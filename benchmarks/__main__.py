"""Run every measurement and rewrite ``docs/benchmarks.md``: ``python -m benchmarks [--quick] [--date YYYY-MM-DD]``."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import both_ways, check, levelling, psplib, risk, split, startup, status, taskjuggler
from benchmarks.process import ROOT
from benchmarks.report import Section, commit_day, page

PAGE = ROOT / "docs" / "benchmarks.md"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much to measure: numbers of targets, bytes, lines, plans, and how often each thing is repeated."""

    targets: int
    units: int
    growing: tuple[int, ...]
    size: int
    lines: int
    counties: int
    records: int
    rounds: int
    naive_rounds: int
    stages: tuple[int, ...]
    people: tuple[int, ...]
    plans: int
    every: int


FULL = Sizes(100, 45, (1, 10, 100, 1000), 1_000_000, 5_000, 100, 300_000, 9, 3, (1000, 5000), (50, 300, 1000), 8, 10)
QUICK = Sizes(10, 45, (1, 10), 100_000, 500, 10, 30_000, 3, 1, (100,), (50,), 2, 120)


def sections(sizes: Sizes, folder: Path) -> Iterator[Section]:
    """Yield the results, quick ones first."""
    yield startup.startup(sizes.rounds)
    yield check.reading(sizes.rounds)
    yield check.in_process(folder, sizes.size, sizes.rounds)
    yield check.whole_process(folder, sizes.size, sizes.lines, sizes.rounds)
    yield check.province(folder, sizes.counties, sizes.size // 10, sizes.naive_rounds)
    yield split.against_naive(folder, sizes.targets, sizes.units, sizes.naive_rounds)
    yield both_ways.both_ways(sizes.targets, sizes.units)
    yield split.growth(folder, sizes.growing, sizes.units)
    yield taskjuggler.against_taskjuggler(folder, sizes.stages, sizes.naive_rounds)
    yield risk.simulation(sizes.rounds)
    yield levelling.levelling(folder, sizes.people, sizes.plans)
    if folder_of_psplib := os.environ.get("PERFPLAN_PSPLIB"):
        yield psplib.published(Path(folder_of_psplib), sizes.every)
    yield status.status(folder, sizes.targets, sizes.units, sizes.records, sizes.rounds)


def main(arguments: Sequence[str]) -> None:
    """Measure, show what is known so far, and write the page when everything was measured in full."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes; print the page and write nothing")
    parser.add_argument("--date", default=commit_day(), help="the date on the page; the last commit's by default")
    chosen = parser.parse_args(arguments)
    found = []
    with tempfile.TemporaryDirectory(prefix="perfplan-bench-") as folder:
        for section in sections(QUICK if chosen.quick else FULL, Path(folder)):
            print(section.title, *map(" · ".join, section.rows), sep="\n  ", file=sys.stderr)
            found.append(section)
    text = page(found, chosen.date)
    if chosen.quick:
        print(text, end="")
    else:
        PAGE.write_text(text, encoding="utf-8")
        print(f"written: {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main(sys.argv[1:])
