"""Where people cannot keep a project's dates: by how much, and the stages and people that stand in each other's way.

From the stage that lies farthest before its first date, what holds each stage is followed up to a deadline or a date of
a stage's own. The chain is that of the schedule found; whether any other could do better is said elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from perfplan.schedule.binding import Grip, HeldBy, Hold
from perfplan.schedule.staffing import Part, Staffing


class Step(NamedTuple):
    """A stage on the way, its inclusive dates, and what keeps it from being later; ``who`` is that person's name."""

    project: str
    stage: str
    name: str
    start: date
    finish: date
    hold: Hold
    who: str


class Shortage(NamedTuple):
    """By how many working days a project's dates are not kept, and the chain of stages that causes it."""

    days: int
    steps: tuple[Step, ...]


Spans = Mapping[int, tuple[date, date]]
"""Inclusive dates of the stages, by place."""


def shortage(
    built: Staffing,
    part: Part,
    positions: Sequence[int],
    grips: Sequence[Grip],
    spans: Spans,
    beyond: Mapping[int, int],
) -> Shortage | None:
    """Return what is short in one project; None if it keeps its dates.

    ``beyond`` are the places that finish after their relative deadline, each with the boundary that it should keep.
    """
    missed = {
        place: _missing(built, part, place, positions[place], beyond)
        for place in range(part.first, part.first + len(part.network.days))
    }
    place = max(missed, key=missed.__getitem__)
    if not missed[place]:
        return None
    return Shortage(missed[place], _steps(built, place, grips, spans))


def _missing(built: Staffing, part: Part, place: int, position: int, beyond: Mapping[int, int]) -> int:
    """Return by how many working days a place misses a date; at least one if it misses any."""
    problem, rank = built.problem, part.project.calendar.rank
    row, days, floor = problem.rows[place], problem.durations[place], problem.floors[place]
    early = late = 0
    if position < floor:
        early = max(rank(built.low + row[min(floor, len(row) - 1)]) - rank(built.low + row[position]), 1)
    if place in beyond:
        end = row[position + days - 1] + 1 if days else row[position]
        late = max(rank(built.low + end) - rank(beyond[place]), 1)
    return max(early, late)


def _steps(built: Staffing, place: int, grips: Sequence[Grip], spans: Spans) -> tuple[Step, ...]:
    """Return the stages from a place on, each holding the one before; gates of groups are passed over."""
    found: list[Step] = []
    seen: set[int] = set()
    while place >= 0 and place not in seen:
        seen.add(place)
        hold, ahead = grips[place]
        part = next(part for part in reversed(built.parts) if part.first <= place)
        if place in spans:
            stage = part.project.stages[place - part.first]
            who = next((each.name for each in built.who if each.id == hold.who), "")
            found.append(Step(part.project.id, stage.id, stage.name, *spans[place], hold, who))
        place = ahead
    return tuple(found)


_LONG, _HEAD, _TAIL = 8, 4, 3


def chain_of(found: Shortage, project: str) -> str:
    """Return ``A (2025-05-26/2025-06-09) → [who] B (…)``: the chain in no language; stages of others by their id.

    Of more than eight stages the first four and the last three are shown around an ellipsis.
    """
    words = []
    for before, step in zip((None, *found.steps), found.steps, strict=False):
        held = before is not None and before.hold.by is HeldBy.PERSON
        who = f"[{before.who}] " if before is not None and held else ""
        name = step.name if step.project == project else f"{step.project}/{step.stage}"
        words.append(f"{who}{name} ({step.start}/{step.finish})")
    shown = words if len(words) <= _LONG else [*words[:_HEAD], "…", *words[-_TAIL:]]
    return " → ".join(shown)
