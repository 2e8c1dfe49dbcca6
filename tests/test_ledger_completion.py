"""perfplan ids, and what the Tab key does with them in the shell."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from cli_process import ROOT, environment, perfplan
from ledger_desk import good, shop


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return shop(tmp_path)


@pytest.mark.parametrize(
    ("args", "found"),
    [
        (("s",), ["sales/", "sales@north/", "sales@south/", "share/"]),
        (("p01/",), ["p01/tender", "p01/works"]),
        (("sales@north/2025-Q",), [f"sales@north/2025-Q{number}" for number in (1, 2, 3, 4)]),
        (("--targets", "sales@"), ["sales@north", "sales@south"]),
        (("nothing",), []),
    ],
)
def test_ids_are_listed_by_their_beginning(plan: Path, args: tuple[str, ...], found: list[str]) -> None:
    assert good(plan, "ids", *args).split() == found


_COMPLETE = """
perfplan() {{ {python} -m perfplan "$@"; }}
eval "$(perfplan init --completion bash)"
COMP_LINE="perfplan {command} {typed}"; COMP_POINT=${{#COMP_LINE}}
COMP_WORDS=(perfplan {command} {words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_perfplan 2>/dev/null
printf '%s\n' "${{COMPREPLY[@]}}"
"""


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("command", "typed", "words", "found"),
    [
        ("done", "p01/t", "p01/t", ["p01/tender"]),
        # Bash hands over jobs@x as three words, because @ ends one.
        ("close", "sales@n", "sales @ n", ["north/"]),
        ("record", "sales@", "sales @", ["@north", "@south"]),
        ("record", "sh", "sh", ["share"]),
    ],
)
def test_bash_completes_ids(plan: Path, command: str, typed: str, words: str, found: list[str]) -> None:
    script = _COMPLETE.format(
        python=ROOT / ".venv" / "bin" / "python", command=command, typed=typed, words=words.replace("  ", " ")
    )
    ran = subprocess.run(
        ["bash", "--norc", "-c", script],
        env=environment(PERFPLAN_PLAN=str(plan)),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.stdout.split() == found, ran.stderr


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_told_the_same(plan: Path, shell: str) -> None:
    script = perfplan("init", "--completion", shell).stdout
    assert "perfplan ids --targets -- " in script
    if interpreter := shutil.which(shell):
        checked = subprocess.run([interpreter, "--no-execute"], input=script, text=True, check=False, timeout=60)
        assert checked.returncode == 0
