"""``check`` as a process: exit codes, several outputs, several processes, watching, terminals."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from check_builders import JOBS, TYPO, WARNING, plan_folder
from cli_process import ended, environment, perfplan

from perfplan.cli.checking import check_plans, processors
from perfplan.cli.outputs import replace_file
from perfplan.cli.watching import state_of
from perfplan.errors import StorageError

TODAY = ("--today", "2025-01-02")
EXECUTABLE = [sys.executable, "-m", "perfplan"]


@pytest.mark.parametrize(
    ("more", "args", "code", "said"),
    [
        ({}, ["."], 0, "nothing to report"),
        ({}, [], 0, "nothing to report"),
        ({"targets__office": WARNING}, ["."], 0, "warnings: 1"),
        ({"targets__typo": TYPO}, ["."], 1, "errors: 1"),
        ({"targets__typo": TYPO}, ["targets/jobs.yaml"], 1, "errors: 1"),
        ({}, ["nowhere"], 2, "errors: 1"),
        ({}, [".", "nowhere"], 2, "errors: 1"),
        ({}, ["--format", "xml", "."], 2, "error: --format cannot be xml"),
        ({}, ["--output-file", "sarif", "."], 2, "error: --output-file is written FORMAT=PATH, such as sarif=a.sarif"),
        ({}, ["--output-file", "srif=x", "."], 2, "did you mean sarif?"),
        ({}, ["--output-file", "json=x", "--output-file", "sarif=./x", "."], 2, "names the same file twice"),
        ({}, ["--output-file", "json=plan.yaml/x", "."], 2, "error: cannot write plan.yaml/x: "),
        ({}, ["--jobs", "many", "."], 2, "error: --jobs takes a whole number"),
        ({}, ["--jobs", "-1", "."], 2, "error: --jobs takes a whole number"),
        ({}, ["--changed", "."], 2, "is not in a git repository"),
    ],
)
def test_exit_codes(more: dict[str, str], args: list[str], code: int, said: str, tmp_path: Path) -> None:
    plan_folder(tmp_path, **more)
    done = perfplan("check", *args, *TODAY, cwd=tmp_path)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr


def test_an_unreadable_file_exits_2(tmp_path: Path) -> None:
    plan_folder(tmp_path)
    os.mkfifo(tmp_path / "pipe.yaml")
    done = perfplan("check", str(tmp_path), *TODAY)
    assert (done.returncode, "PP101" in done.stdout) == (2, True)


def test_an_internal_error_exits_2(tmp_path: Path) -> None:
    plan_folder(tmp_path)
    probe = (
        "import sys; import perfplan.lint.inspection as i; i.load_plan = lambda *_: 1 / 0;"
        "from perfplan.cli.frame import run; sys.exit(run(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, "check", str(tmp_path)], env=environment(), capture_output=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith(b"error: internal error (ZeroDivisionError")


def test_a_reader_that_goes_away_exits_141(tmp_path: Path) -> None:
    for number in range(60):
        plan_folder(tmp_path, **{f"targets__t{number}": f"{TYPO}{'x' * 2000}: 1\n" * 9})
    script = f"{' '.join(EXECUTABLE)} check . --format json | (exec 0<&-; sleep 1); exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (141, b"")


def test_several_outputs_at_once(tmp_path: Path) -> None:
    plan_folder(tmp_path, targets__typo=TYPO)
    (tmp_path / "old.json").write_text("old", encoding="utf-8")
    outputs = ["json=old.json", "sarif=build/deep/a.sarif", "junit=j.xml", "full=f.txt", "concise=/dev/stdout"]
    options = [word for output in outputs for word in ("--output-file", output)]
    env = environment(FORCE_COLOR="1")
    done = perfplan("check", ".", "--format", "github", *options, *TODAY, cwd=tmp_path, env=env)
    assert done.returncode == 1
    assert "::error file=targets/typo.yaml" in done.stdout
    assert "targets/typo.yaml:1:1: PP203" in done.stdout
    assert json.loads((tmp_path / "old.json").read_text(encoding="utf-8"))["findings"]
    assert json.loads((tmp_path / "build/deep/a.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert "\x1b" not in (tmp_path / "f.txt").read_text(encoding="utf-8"), "colour is for terminals"
    assert (tmp_path / "j.xml").read_text(encoding="utf-8").startswith("<?xml")
    assert stat.S_IMODE((tmp_path / "j.xml").stat().st_mode) == 0o666 & ~_umask()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")], "no temporary file is left"


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_report_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = tmp_path / "r.json"
    report.write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StorageError, match="cannot write"):
        replace_file(report, "new")
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("r.json", "old")]


@pytest.fixture
def province(tmp_path: Path) -> Path:
    """Twelve plans, some with mistakes."""
    for number in range(12):
        wrong = {"targets__typo": TYPO} if number % 3 == 0 else {"targets__office": WARNING} if number % 3 == 1 else {}
        plan_folder(tmp_path / f"county-{number:02}", **wrong)
    return tmp_path


def test_any_number_of_processes_gives_the_same_bytes(province: Path) -> None:
    names = sorted(path.name for path in province.iterdir())
    answers = set()
    for jobs in ("1", "2", "5", "0"):
        done = perfplan("check", *names, "--jobs", jobs, "--format", "json", *TODAY, cwd=province)
        assert done.returncode == 1
        answers.add((done.stdout, done.stderr))
    assert len(answers) == 1


def test_plans_keep_their_order_whoever_checks_them(province: Path) -> None:
    places = sorted(province.iterdir(), reverse=True)
    assert processors() >= 1
    for jobs in (0, 1, 3):
        files = [checked.files[0] for checked in check_plans(places, jobs)]
        assert files == [(place / "plan.yaml").as_posix() for place in places]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_all_processes_quietly(jobs: str, tmp_path: Path) -> None:
    probe = (
        "import os, sys, time; import perfplan.lint.inspection as i\n"
        "plain, n = i.load_plan, [0]\n"
        "def slow(path, *more):\n"
        "    if path.name != '0': os.write(1, b'busy\\n'); time.sleep(30)\n"
        "    return plain(path, *more)\n"
        "i.load_plan = slow\n"
        "from perfplan.cli.frame import run; sys.exit(run(sys.argv[1:]))\n"
    )
    names = [plan_folder(tmp_path / str(number)).as_posix() for number in range(4)]
    command = [sys.executable, "-c", probe, "check", *names, "--jobs", jobs]
    child = subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    with ended(child):
        assert child.stdout is not None
        assert child.stdout.readline() == b"busy\n"
        began = time.monotonic()
        os.killpg(child.pid, signal.SIGINT)  # as a terminal does: to every process of the group
        _, err = child.communicate(timeout=25)
    assert (child.returncode, err) == (130, b"")
    assert time.monotonic() - began < 25
    with pytest.raises(ProcessLookupError):
        os.killpg(child.pid, 0)


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    plan_folder(tmp_path)
    command = [*EXECUTABLE, "check", "--watch", "--format", "concise", *TODAY]
    child = subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    yield child
    child.kill()
    child.communicate()


def heard(child: subprocess.Popen[str], last: str) -> list[str]:
    """Return the lines up to the one that begins with ``last``."""
    assert child.stdout is not None
    lines: list[str] = []
    while not lines or not lines[-1].startswith(last):
        line = child.stdout.readline()
        assert line, lines
        lines.append(line.rstrip("\n"))
    return lines


def test_watching_checks_again_after_every_change(watching: subprocess.Popen[str], tmp_path: Path) -> None:
    rest = "watching files: "
    assert heard(watching, rest) == ["files checked: 3; nothing to report", "watching files: 3; Ctrl-C ends it"]
    (tmp_path / "targets" / "new.yaml").write_text(TYPO, encoding="utf-8")
    again = heard(watching, rest)
    assert again[:2] == ["", "changed: targets/new.yaml; checking again"]
    assert "targets/new.yaml:1:1: PP203 unknown key nmae" in again
    (tmp_path / "targets" / "new.yaml").unlink()
    assert "files checked: 3; nothing to report" in heard(watching, rest)
    (tmp_path / "targets" / "jobs.yaml").write_text(JOBS.replace("5200", "52OO"), encoding="utf-8")
    assert any(": PP206 " in line or ": PP2" in line for line in heard(watching, rest))
    watching.send_signal(signal.SIGINT)
    out, _ = watching.communicate(timeout=20)
    assert (watching.returncode, out) == (130, "")


def test_a_plan_that_vanishes_while_watched_is_a_finding(watching: subprocess.Popen[str], tmp_path: Path) -> None:
    heard(watching, "watching files: ")
    shutil.rmtree(tmp_path / "targets")
    (tmp_path / "plan.yaml").unlink()
    assert any(": PP101 " in line for line in heard(watching, "watching files: "))


def test_the_state_of_a_plan_tells_what_changed(tmp_path: Path) -> None:
    plan = plan_folder(tmp_path)
    before = state_of([plan])
    assert state_of([plan]) == before
    (plan / "ledger").mkdir()
    (plan / "ledger" / "a.jsonl").write_text("", encoding="utf-8")
    assert set(state_of([plan])) - set(before) == {(plan / "ledger" / "a.jsonl").as_posix()}


@pytest.mark.parametrize("name", ["full", "github", "gitlab", "sarif", "junit", "json", "concise"])
def test_a_gbk_terminal_shows_every_format(name: str, tmp_path: Path) -> None:
    plan_folder(tmp_path, targets__typo="nmae: 🚀 Ő\n")
    env = environment(PYTHONIOENCODING="gbk", PYTHONUTF8="0", PERFPLAN_LANG="zh", FORCE_COLOR="1")
    done = subprocess.run(
        [*EXECUTABLE, "check", ".", "--format", name], cwd=tmp_path, env=env, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert "错误 1" in done.stderr.decode("gbk")
    assert done.stdout.decode("gbk").count("PP203") >= 1


def test_colour_only_where_it_is_wanted(tmp_path: Path) -> None:
    plan_folder(tmp_path, targets__typo=TYPO)
    wanted = {(): False, ("FORCE_COLOR",): True, ("FORCE_COLOR", "NO_COLOR"): False}
    for names, coloured in wanted.items():
        done = perfplan("check", ".", cwd=tmp_path, env=environment(**dict.fromkeys(names, "1")))
        assert ("\x1b[" in done.stdout) is coloured
