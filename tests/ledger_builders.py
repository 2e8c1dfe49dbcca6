"""Random ledgers, and small pieces of them, for tests of the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from perfplan.ledger.record import (
    Closed,
    Correction,
    Done,
    Evidence,
    Extended,
    Note,
    Problem,
    Record,
    Reopened,
    Reported,
    Retraction,
    Returned,
    Started,
)

_DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
_NO_SURROGATES = st.characters(exclude_categories=["Cs"])
_TEXTS = st.text(_NO_SURROGATES)
_NAMES = st.text(_NO_SURROGATES, min_size=1)
_STEPS = st.integers(0, 10**9 - 1)
_DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9).map(str)
_FIELDS = {"id": _NAMES, "at": _DAYS, "by": _TEXTS, "note": _TEXTS}
_STEP = {**_FIELDS, "task": _NAMES, "on": _DAYS, "step": _STEPS}
_FIGURE = {**_FIELDS, "target": _NAMES, "on": _DAYS, "unit": _TEXTS, "source": _TEXTS, "step": _STEPS}
_CHANGE = {**_FIELDS, "record": _NAMES, "step": _STEPS}


def _made(kind: Callable[..., Record], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Record]:
    """Return records of a kind from these fields alone; hypothesis by itself would fill the others too."""
    return st.fixed_dictionaries(fields).map(lambda values: kind(**values))


RECORDS: st.SearchStrategy[Record] = st.one_of(
    _made(Started, **_STEP, remaining=st.sampled_from(["", "0wd", "12wd", "300cd"])),
    _made(Done, **_STEP, evidence=_TEXTS),
    _made(Closed, **_STEP, evidence=_TEXTS),
    _made(Returned, **_STEP, reason=_NAMES),
    _made(Reopened, **_STEP, reason=_NAMES),
    _made(Extended, **_STEP, to=_DAYS, reason=_NAMES),
    _made(Reported, **_FIGURE, value=_DECIMALS),
    _made(Reported, **_FIGURE, add=_DECIMALS),
    _made(Note, id=_NAMES, about=_NAMES, at=_DAYS, text=_NAMES, by=_TEXTS),
    _made(Problem, **_FIELDS, about=_NAMES, problem=_NAMES, measure=_TEXTS),
    _made(Evidence, **_FIELDS, about=_NAMES, evidence=_NAMES),
    _made(Correction, **_CHANGE, value=_DECIMALS),
    _made(Correction, **_CHANGE, add=_DECIMALS, on=_DAYS),
    _made(Retraction, **_FIELDS, record=_NAMES),
)
"""Any record, with any texts."""

TASKS = ("jobs@a/1", "jobs@a/2", "jobs@b/1", "p/x", "plain")
FIRST, LAST = date(2025, 1, 1), date(2025, 1, 6)
_SOON = st.dates(FIRST, LAST)
_FEW = st.integers(0, 3)
_IDS = st.sampled_from([f"r{n}" for n in range(12)])
_OF_TASK = {"id": _IDS, "task": st.sampled_from(TASKS), "on": _SOON, "at": _SOON, "step": _FEW}
_OF_FIGURE = {
    "id": _IDS,
    "target": st.sampled_from(["jobs", "grain"]),
    "unit": st.sampled_from(["", "a", "b"]),
    "on": _SOON,
    "at": _SOON,
    "step": _FEW,
    "by": st.sampled_from(["", "王敏", 'says "so"', "back\\slash"]),
}
_AMOUNTS = st.integers(-9, 99).map(str) | st.just("7.25")
_REMARK = {"id": _IDS, "about": st.sampled_from([*TASKS, "jobs", "jobs@a"]), "at": _SOON}
_ABOUT_RECORD = {"id": _IDS, "record": _IDS, "at": _SOON}

CROWDED: st.SearchStrategy[Record] = st.one_of(
    _made(Done, **_OF_TASK, by=_OF_FIGURE["by"]),
    _made(Done, **_OF_TASK),
    _made(Started, **_OF_TASK, remaining=st.sampled_from(["", "5wd"])),
    _made(Closed, **_OF_TASK),
    _made(Returned, **_OF_TASK, reason=st.just("no")),
    _made(Reopened, **_OF_TASK, reason=st.just("no")),
    _made(Extended, **_OF_TASK, to=st.dates(LAST, date(2025, 1, 9)), reason=st.just("rain")),
    _made(Reported, **_OF_FIGURE, value=_AMOUNTS),
    _made(Reported, **_OF_FIGURE, add=_AMOUNTS),
    _made(Note, **_REMARK, text=st.sampled_from(["n", "m"])),
    _made(Problem, **_REMARK, problem=st.just("p"), measure=st.sampled_from(["", "m"])),
    _made(Evidence, **_REMARK, evidence=st.just("e")),
    _made(Correction, **_ABOUT_RECORD, value=_AMOUNTS, step=_FEW),
    _made(Correction, **_ABOUT_RECORD, on=_SOON, step=_FEW),
    _made(Retraction, **_ABOUT_RECORD),
)
"""Records of few tasks, targets, days and ids, so that they meet; an id may be claimed by different records."""


@st.composite
def ledgers(draw: st.DrawFn, max_size: int = 14) -> list[Record]:
    """Records of which each has an id of its own, and that name one another."""
    records = draw(st.lists(CROWDED, max_size=max_size))
    return [record._replace(id=f"r{n}") for n, record in enumerate(records)]


def day(number: int) -> date:
    """Return a day of January 2025."""
    return date(2025, 1, number)
