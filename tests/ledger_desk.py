"""A shop's plan, and commands that record in its ledger as people run them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import NamedTuple

import pytest
from cli_process import OUTSIDE

from perfplan.cli.frame import run as run_command
from perfplan.ledger.lookup import read_progress
from perfplan.ledger.progress import Progress
from perfplan.load import load_plan
from perfplan.model.plan import Plan

_PLAN = """\
perfplan: 1
id: shop
name: Shop 2025
year: 2025
calendar: CN
language: en
units:
  - {id: shop, name: Shop}
  - {id: north, name: North, kind: branch, parent: shop}
  - {id: south, name: 南店, kind: branch, parent: shop}
people: [{id: ann, name: Ann Lee, unit: shop}]
targets:
  - {id: sales, name: 销售额, kind: flow, uom: 万元, decimals: 1, value: 1200, lead_unit: shop, owner: ann,
     split: even, allocate: {over: branch, by: equal}}
  - {id: share, name: Share, kind: ratio, uom: "%", decimals: 1, value: 30, lead_unit: shop, owner: ann}
  - {id: jobs, name: Jobs, kind: flow, value: 100, lead_unit: shop, owner: ann, done_before: 10}
projects:
  - {id: p01, name: Fit-out, lead_unit: shop, owner: ann, deadline: 2025-09-30, stages: [
      {id: tender, name: Tender, duration: 10wd}, {id: works, name: Works, duration: 30cd, after: [tender]}]}
"""
_ISSUED = "issued: 2025-02-03\n"


def shop(folder: Path) -> Path:
    """Write the plan into a folder, and return its path."""
    path = folder / "shop.yaml"
    path.write_text(_PLAN + _ISSUED, encoding="utf-8")
    return path


class Ran(NamedTuple):
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


def run(plan: Path, *args: str, stdin: str = "", today: str = "2025-07-02") -> Ran:
    """Run a command as the process would, without the time that a process takes to start."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        for name in OUTSIDE:
            patch.delenv(name, raising=False)
        patch.setenv("PERFPLAN_MEMORY", "off")
        patch.setenv("PERFPLAN_LANG", "en")
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        patch.setattr("sys.stdout", out)
        patch.setattr("sys.stderr", err)
        code = run_command([*args, "--plan", str(plan), "--today", today])
    return Ran(code, out.getvalue(), err.getvalue())


def good(plan: Path, *args: str, today: str = "2025-07-02") -> str:
    """Run a command that must succeed silently, and return what it wrote."""
    ran = run(plan, *args, today=today)
    assert (ran.returncode, ran.stderr) == (0, "")
    return str(ran.stdout)


def lines(plan: Path) -> list[dict[str, str]]:
    """Return the ledger's lines."""
    ledger = plan.with_suffix(".ledger.jsonl")
    return [json.loads(line) for line in ledger.read_text(encoding="utf-8").splitlines()] if ledger.exists() else []


def progress(plan: Path) -> Progress:
    """Return the state that the ledger leads to; all of it must be good."""
    found, findings = read_progress(plan)
    assert findings == ()
    return found


def values(plan: Path, target: str = "sales", unit: str = "north") -> list[tuple[str, str]]:
    """Return the days and values of a target's figures at a unit."""
    return [(f.on.isoformat(), str(f.value)) for f in progress(plan).figures.get((target, unit), ())]


def loaded(plan: Path) -> Plan:
    """Return the plan, which must be good."""
    found = load_plan(plan).plan
    assert found is not None
    return found
