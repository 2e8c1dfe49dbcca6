"""Running perfplan as people do: a process of its own, with a known environment."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUTSIDE = ("PERFPLAN_PLAN", "PERFPLAN_TODAY", "PERFPLAN_LANG", "PERFPLAN_DEBUG", "NO_COLOR", "FORCE_COLOR", "COLUMNS")


def environment(**changes: str) -> dict[str, str]:
    """Return this process's environment without what steers perfplan, in the C locale, with ``changes``."""
    kept = {name: value for name, value in os.environ.items() if name not in OUTSIDE and not name.startswith("LC_")}
    return {**kept, "LANG": "C.UTF-8", "PYTHONUTF8": "1", "PERFPLAN_MEMORY": "off", **changes}


def perfplan(*args: str, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run one command and return its exit code and output."""
    return subprocess.run(
        [sys.executable, "-m", "perfplan", *args],
        cwd=cwd,
        env=env or environment(),
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=60,
        check=False,
    )


@contextlib.contextmanager
def ended(child: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Leave no process and no pipe behind, whatever fails meanwhile: the next test may count both."""
    try:
        yield child
    finally:
        child.kill()
        child.communicate()


def on_terminal(columns: int, *args: str) -> list[str]:
    """Run one command on a terminal of so many columns, and return the lines that a person sees there."""
    ours, theirs = pty.openpty()
    try:
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        command = [sys.executable, "-m", "perfplan", *args]
        with ended(subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment())) as child:
            os.close(theirs)
            seen = b"".join(iter(lambda: _read(ours), b""))
            assert child.wait(timeout=60) == 0, seen.decode()
    finally:
        os.close(ours)
    return re.sub(r"\x1b\[[0-9;]*m", "", seen.decode()).replace("\r\n", "\n").splitlines()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # the other side has ended
        return b""
