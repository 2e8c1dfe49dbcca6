"""Where two states of what was given differ: the numbers of shares, cell by cell, and those who answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfplan.issued.record import GivenShare, GivenTarget
from perfplan.model.quantity import parse_decimal

NOTHING = "–"


class Difference(NamedTuple):
    """One cell that differs: ``jobs@chengguan`` for the year, ``jobs@chengguan/2025-03`` for a month's end."""

    cell: str
    old: str
    new: str


def same_number(old: str, new: str) -> bool:
    """Whether two plain decimals are the same number, however many places they are written with."""
    return old == new or ("" not in (old, new) and parse_decimal(old) == parse_decimal(new))


def with_uom(number: str, uom: str) -> str:
    """Return a number as people read it; a dash where there is none."""
    return f"{number} {uom}".rstrip() if number else NOTHING


def differing_cells(old: GivenTarget, new: GivenTarget, months: Sequence[str]) -> Iterator[Difference]:
    """Yield the cells of a target that differ, the year's of a share first.

    Months that only one of the two has work in are passed over: the plan's own dates say why.
    """
    known = {share.unit: share for share in new.shares}
    for before in old.shares:
        yield from _of_share(old.id, before, known.pop(before.unit, None), months)
    for share in known.values():
        yield Difference(_ident(old.id, share.unit), NOTHING, with_uom(share.year, share.uom))


def _of_share(target: str, old: GivenShare, new: GivenShare | None, months: Sequence[str]) -> Iterator[Difference]:
    ident = _ident(target, old.unit)
    year, start = with_uom(old.year, old.uom), with_uom(old.start, old.uom)
    if new is None:
        yield Difference(ident, year, NOTHING)
        return
    if not same_number(old.year, new.year) or old.uom != new.uom:
        yield Difference(ident, year, with_uom(new.year, new.uom))
    elif not same_number(old.start, new.start):
        yield Difference(ident, start, with_uom(new.start, new.uom))
    for month, before, after in zip(months, old.marks, new.marks, strict=False):
        if before and after and not same_number(before, after):
            yield Difference(f"{ident}/{month}", with_uom(before, old.uom), with_uom(after, new.uom))


def _ident(target: str, unit: str) -> str:
    return f"{target}@{unit}" if unit else target


def owners_text(share: GivenShare | None) -> str:
    """Return who answers for a share: for its quarters, months and days."""
    if share is None:
        return NOTHING
    quarter, month, day = share.owners
    return f"{quarter or NOTHING}, {month or NOTHING}, {'+'.join(day) or NOTHING}"
