"""Do something again whenever one of a plan's files changes.

Files are looked at twice a second: no dependency, and it works on shared folders, where notifications do not arrive.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NoReturn

from perfplan.cli.context import Context
from perfplan.cli.places import files_of

INTERVAL = 0.5
State = Mapping[str, tuple[int, int, int]]


def watch(places: Iterable[Path], step: Callable[[], object], context: Context) -> NoReturn:
    """Run ``step``, and again after every change, until somebody ends it (Ctrl-C raises ``KeyboardInterrupt``)."""
    plans = list(places)
    while True:
        seen = state_of(plans)  # before the step: what changes while it runs is noticed afterwards
        step()
        context.err.write(context.t("watching files: {files}; Ctrl-C ends it", files=len(seen)))
        for console in (context.out, context.err):
            console.stream.flush()
        changed = _wait(plans, seen)
        context.err.write("\n" + context.t("changed: {file}; checking again", file=changed))


def state_of(plans: Iterable[Path]) -> State:
    """Return what tells one state of the plans' files from another: for each file its identity, size and time."""
    state = {}
    for place in plans:
        for file in files_of(place):
            try:
                found = os.stat(file)  # noqa: PTH116 - thousands of files, twice a second
            except OSError:
                continue  # gone since it was listed, or not to be read: the check says so
            state[file.as_posix()] = (found.st_ino, found.st_size, found.st_mtime_ns)
    return state


def _wait(plans: Iterable[Path], seen: State) -> str:
    """Return, once something has changed, the first file that is other than it was."""
    while True:
        time.sleep(INTERVAL)
        now = state_of(plans)
        if now != seen:
            return min(name for name in {*now, *seen} if now.get(name) != seen.get(name))
