"""Two people record on their own branches: git joins both without a conflict, and the state is the same either way."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from cli_process import environment
from ledger_builders import day

from perfplan.ledger.lookup import read_progress
from perfplan.ledger.record import Closed, Correction, Done, Extended, Record, Reported, Retraction
from perfplan.ledger.replay import replay
from perfplan.ledger.store import append, ledger_file

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
ATTRIBUTES = Path(__file__).parents[1] / "src" / "perfplan" / "cli" / "starter" / "gitattributes"

BEFORE: list[Record] = [
    Done("b1", "p/x", day(2), day(2)),
    Reported("b2", "jobs", day(2), day(2), "a", value="10"),
    Done("b3", "jobs@a/1", day(2), day(2)),
]
OURS: list[Record] = [
    Closed("o1", "p/x", day(4), day(4), step=1),
    Reported("o2", "jobs", day(3), day(4), "a", value="14"),
    Retraction("o3", "b3", day(4)),
]
THEIRS: list[Record] = [
    Done("t1", "p/x", day(3), day(3)),
    Reported("t2", "jobs", day(5), day(5), "a", add="2"),
    Correction("t3", "b2", day(5), value="11"),
    Extended("t4", "p/y", day(5), day(5), day(20), "rain"),
]


def _git(folder: Path, *args: str) -> str:
    quiet = environment(
        GIT_CONFIG_GLOBAL="/dev/null",
        GIT_CONFIG_NOSYSTEM="1",
        GIT_AUTHOR_NAME="a",
        GIT_AUTHOR_EMAIL="a@example.org",
        GIT_COMMITTER_NAME="a",
        GIT_COMMITTER_EMAIL="a@example.org",
    )
    ran = subprocess.run(["git", *args], cwd=folder, env=quiet, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def _commit(folder: Path, records: Sequence[Record]) -> None:
    append(ledger_file(folder), records)
    _git(folder, "add", ".")
    _git(folder, "commit", "--quiet", "-m", "record")


@pytest.mark.parametrize(("stays", "comes"), [("ours", "theirs"), ("theirs", "ours")])
def test_branches_join_without_conflict_and_give_one_state(tmp_path: Path, stays: str, comes: str) -> None:
    shutil.copy(ATTRIBUTES, tmp_path / ".gitattributes")
    _git(tmp_path, "init", "--quiet", "-b", "base")
    _commit(tmp_path, BEFORE)
    for branch, records in (("ours", OURS), ("theirs", THEIRS)):
        _git(tmp_path, "checkout", "--quiet", "-b", branch, "base")
        _commit(tmp_path, records)
    _git(tmp_path, "checkout", "--quiet", stays)
    _git(tmp_path, "merge", "--quiet", comes)
    assert _git(tmp_path, "status", "--porcelain") == ""
    progress, findings = read_progress(tmp_path)
    wanted = replay([*BEFORE, *OURS, *THEIRS])
    assert (dict(progress.tasks), dict(progress.figures), findings) == (wanted.tasks, wanted.figures, ())
    assert [str(figure.value) for figure in progress.figures["jobs", "a"]] == ["11", "14", "16"]
    assert set(progress.closed("p")) == {"x"}
    assert not progress.state("jobs@a/1").finished
