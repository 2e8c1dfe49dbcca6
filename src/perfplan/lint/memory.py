"""Remember what a check found, so that a plan that has not changed is not checked again.

What a check says depends on the plan's files, its ledger and issues, the names of the files that nobody reads, the day,
and what the command line wants to see. All of that, perfplan's own modules and Python are in the fingerprint
(:mod:`perfplan.load.memory`); any difference, or any doubt, and the plan is checked anew.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from perfplan import keeping
from perfplan.issued.store import issue_files
from perfplan.ledger.store import ledger_files
from perfplan.load.files import history_files, plan_files
from perfplan.load.memory import digest_of, recall, remember
from perfplan.load.strays import stray_findings

T = TypeVar("T")


def unless_unchanged(path: Path, folder: Path, wanted: str, kind: type[T], check: Callable[[], T]) -> T:
    """Return what ``check`` finds, from the last time if nothing has changed that it depends on.

    Args:
        path: the plan.
        folder: the user's folder for what can be forgotten.
        wanted: what besides the plan decides what is found: the day, the chosen codes.
        kind: what ``check`` returns; it can be pickled.
        check: checks the plan.
    """
    fingerprint = _fingerprint(path, wanted)
    if fingerprint is None:
        return check()
    place = keeping.place_for(folder, path, ".check")
    known = recall(place, fingerprint, kind)
    if known is not None:
        return known
    result = check()
    if _fingerprint(path, wanted) == fingerprint:
        remember(place, fingerprint, result)
    return result


def _fingerprint(path: Path, wanted: str) -> bytes | None:
    strays = [finding.location.file for finding in stray_findings(path)]
    files = (*plan_files(path), *history_files(path), *ledger_files(path), *issue_files(path))
    return digest_of(repr((str(path), wanted, strays)), files)
