"""Why a project's buffers are as long as they are, how much of them is eaten, and what dates keep them: sentences."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TypeAlias

from perfplan.diagnostics import Location
from perfplan.model.risk import BufferRule
from perfplan.model.sentence import Name, Sentence
from perfplan.schedule.risk.result import Buffers, Feeding
from perfplan.schedule.timeline import Timeline
from perfplan.schedule.why import ARROW, count_of
from perfplan.tables.buffers import percent

Said: TypeAlias = dict[str, "str | int | Sentence | Name"]


def buffer_reasons(timeline: Timeline) -> Iterator[Sentence]:
    """Yield the sentences of a project: each buffer's arithmetic, what follows from it, and how much is eaten."""
    risk, project = timeline.risk, timeline.project
    buffers = risk.buffers if risk else None
    if risk is None or buffers is None:
        return
    if project.buffer is not None:
        yield _size(timeline, buffers, project.buffer)
    for each in buffers.feeding if project.feeding else ():
        yield _feeding(timeline, each)
    yield _dates(timeline, buffers)
    if buffers.short:
        yield Sentence(
            "infeasible by {days} along {chain}",
            {"days": count_of(buffers.short, "wd"), "chain": _chain(timeline, buffers)},
        )
    yield from _eaten(timeline, buffers)


def stage_buffer_reasons(timeline: Timeline, place: int) -> Iterator[Sentence]:
    """Yield the sentences of a stage, by its place: dates that keep the buffers, what lies after it, if it decides."""
    risk, found = timeline.risk, timeline.stages[place]
    if risk is None:
        return
    if risk.buffers is not None:
        dates = risk.buffers.stages[place]
        rank = timeline.project.calendar.rank
        before = rank(found.latest_start.toordinal()) - rank(dates.start.toordinal())
        yield Sentence(
            "with the buffers kept it should begin on {begin} and end on {end}: {days} before its latest start",
            {"begin": dates.start.isoformat(), "end": dates.finish.isoformat(), "days": count_of(before, "wd")},
        )
        yield from (_feeding(timeline, each) for each in risk.buffers.feeding if each.stage == found.stage.id)
    if risk.runs:
        yield Sentence(
            "it decides when the project ends in {part} of {runs} runs",
            {"part": percent(risk.critical[place], risk.runs), "runs": risk.runs},
        )


def _size(timeline: Timeline, found: Buffers, rule: BufferRule) -> Sentence:
    """Return where the length of the project's buffer comes from."""
    said: Said = {"days": count_of(found.days, "wd"), "source": _place(rule.location)}
    if rule.confidence is not None:
        assert timeline.risk is not None
        runs = timeline.risk.runs or 1
        wanted, kept = _part(rule.confidence), percent(found.met if timeline.risk.runs else 1, runs)
        return Sentence(
            "the buffer of {days} is the shortest with which {wanted} of the runs keep the deadline: {kept} of {runs} "
            "do ({source})",
            {**said, "wanted": wanted, "kept": kept, "runs": runs},
        )
    if rule.share is not None:
        return Sentence(
            "the buffer of {days} is {share} of the {span} of {chain}, rounded up ({source})",
            {
                **said,
                "share": _part(rule.share),
                "span": count_of(found.span, "wd"),
                "chain": _chain(timeline, found),
            },
        )
    return Sentence("the buffer of {days} is what the plan asks for ({source})", said)


def _feeding(timeline: Timeline, each: Feeding) -> Sentence:
    """Return what buffer lies after a stage that joins the chain, and what was asked for."""
    rule = timeline.project.feeding
    assert rule is not None
    said: Said = {
        "stage": next(stage.name for stage in timeline.project.stages if stage.id == each.stage),
        "wanted": count_of(each.wanted, "wd"),
        "source": _place(rule.location),
    }
    room: Said = {"days": count_of(each.days, "wd"), "first": str(each.first), "last": str(each.last)}
    if rule.confidence is not None:
        said["part"] = _part(rule.confidence)
        if each.days:
            return Sentence(
                "in {part} of the runs {stage} is late by {wanted} at most ({source}); after it {days} of buffer, "
                "from {first} to {last}",
                {**said, **room},
            )
        return Sentence(
            "in {part} of the runs {stage} is late by {wanted} at most ({source}); after it there is no buffer", said
        )
    if each.days:
        return Sentence(
            "after {stage} the plan asks for {wanted} of buffer ({source}); there are {days}, from {first} to {last}",
            {**said, **room},
        )
    return Sentence("after {stage} the plan asks for {wanted} of buffer ({source}); there is no room", said)


def _dates(timeline: Timeline, found: Buffers) -> Sentence:
    latest = min(stage.latest_start for stage in timeline.stages)
    return Sentence(
        "with the buffers kept it begins by {first} and is ready by {ready}; without them it would have to begin by "
        "{latest}",
        {"first": found.first.isoformat(), "ready": found.ready.isoformat(), "latest": latest.isoformat()},
    )


def _eaten(timeline: Timeline, found: Buffers) -> Iterator[Sentence]:
    """Yield how much of the project's buffer the forecast uses, with its arithmetic."""
    forecast = timeline.forecast
    if forecast is None or found.eaten is None or not found.days:
        return
    left = found.days - found.eaten
    said: Said = {
        "finish": forecast.finish.isoformat(),
        "days": count_of(found.days, "wd"),
        "eaten": count_of(min(found.eaten, found.days), "wd"),
    }
    if left < 0:
        said["late"] = count_of(-left, "wd")
        yield Sentence("the forecast ends on {finish}, {late} after the deadline: all {days} are eaten", said)
    elif found.eaten:
        said["left"] = count_of(left, "wd")
        yield Sentence("the forecast ends on {finish}, {left} before the deadline: {eaten} of {days} are eaten", said)
    else:
        yield Sentence("the forecast ends on {finish}: nothing of the buffer is eaten", said)


def _chain(timeline: Timeline, found: Buffers) -> str:
    names = {stage.id: stage.name for stage in timeline.project.stages}
    return ARROW.join(names[stage] for stage in found.chain)


def _part(part: Fraction) -> str:
    return f"{part * 100}%" if (part * 100).denominator == 1 else percent(part.numerator, part.denominator)


def _place(location: Location) -> str:
    return f"{location.file}:{location.line}"
