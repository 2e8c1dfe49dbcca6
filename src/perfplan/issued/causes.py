"""What in a target's text made it differ from what was issued: its number, locks, units, months, in this order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from perfplan.diagnostics import Location
from perfplan.issued.comparing import NOTHING, Difference, differing_cells, same_number, with_uom
from perfplan.issued.record import GivenTarget
from perfplan.issued.taking import lock_text, revision_text
from perfplan.model.target import Target

VALUE = "the year's value"  # msgid
REACH = "what is to be reached"  # msgid
KIND = "the kind"  # msgid
DIRECTION = "the direction"  # msgid
DATE = "the date"  # msgid
REPORT = "the reporting days"  # msgid
REVISION = "a revision that was given out"  # msgid


class Cause(Struct, frozen=True):
    """Where a change was made, what it is about ('' where the plan did not change at all), and what it did."""

    place: Location
    what: str
    told: Difference


def target_causes(target: Target, old: GivenTarget, new: GivenTarget, months: Sequence[str]) -> Iterator[Cause]:
    """Yield at most one cause: nothing, where all numbers and dates are the same."""
    cells = list(differing_cells(old, new, months))
    found = _of_value(target, old, new) or _of_words(target, old, new)
    if found is None and cells:
        found = _of_revisions(target, old, new) or _of_cells(target, old, new, cells[0])
    if found is not None:
        yield found


def _of_value(target: Target, old: GivenTarget, new: GivenTarget) -> Cause | None:
    before, after = old.own, new.own
    if before is None:
        return None
    place = target.value_at or target.location
    if after is None:
        return Cause(place, VALUE, Difference(target.id, with_uom(before.year, before.uom), target.pending or NOTHING))
    if old.revisions == new.revisions and (not same_number(before.year, after.year) or before.uom != after.uom):
        told = Difference(target.id, with_uom(before.year, before.uom), with_uom(after.year, after.uom))
        return Cause(place, VALUE, told)
    return None


def _of_words(target: Target, old: GivenTarget, new: GivenTarget) -> Cause | None:
    due = target.due_at or target.location
    facts = (
        (KIND, old.kind, new.kind, target.location),
        (DIRECTION, old.direction, new.direction, target.location),
        (DATE, old.date, new.date, due),
        (REPORT, old.report, new.report, target.location),
    )
    for what, before, after, place in facts:
        if before != after:
            return Cause(place, what, Difference(target.id, before or NOTHING, after or NOTHING))
    return None


def _of_revisions(target: Target, old: GivenTarget, new: GivenTarget) -> Cause | None:
    """Return a revision that was issued and is gone, or that claims to be older than the issue."""
    gone = [text for text in old.revisions if text not in new.revisions]
    late = [r for r in target.revisions if revision_text(r, target) in set(new.revisions) - set(old.revisions)]
    if not gone and not late:
        return None
    place = late[0].location if late else target.location
    after = revision_text(late[0], target) if late else NOTHING
    return Cause(place, REVISION, Difference(target.id, gone[0] if gone else NOTHING, after))


def _of_cells(target: Target, old: GivenTarget, new: GivenTarget, told: Difference) -> Cause:
    if old.locks != new.locks:
        added = [lock for lock in target.locks if lock_text(lock, target.annual_decimals) not in old.locks]
        return Cause(added[0].location if added else target.location, REACH, told)
    if old.by_unit != new.by_unit and target.allocation:
        return Cause(target.allocation.location, REACH, told)
    if old.by_month != new.by_month:
        return Cause(target.split.location, REACH, told)
    if old.own and new.own and not same_number(old.own.start, new.own.start):
        return Cause(target.location, REACH, told)
    return Cause(target.location, REACH if old.by_unit != new.by_unit else "", told)
