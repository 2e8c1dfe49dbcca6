"""A project as its people can do it, in words: when it must begin, how sure that is, and what holds each stage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from perfplan.i18n import N_
from perfplan.model.sentence import Sentence, Translate
from perfplan.schedule.binding import HeldBy, Hold
from perfplan.schedule.shortage import chain_of
from perfplan.schedule.timeline import Timeline
from perfplan.tables.timeline import names_in, shown_date

if TYPE_CHECKING:
    from perfplan.schedule.people import Staffed, StaffedStage

HEADINGS = (
    N_("Stage"),
    N_("Start by (people)"),
    N_("Finish by (people)"),
    N_("Start by (network)"),
    N_("Held by"),
)
"""Column headings, in order; message ids."""


def staffed_text(staffed: Staffed, translate: Translate) -> str:
    """Return one line: that these dates are people-exact, when to begin, and what is proved of it."""
    said = translate("people-exact dates: nobody is needed more than they can be; the dates above are network bounds")
    return translate("; ").join([said, *_facts(staffed, translate)])


def _facts(staffed: Staffed, translate: Translate) -> Iterator[str]:
    if staffed.shared:
        yield translate("scheduled together with {projects}", projects=translate(", ").join(staffed.shared))
    begin, bound = staffed.first_start.isoformat(), staffed.bound.isoformat()
    if staffed.proved:
        yield translate("the first stage must begin by {date}; no later day is possible", date=begin)
    else:
        sentence = N_("the first stage must begin by {date}; later than {bound} is impossible")
        yield translate(sentence, date=begin, bound=bound)
    if staffed.shortage is not None:
        chain = chain_of(staffed.shortage, staffed.project.id)
        yield translate("infeasible with its people by {days}wd: {chain}", days=staffed.shortage.days, chain=chain)


def staffed_rows(timeline: Timeline, translate: Translate) -> list[tuple[str, ...]]:
    """Return a row for every stage, in declared order, as :data:`HEADINGS` say."""
    staffed = timeline.staffed
    assert staffed is not None
    rows = []
    for found, stage in zip(timeline.stages, staffed.stages, strict=True):
        calendar = found.stage.calendar
        days = (stage.start, stage.finish, found.latest_start)
        dates = (shown_date(day, calendar) for day in days)
        rows.append((found.stage.name, *dates, _cause(stage.hold, timeline).told(translate)))
    return rows


def project_sentence(staffed: Staffed, translate: Translate) -> Sentence:
    """Return when its people let a project begin, and who and what is in the way where they cannot keep its dates."""
    return Sentence("with its people: {said}", {"said": translate("; ").join(_facts(staffed, translate))})


def stage_sentence(found: Mapping[str, Staffed], timeline: Timeline, stage_id: str) -> Sentence:
    """Return between which dates people can do a stage, and what holds it, with its days."""
    stage = next(each for each in found[timeline.project.id].stages if each.stage == stage_id)
    held = _stage(found, stage.hold.project, stage.hold.stage) if stage.hold.stage else None
    said = _cause(stage.hold, timeline, f" ({held.start}/{held.finish})" if held else "")
    template = N_("with the people it needs it must start by {start} and finish by {finish}, because {cause}")
    return Sentence(template, {"start": f"{stage.start}", "finish": f"{stage.finish}", "cause": said})


def _stage(found: Mapping[str, Staffed], project: str, stage_id: str) -> StaffedStage | None:
    return next((each for each in found[project].stages if each.stage == stage_id), None)


def _cause(hold: Hold, timeline: Timeline, days: str = "") -> Sentence:
    if hold.by is HeldBy.DEADLINE:
        return Sentence(N_("the deadline"))
    if hold.by is HeldBy.DATE:
        return Sentence(N_("its own date"))
    stage = f"{hold.project}/{hold.stage}"
    if hold.project == timeline.project.id:
        stage = names_in(timeline.project)[hold.stage]
    if hold.by is HeldBy.STAGE:
        return Sentence(N_("{stage} follows"), {"stage": stage + days})
    return Sentence(N_("{who} is then needed by {stage}"), {"who": _name(hold, timeline), "stage": stage + days})


def _name(hold: Hold, timeline: Timeline) -> str:
    needs = (need.who for stage in timeline.project.stages for need in stage.needs)
    return next((who.name for who in needs if who.id == hold.who), hold.who)
