"""Same input, same bytes: whatever the hash seed, the run, and the order in which things are written."""

from __future__ import annotations

import csv
import io
import shutil
from itertools import permutations
from pathlib import Path

from cli_process import environment, perfplan
from plan_builders import flow, load, plan_text

from perfplan.model.period import Level
from perfplan.split.engine import split_target
from perfplan.split.table import period_table
from perfplan.tables.tasks import target_parts

ROOT = Path(__file__).parents[1]
COUNTY = ROOT / "plans" / "county-2025"
LEVELS = (Level.QUARTER, Level.MONTH, Level.DAY)


def split_county(plan: Path, out: Path, **env: str) -> dict[str, bytes]:
    run = perfplan("split", str(plan), "--out", str(out), env=environment(**env))
    assert (run.returncode, run.stderr) == (0, "")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def test_hash_seed_and_repetition_change_no_byte(tmp_path: Path) -> None:
    first = split_county(COUNTY, tmp_path / "a", PYTHONHASHSEED="1")
    assert len(first) > 10
    assert first == split_county(COUNTY, tmp_path / "b", PYTHONHASHSEED="271828")
    assert first == split_county(COUNTY, tmp_path / "a", PYTHONHASHSEED="0", LANG="C", TZ="Pacific/Auckland")


def rows(data: bytes) -> dict[str, list[str]]:
    """Return the rows by id, without the line that they come from."""
    read = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return {row[0]: row[:-1] for row in read}


def test_names_and_order_of_files_change_no_task(tmp_path: Path) -> None:
    moved = tmp_path / "county-2025"
    shutil.copytree(COUNTY, moved)
    for i, path in enumerate(sorted((moved / "targets").iterdir(), reverse=True)):
        path.rename(path.with_name(f"{i}-{path.name}"))
    before, after = split_county(COUNTY, tmp_path / "a"), split_county(moved, tmp_path / "b")
    assert rows(before["tasks.csv"]) == rows(after["tasks.csv"])
    pictures = [name for name in before if name.startswith("timelines/")]
    assert all(before[name] == after[name] for name in pictures)


def test_the_order_of_targets_changes_no_task(tmp_path: Path) -> None:
    shared = {"over": "town", "by": "people"}
    targets = [
        flow(id="a", owner="ann", handlers=["gil", "fay"], allocate=shared, locks=[{"period": "2025-Q1", "value": 7}]),
        flow(id="b", owner="ann", kind="level", baseline=7, value=19, allocate=shared),
        flow(id="c", owner="ann", actions=[{"id": "go", "name": "Go", "rule": "FREQ=WEEKLY;BYDAY=FR"}]),
    ]
    seen = []
    for order in permutations(targets):
        plan = load(tmp_path, plan_text(*order))
        periods = period_table(plan)
        found: dict[str, list[tuple[str, ...]]] = {}
        for target in plan.targets:
            parts = target_parts(plan, split_target(target, periods), periods, LEVELS)
            found[target.id] = [row[:-1] for part in parts for row in part.rows()]
        seen.append(dict(sorted(found.items())))
    assert all(found == seen[0] for found in seen)
    assert min(len(found) for found in seen[0].values()) > 50


def test_levels_are_independent_of_each_other(tmp_path: Path) -> None:
    """A level has the same tasks whether it is written alone or with the others."""
    plan = load(tmp_path, plan_text(flow(owner="ann", allocate={"over": "town", "by": "people"})))
    periods, goal = period_table(plan), plan.targets[0]
    whole = [row for part in target_parts(plan, split_target(goal, periods), periods, LEVELS) for row in part.rows()]
    for level in LEVELS:
        parts = target_parts(plan, split_target(goal, periods), periods, (level,))
        assert [row for part in parts for row in part.rows()] == [row for row in whole if row[1] == level.value]
