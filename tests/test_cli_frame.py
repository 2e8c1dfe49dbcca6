"""Exit codes, streams, languages and failures: what holds for every command."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_process import ROOT, ended, environment, perfplan

from perfplan import __version__
from perfplan.cli import frame
from perfplan.cli.index import names, summaries

BROKEN = """\
perfplan: 1
id: a
name: b
year: 2025
calendar: CN
naem: x
"""


@pytest.fixture
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty current folder and an environment that says nothing."""
    for name in ("PERFPLAN_PLAN", "PERFPLAN_TODAY", "PERFPLAN_LANG", "PERFPLAN_DEBUG", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_version_is_one_line_on_stdout() -> None:
    done = perfplan("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"perfplan {__version__}\n", "")


def test_help_lists_every_command_with_its_summary() -> None:
    done = perfplan("--help", env=environment(COLUMNS="200"))
    assert done.returncode == 0
    for name, summary in summaries().items():
        assert name in done.stdout
        assert summary.split()[0] in done.stdout


def test_help_and_version_import_neither_typer_nor_pydantic() -> None:
    probe = (
        "import sys; from perfplan.cli.frame import run; code = run(sys.argv[1:]);"
        "heavy = {'typer', 'pydantic', 'rich', 'ruamel', 'dateutil', 'perfplan.cli.app'} & sys.modules.keys();"
        "sys.exit(code or (3 if heavy else 0))"
    )
    for flag in ("--help", "--version"):
        done = subprocess.run([sys.executable, "-c", probe, flag], env=environment(), capture_output=True, check=False)
        assert done.returncode == 0, (flag, done.stderr)


def test_nothing_asked_is_a_usage_error_that_shows_the_commands() -> None:
    done = perfplan()
    assert done.returncode == 2
    assert done.stdout == ""
    assert "calendar" in done.stderr


def test_a_command_imports_no_other_command() -> None:
    probe = (
        "import sys; from perfplan.cli.frame import run; run(['schema', '--help']);"
        "print([m for m in sys.modules if m.startswith('perfplan.cli.commands.')], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], env=environment(), capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr.strip() == "['perfplan.cli.commands.schema']"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["chekc"], "did you mean check?"),
        (["zzzzz"], "perfplan --help lists them"),
        (["check", "--fromat", "json"], "did you mean --format?"),
        (["check", "--format"], "--format needs a value"),
        (["check", "--format", "jsno"], "did you mean json?"),
        (["schema", "one", "two"], "nothing is expected at: one two"),
        (["calendar"], "needs one of: show, list, import"),
        (["calendar", "shw"], "does not know shw"),
        (["calendar", "show"], "YEAR is missing"),
        (["calendar", "show", "20x5"], "20x5 is not a year"),
        (["check", "--lang"], "--lang needs a value"),
        (["--lang", "fr", "check"], "no such language: fr"),
        (["explain", "???"], "nothing that can be explained"),
        (["check"], "there is no plan here"),
    ],
)
def test_usage_errors_exit_2_with_one_line(
    args: list[str], words: str, surroundings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert frame.run(args) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error: ")
    assert words in err
    assert err.count("\n") == 1


def test_findings_exit_1_and_a_missing_file_exits_2(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(BROKEN, encoding="utf-8")
    assert perfplan("check", str(tmp_path)).returncode == 1
    assert perfplan("check", str(tmp_path / "nowhere")).returncode == 2


def test_another_command_shows_a_broken_plans_findings_on_stderr(
    surroundings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (surroundings / "plan.yaml").write_text(BROKEN, encoding="utf-8")
    assert frame.run(["timeline", "--plan", "."]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "plan.yaml:6:1: error PP203" in err


def test_results_go_to_stdout_and_the_summary_to_stderr(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(BROKEN, encoding="utf-8")
    done = perfplan("check", "plan.yaml", "--format", "concise", cwd=tmp_path)
    assert done.stdout == "plan.yaml:6:1: PP203 unknown key naem\n"
    assert done.stderr == "files checked: 1; errors: 1; warnings: 0; notes: 0\n"


def test_a_reader_that_goes_away_ends_the_command_quietly() -> None:
    script = f"{sys.executable} -m perfplan calendar show 2025 --country CN --format json | (exec 0<&-; sleep 1)"
    done = subprocess.run(
        ["bash", "-c", f"{script}; exit ${{PIPESTATUS[0]}}"],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == frame.READER_GONE
    assert done.stderr == b""


def test_ctrl_c_exits_130_without_a_traceback(tmp_path: Path) -> None:
    probe = (
        "import sys, time; from perfplan.cli import frame\n"
        "def slow(argv):\n"
        "    print('ready', flush=True)\n"
        "    time.sleep(30)\n"
        "    return 0\n"
        "frame._answer = slow\n"
        "sys.exit(frame.run([]))\n"
    )
    child = subprocess.Popen([sys.executable, "-c", probe], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with ended(child):
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        time.sleep(0.05)
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=20)
    assert child.returncode == frame.INTERRUPTED
    assert err == b""


def test_an_internal_error_is_one_line_and_exit_2(
    surroundings: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(args: list[str], t: object) -> int:
        raise ZeroDivisionError("one\ntwo")

    monkeypatch.setattr(frame, "_quick_answer", broken)
    assert frame.run(["--version"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("error: internal error (ZeroDivisionError: one two)")
    assert err.count("\n") == 1
    monkeypatch.setenv("PERFPLAN_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        frame.run(["--version"])


def test_a_full_disk_is_an_error_of_writing() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "perfplan", "--help"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 2
    assert "reading or writing failed" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_closed_stdout_is_no_crash() -> None:
    script = f"{sys.executable} -m perfplan --help >&-"
    done = subprocess.run(["bash", "-c", script], env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1"])
def test_no_terminal_encoding_fails(encoding: str) -> None:
    env = environment(PYTHONIOENCODING=encoding, PYTHONUTF8="0", PERFPLAN_LANG="zh")
    done = perfplan("calendar", "show", "2025", "--country", "CN", env=env)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_every_command_has_a_page_of_help_in_both_languages(
    surroundings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in names():
        pages = []
        for lang in ("en", "zh"):
            assert frame.run([name, "--help", "--lang", lang]) == 0
            pages.append(capsys.readouterr().out)
        english, chinese = pages
        assert english.startswith(f"Usage: perfplan {name}")
        assert not chinese.startswith("Usage")
        assert f"perfplan {name}" in chinese
