"""Results as typed rows, and the page that shows them: what was measured, what it should be, whether it is."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.process import ROOT, Usage

LIBRARIES = ("perfplan", "pydantic", "ruamel.yaml", "ruamel.yaml.clib", "typer", "PyYAML")


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to reach: the measured value, the bound, and which side of it is right."""

    what: str
    value: float
    bound: float
    form: str
    at_least: bool = False

    @property
    def reached(self) -> bool:
        """Whether the value is on the right side of the bound."""
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    def cells(self) -> tuple[str, ...]:
        """Return what, target, measured, reached."""
        side = "at least" if self.at_least else "at most"
        bound, value = self.form.format(self.bound), self.form.format(self.value)
        return self.what, f"{side} {bound}", value, "yes" if self.reached else "**no**"


@dataclass(frozen=True, slots=True)
class Section:
    """One group of measurements: how they were taken, the table, and what they should reach."""

    title: str
    how: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    goals: tuple[Goal, ...] = ()


def usage_cells(usage: Usage) -> tuple[str, str, str]:
    """Return the cells of a process: clock, processor, memory."""
    return f"{usage.wall:.3f} s", f"{usage.cpu:.3f} s", f"{usage.megabytes:.1f} MB"


USAGE_HEAD = ("on the clock", "processor", "peak memory")


def page(sections: Sequence[Section], day: str) -> str:
    """Return the whole page in Markdown."""
    lines = ["# Benchmarks", "", *_opening(), "", "## Machine", "", *_table(("", ""), machine(day)), ""]
    goals = [goal for section in sections for goal in section.goals]
    lines += ["## Targets", "", "On the machine and at the time below; nothing here is a promise.", ""]
    lines += _table(("what", "target", "measured", "reached"), [goal.cells() for goal in goals])
    for section in sections:
        lines += ["", f"## {section.title}", "", section.how, "", *_table(section.head, section.rows)]
    return "\n".join(lines) + "\n"


def _opening() -> list[str]:
    return [
        "Written by `make bench` (`python -m benchmarks`; `--quick` for small sizes, without rewriting this page).",
        "Figures are medians of several runs; what is compared ran in turn on one machine in the same minutes, so",
        "ratios say more than seconds. Processes are measured whole, from start to exit, as the system counts them,",
        "and read their plan anew unless a line says that it is unchanged and therefore remembered.",
    ]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield f"| {' | '.join(row)} |"


def machine(day: str) -> list[tuple[str, str]]:
    """Return the facts that figures depend on."""
    load = " ".join(f"{number:.1f}" for number in os.getloadavg())
    return [
        ("date", day),
        ("commit", _git("rev-parse", "--short", "HEAD") + (" with changes" if _git("status", "--porcelain") else "")),
        ("processor", f"{_processor()}, {os.cpu_count()} cores"),
        ("memory", f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB"),
        ("system", platform.platform()),
        ("load when it ended (1, 5, 15 minutes)", load),
        ("Python", platform.python_version()),
        *((name, version(name)) for name in LIBRARIES),
    ]


def commit_day() -> str:
    """Return the day of the last commit: the page changes with the code, not with the clock."""
    return _git("log", "-1", "--format=%cs") or "unknown"


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text(encoding="utf-8").splitlines() if facts.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip()
