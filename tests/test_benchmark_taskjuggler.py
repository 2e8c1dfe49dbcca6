"""The measurement against TaskJuggler: both get the same network, and differing dates are noticed."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_process import perfplan

from benchmarks.taskjuggler import DifferentDatesError, against_taskjuggler, as_plan, as_script, check_same, network


def test_the_network_is_layered_and_the_same_every_time() -> None:
    nodes = network(150)
    assert nodes == network(150)
    assert not any(node.after for node in nodes[:50])
    assert all(int(name[1:]) // 50 == place // 50 - 1 for place, node in enumerate(nodes) for name in node.after)
    assert as_script(nodes).count("task s") == as_plan(nodes).count("{id: s") == 150


def test_a_different_finish_is_noticed(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(as_plan(network(4)), encoding="utf-8")
    command = ("timeline", "--plan", str(plan), "--format", "csv", "--today", "2025-01-01")
    assert perfplan(*command, "--out", str(tmp_path / "ours.csv")).returncode == 0
    lines = (tmp_path / "ours.csv").read_text(encoding="utf-8-sig").splitlines()
    titles = lines[0].split(",")
    ends = [line.split(",")[titles.index("earliest_finish")] for line in lines[1:]]
    theirs = tmp_path / "theirs.csv"
    theirs.write_text('"Id";"End"\n' + "".join(f'"s{n}";"{end}"\n' for n, end in enumerate(ends)), encoding="utf-8")
    check_same(tmp_path)
    theirs.write_text(theirs.read_text(encoding="utf-8").replace(ends[0], "2031-01-01", 1), encoding="utf-8")
    with pytest.raises(DifferentDatesError):
        check_same(tmp_path)


def test_without_taskjuggler_nothing_is_claimed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    section = against_taskjuggler(tmp_path, [1000], 1)
    assert (section.rows, section.goals) == ((), ())
    assert "Not measured" in section.how
