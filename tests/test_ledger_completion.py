"""perfplan ids, and what the Tab key does with them in the shell."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from threading import Timer

import pytest
from cli_process import ROOT, environment
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


CASES = [
    ("perfplan done p01/t", "perfplan done p01/tender "),
    ("perfplan close sales@n", "perfplan close sales@north/"),
    ("perfplan record sh", "perfplan record share "),
    ("perfplan record nothing", "perfplan record nothing"),
]


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
@pytest.mark.parametrize(("line", "completed"), CASES)
def test_fish_completes_ids(plan: Path, line: str, completed: str) -> None:
    script = f"""
        function perfplan; {ROOT / ".venv" / "bin" / "python"} -m perfplan $argv; end
        perfplan init --completion fish | source
        complete --do-complete "{line}"
    """
    ran = subprocess.run(
        ["fish", "--no-config", "-c", script],
        env=environment(PERFPLAN_PLAN=str(plan), HOME=str(plan)),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    found = [] if completed == line else [completed.rsplit(maxsplit=1)[-1]]
    assert ran.stdout.split() == found, ran.stderr


_ZSHRC = """
perfplan() {{ {python} -m perfplan "$@"; }}
autoload -Uz compinit && compinit -u -D
eval "$(perfplan init --completion zsh)"
zle-line-init() {{
    BUFFER="{line}"; CURSOR=$#BUFFER
    zle complete-word
    print -rn -- "$BUFFER" > "$ZDOTDIR/shown"
    BUFFER=exit; zle accept-line
}}
zle -N zle-line-init
"""


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
@pytest.mark.parametrize(("line", "completed"), CASES)
def test_zsh_completes_ids(plan: Path, tmp_path: Path, line: str, completed: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / ".zshrc").write_text(_ZSHRC.format(python=ROOT / ".venv" / "bin" / "python", line=line), encoding="utf-8")
    said = _in_terminal(
        ["zsh", "-i"], environment(PERFPLAN_PLAN=str(plan), ZDOTDIR=str(home), HOME=str(home), TERM="dumb")
    )
    assert (home / "shown").is_file(), said
    assert (home / "shown").read_text(encoding="utf-8") == completed, said


def _in_terminal(words: list[str], env: dict[str, str]) -> str:
    """Run a command in a terminal of its own until it ends; return what it showed."""
    ours, theirs = pty.openpty()
    with (
        subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True) as running,
        os.fdopen(ours, "rb", buffering=0) as screen,
    ):
        os.close(theirs)
        late = Timer(60, running.kill)
        late.start()
        shown = b""
        with suppress(OSError):  # the end of a terminal is an error of reading it
            while more := screen.read(4096):
                shown += more
        running.wait()
        late.cancel()
    return shown.decode(errors="replace")
