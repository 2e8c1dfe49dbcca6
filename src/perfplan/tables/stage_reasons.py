"""Why a project's stage has its dates, as sentences: what lets it start, and what it must not delay."""

from __future__ import annotations

from collections.abc import Iterator

from perfplan.model.project import Duration
from perfplan.model.sentence import Sentence
from perfplan.schedule.timeline import ScheduledStage, Timeline
from perfplan.schedule.why import duration_text


def stage_reasons(timeline: Timeline, stage_id: str) -> Iterator[Sentence]:
    """Yield the sentences for one stage: earliest dates and their cause, latest dates and theirs, and the float."""
    by_id = {scheduled.stage.id: scheduled for scheduled in timeline.stages}
    found = by_id[stage_id]
    yield from _earliest(timeline, found, by_id)
    yield from _latest(timeline, found)
    left = duration_text(Duration(found.total_float, found.stage.duration.working))
    if found.critical:
        yield Sentence("it is critical: any delay delays the project ({float} of float)", {"float": left})
    else:
        yield Sentence("it may slip by {float} without delaying the project", {"float": left})


def _earliest(timeline: Timeline, found: ScheduledStage, by_id: dict[str, ScheduledStage]) -> Iterator[Sentence]:
    dates = {"start": found.earliest_start.isoformat(), "finish": found.earliest_finish.isoformat()}
    driver = by_id.get(found.driver)
    if driver is None:
        begin = timeline.project.start.isoformat()
        text = "earliest {start} to {finish}: the project starts on {begin}, or a date of its own holds it"
        yield Sentence(text, {**dates, "begin": begin})
    else:
        args = {"stage": driver.stage.name, "date": driver.earliest_finish.isoformat()}
        yield Sentence("earliest {start} to {finish}: {stage} before it finishes on {date}", {**dates, **args})


def _latest(timeline: Timeline, found: ScheduledStage) -> Iterator[Sentence]:
    dates: dict[str, str | int | Sentence] = {
        "start": found.latest_start.isoformat(),
        "finish": found.latest_finish.isoformat(),
    }
    following = [
        scheduled
        for scheduled in timeline.stages
        if any(link.stage == found.stage.id for link in scheduled.stage.links)
    ]
    if found.stage.due_within is not None:
        limit = found.stage.due_within
        said = duration_text(limit.limit)
        text = "it must be finished within {limit} of the finish of {stage}"
        yield Sentence(text, {"limit": said, "stage": _name(timeline, limit.stage)})
    if not following:
        end = timeline.project.deadline.isoformat()
        yield Sentence("latest {start} to {finish}: the deadline is {end}", {**dates, "end": end})
        return
    first = min(following, key=lambda scheduled: scheduled.latest_start)
    args2 = {"stage": first.stage.name, "date": first.latest_start.isoformat()}
    yield Sentence("latest {start} to {finish}: {stage} after it must start by {date}", {**dates, **args2})


def _name(timeline: Timeline, stage_id: str) -> str:
    return next(stage.name for stage in timeline.project.stages if stage.id == stage_id)
