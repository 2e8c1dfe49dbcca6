"""Check plans, several at a time where there are several: each is a world of its own, so processes share them out.

A plan's check is one function from a path to values that can be pickled. Whatever the number of processes, results come
in the order of the plans, so output has the same bytes.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from perfplan.diagnostics import Diagnostic

WORTH_SHARING = 3
"""Plans below which starting processes takes longer than it saves."""
_ROUNDS = 8  # portions that each process gets: few enough to be cheap, enough to end at the same time


@dataclass(frozen=True, slots=True)
class Checked:
    """What one plan's check gave: its files, the findings, and the sources of the files that findings point at."""

    files: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    texts: Mapping[str, str]


def check_plan(place: Path) -> Checked:
    """Check the plan at ``place``: read it, then run the rules on what is sound, so that one run reports everything."""
    from perfplan.checks.runner import run_checks
    from perfplan.load import load_plan

    result = load_plan(place)
    plan = result.plan or result.partial
    findings = (*result.findings, *(run_checks(plan, result.unsure) if plan is not None else ()))
    shown = {finding.location.file for finding in findings}
    return Checked(result.files, findings, {name: text for name, text in result.texts.items() if name in shown})


def check_plans(places: Sequence[Path], jobs: int = 0) -> list[Checked]:
    """Check plans in up to ``jobs`` processes (0: one a processor, where it pays), in the order of ``places``."""
    processes = min(jobs or processors(), len(places) - 1)
    if processes < 2 or (not jobs and len(places) < WORTH_SHARING):
        return [check_plan(place) for place in places]
    # The first plan is checked here: what that imports and prepares, forked processes need not do again.
    first = check_plan(places[0])
    return [first, *_shared(places[1:], processes)]


def processors() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def _shared(places: Sequence[Path], processes: int) -> Iterable[Checked]:
    portion = max(1, len(places) // (processes * _ROUNDS))
    pool = ProcessPoolExecutor(processes, initializer=partial(signal.signal, signal.SIGINT, signal.SIG_IGN))
    try:
        return list(pool.map(check_plan, places, chunksize=portion))
    except BaseException:
        # Interrupted, or a process died: nobody waits for the rest.
        for process in list((pool._processes or {}).values()):  # the executor has no public way to stop at once
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)
