"""The load of people, crews and machines in words: stretches of days on which the same stages need them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from perfplan.i18n import N_
from perfplan.schedule.load import LoadDay

HEADINGS = (N_("Who"), N_("From"), N_("To"), N_("Days"), N_("Load"), N_("Capacity"), N_("Stages"))
"""Column headings, in order; message ids."""


class Stretch(Struct, frozen=True):
    """Days in a row of somebody's load, all with the same stages; ``count`` days with work lie in it."""

    first: LoadDay
    last: date
    count: int


def stretches(days: Iterable[LoadDay]) -> Iterator[Stretch]:
    """Yield stretches of days with the same person and stages; days without any work of theirs do not end one."""
    current: Stretch | None = None
    for day in days:
        if current and (current.first.who.id, current.first.stages) == (day.who.id, day.stages):
            current = replace(current, last=day.day, count=current.count + 1)
            continue
        if current:
            yield current
        current = Stretch(day, day.day, 1)
    if current:
        yield current


def cells(stretch: Stretch, between: str) -> tuple[str, ...]:
    """Return the cells of a stretch as :data:`HEADINGS` say; ``between`` stands between stages."""
    day = stretch.first
    dates = day.day.isoformat(), stretch.last.isoformat()
    return (
        *(day.who.name, *dates, str(stretch.count), str(day.load), str(day.capacity)),
        between.join(day.stages),
    )
