"""Check plans, several at a time where there are several: each is a world of its own, so processes share them out.

A plan's check is one function from a path to values that can be pickled. Whatever the number of processes, results come
in the order of the plans, so output has the same bytes.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from perfplan.diagnostics import Diagnostic
from perfplan.lint.choice import Choice

WORTH_SHARING = 8
"""Plans below which starting processes takes longer than it saves."""
R = TypeVar("R")
_ROUNDS = 8  # portions that each process gets: few enough to be cheap, enough to end at the same time


class Checked(Struct, frozen=True):
    """What one plan's check gave: its files, the findings, and the sources of the files that findings point at.

    ``ignored`` counts the findings that comments, the plan or the command line leave out.
    """

    files: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    texts: Mapping[str, str]
    ignored: int = 0


def check_plan(place: Path, today: date | None = None, asked: Choice | None = None) -> Checked:
    """Check the plan at ``place`` whole; ``today`` and ``asked`` as for :func:`perfplan.lint.inspection.inspect`."""
    from perfplan.load.collector import paused

    with paused():
        return _checked(place, today, asked)


def _checked(place: Path, today: date | None, asked: Choice | None) -> Checked:
    from perfplan.lint.inspection import inspect

    found = inspect(place, today, asked)
    shown = {finding.location.file for finding in found.findings}
    texts = {name: text for name, text in found.texts.items() if name in shown}
    return Checked(found.files, found.findings, texts, found.ignored)


def check_plans(
    places: Sequence[Path],
    jobs: int = 0,
    today: date | None = None,
    asked: Choice | None = None,
    memory: Path | None = None,
) -> list[Checked]:
    """Check plans in up to ``jobs`` processes (0: one a processor, where it pays), in the order of ``places``.

    What was found is remembered in the folder ``memory``, and found there for plans that have not changed.
    """
    if memory is None:
        return each_plan(partial(check_plan, today=today, asked=asked), places, jobs)
    return each_plan(partial(_check_changed, memory=memory, today=today, asked=asked), places, jobs)


def _check_changed(place: Path, memory: Path, today: date | None, asked: Choice | None) -> Checked:
    from perfplan.lint.memory import unless_unchanged

    wanted = repr((today, asked))
    return unless_unchanged(place, memory, wanted, Checked, partial(check_plan, place, today, asked))


def each_plan(work: Callable[[Path], R], places: Sequence[Path], jobs: int) -> list[R]:
    """Return what ``work`` gives for each plan, in the order of ``places``; it and its results can be pickled."""
    processes = min(jobs or processors(), len(places) - 1)
    if processes < 2 or (not jobs and len(places) < WORTH_SHARING):
        return [work(place) for place in places]
    # The first plan's turn is here: what that imports and prepares, forked processes need not do again.
    first = work(places[0])
    return [first, *_shared(work, places[1:], processes)]


def processors() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def _shared(work: Callable[[Path], R], places: Sequence[Path], processes: int) -> Iterable[R]:
    from concurrent.futures import ProcessPoolExecutor

    portion = max(1, len(places) // (processes * _ROUNDS))
    pool = ProcessPoolExecutor(processes, initializer=partial(signal.signal, signal.SIGINT, signal.SIG_IGN))
    try:
        return list(pool.map(work, places, chunksize=portion))
    except BaseException:
        # Interrupted, or a process died: nobody waits for the rest.
        for process in list((pool._processes or {}).values()):  # the executor has no public way to stop at once
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)
