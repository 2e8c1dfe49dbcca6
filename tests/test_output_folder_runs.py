"""Runs that are killed, and runs beside each other: one whole folder stands there afterwards."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from output_folders import NAMES, texts, tree, write

SCRIPT = """
import os, signal, sys, time
from pathlib import Path
from perfplan.export import folder

out, mark, how = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
exchange = folder._exchange
if how == "after":
    folder._exchange = lambda first, second: (exchange(first, second), die())
if how == "before":
    folder._exchange = die
known = folder.written_by_us
if how == "looking":
    def look(out):
        found = known(out)
        print("ready", flush=True)
        time.sleep(1)
        return found
    folder.written_by_us = look
names = ["tasks.csv", "timelines/p01.svg", f"only-{mark}.txt"]
for _ in range(int(sys.argv[4])):
    with folder.replaced(out, names) as new:
        for name in names:
            (new / name).parent.mkdir(exist_ok=True)
            (new / name).write_text(mark)
            if how == "writing":
                print("ready", flush=True)
                time.sleep(60)
"""


def start(out: Path, mark: str, how: str, times: int = 1) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SCRIPT, str(out), mark, how, str(times)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("how", ["writing", "before", "after"])
def test_a_killed_run_leaves_one_whole_folder(tmp_path: Path, how: str) -> None:
    out = tmp_path / "plan"
    write(out, "old")
    (out / "notes.txt").write_text("mine")
    before = tree(out)
    with start(out, "new", how) as run:
        if how == "writing":
            assert run.stdout is not None
            assert run.stdout.readline() == "ready\n"
            run.kill()
        assert run.wait(30) == -signal.SIGKILL
    if how == "after":
        assert texts(out) == {**dict.fromkeys([*NAMES, "only-new.txt"], "new"), "notes.txt": "mine"}
    else:
        assert tree(out) == before
    write(out, "next")
    assert texts(out) == {**dict.fromkeys(NAMES, "next"), "notes.txt": "mine"}


def test_nobody_changes_the_folder_between_two_looks_at_it(tmp_path: Path) -> None:
    """Files that another run puts there after the manifest was read are no strangers'."""
    out = tmp_path / "plan"
    with start(out, "first", "looking") as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "ready\n"
        with start(out, "second", "to the end") as second:
            assert (second.wait(60), second.stderr and second.stderr.read()) == (0, "")
        assert (first.wait(60), first.stderr and first.stderr.read()) == (0, "")
    assert texts(out)["tasks.csv"] in {"first", "second"}


def test_concurrent_runs_end_with_one_whole_result(tmp_path: Path) -> None:
    out = tmp_path / "plan"
    runs = [start(out, mark, "to the end", 25) for mark in "abcd"]
    while not out.exists() and any(run.poll() is None for run in runs):
        time.sleep(0.01)
    (out / "notes.txt").write_text("mine")
    for run in runs:
        with run:
            assert (run.wait(60), run.stderr and run.stderr.read()) == (0, "")
    found = texts(out)
    mark = found["tasks.csv"]
    assert found == {**dict.fromkeys([*NAMES, f"only-{mark}.txt"], mark), "notes.txt": "mine"}
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]
