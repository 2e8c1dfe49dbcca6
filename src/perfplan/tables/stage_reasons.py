"""Why a project's stage has its dates, as sentences: what lets it start, and what it must not delay."""

from __future__ import annotations

from collections.abc import Iterator

from perfplan.model.project import Duration
from perfplan.model.sentence import Sentence
from perfplan.schedule.causes import Causes
from perfplan.schedule.timeline import Timeline
from perfplan.schedule.why import duration_text
from perfplan.tables.buffer_reasons import stage_buffer_reasons


def stage_reasons(timeline: Timeline, stage_id: str) -> Iterator[Sentence]:
    """Yield the sentences for a stage: one for each date, naming what fixes it, then for its float and its buffers."""
    place = next(place for place, each in enumerate(timeline.stages) if each.stage.id == stage_id)
    found = timeline.stages[place]
    yield from Causes(timeline.project).of(stage_id)
    left = duration_text(Duration(found.total_float, found.stage.duration.working))
    if found.critical:
        yield Sentence("it is critical: any delay delays the project ({float} of float)", {"float": left})
    else:
        yield Sentence("it may slip by {float} without delaying the project", {"float": left})
    yield from stage_buffer_reasons(timeline, place)
