"""Time and memory of whole processes, as the system counts them.

A process inherits the peak memory of the one that starts it, so each is started by a bare interpreter of its own.
Compiled modules are kept in a folder of the measurement's: whatever the surroundings say, the first run compiles and
the others do not.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from tempfile import mkdtemp

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
_LAUNCHER = """
import json, os, sys, time
start = time.perf_counter()
child = os.fork()
if child == 0:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.execv(sys.argv[1], sys.argv[1:])
_, status, used = os.wait4(child, 0)
wall = time.perf_counter() - start
print(json.dumps([os.waitstatus_to_exitcode(status), wall, used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process took: seconds on the clock, seconds of the processor, megabytes at the peak."""

    wall: float
    cpu: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Command:
    """Words of a command line, and whether perfplan may remember an unchanged plan from the run before."""

    words: tuple[str, ...]
    remembers: bool = False


class CommandFailedError(Exception):
    """A measured command failed: its figures would mean nothing."""


def perfplan(*arguments: str, remembers: bool = False) -> Command:
    """Return a command of perfplan: the installed script where there is one."""
    script = Path(PYTHON).with_name("perfplan")
    start = (str(script),) if script.exists() else (PYTHON, "-m", "perfplan")
    return Command((*start, *arguments), remembers)


def python(*arguments: str) -> Command:
    """Return a command of this interpreter."""
    return Command((PYTHON, *arguments))


def run(command: Command) -> Usage:
    """Run a command once.

    Raises:
        CommandFailedError: it did not end with 0; carries what it said.
    """
    launched = [PYTHON, "-I", "-S", "-c", _LAUNCHER, *command.words]
    environ = _surroundings() | ({} if command.remembers else {"PERFPLAN_MEMORY": "off"})
    done = subprocess.run(launched, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    try:
        code, wall, cpu, kilobytes = json.loads(done.stdout)
    except ValueError as nothing:
        raise CommandFailedError(f"{' '.join(command.words)}\n{done.stderr}") from nothing
    if code != 0:
        raise CommandFailedError(f"{' '.join(command.words)}: exit code {code}\n{done.stderr}")
    return Usage(wall, cpu, kilobytes / 1024)


def medians(commands: Mapping[str, Command], rounds: int) -> dict[str, Usage]:
    """Run the commands in turn, ``rounds`` times after one unmeasured round, and return each one's medians."""
    for command in commands.values():
        run(command)
    found: dict[str, list[Usage]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            found[name].append(run(command))
    return {name: middle(usages) for name, usages in found.items()}


def middle(usages: Sequence[Usage]) -> Usage:
    """Return the median of each figure."""
    return Usage(
        median(usage.wall for usage in usages),
        median(usage.cpu for usage in usages),
        median(usage.megabytes for usage in usages),
    )


@cache
def _surroundings() -> dict[str, str]:
    """Return the environment of what is measured: what is kept between runs is kept here, and the language is set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PERFPLAN"))}
    folder = mkdtemp(prefix="perfplan-kept-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return kept | {"PYTHONPYCACHEPREFIX": folder, "XDG_CACHE_HOME": folder, "PERFPLAN_LANG": "en"}
