"""A project as its people can do it, in words: when it must begin, how sure that is, and what holds each stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfplan.i18n import N_
from perfplan.model.sentence import Translate
from perfplan.schedule.binding import HeldBy, Hold
from perfplan.schedule.timeline import Timeline
from perfplan.tables.timeline import names_in, shown_date

if TYPE_CHECKING:
    from perfplan.schedule.people import Staffed

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
    said = [translate("people-exact dates: nobody is needed more than they can be; the dates above are network bounds")]
    if staffed.shared:
        said.append(translate("scheduled together with {projects}", projects=translate(", ").join(staffed.shared)))
    begin, bound = staffed.first_start.isoformat(), staffed.bound.isoformat()
    if staffed.proved:
        said.append(translate("the first stage must begin by {date}; no later day is possible", date=begin))
    else:
        sentence = N_("the first stage must begin by {date}; later than {bound} is impossible")
        said.append(translate(sentence, date=begin, bound=bound))
    if not staffed.feasible and staffed.days_late:
        said.append(translate("that is {days} working days before the project starts", days=staffed.days_late))
    elif not staffed.feasible:
        said.append(translate("not all dates of its stages can be kept so"))
    return translate("; ").join(said)


def staffed_rows(timeline: Timeline, translate: Translate) -> list[tuple[str, ...]]:
    """Return a row for every stage, in declared order, as :data:`HEADINGS` say."""
    staffed = timeline.staffed
    assert staffed is not None
    rows = []
    for found, stage in zip(timeline.stages, staffed.stages, strict=True):
        calendar = found.stage.calendar
        days = (stage.start, stage.finish, found.latest_start)
        dates = (shown_date(day, calendar) for day in days)
        rows.append((found.stage.name, *dates, _hold(stage.hold, timeline, translate)))
    return rows


def _hold(hold: Hold, timeline: Timeline, translate: Translate) -> str:
    if hold.by is HeldBy.DEADLINE:
        return translate("the deadline")
    if hold.by is HeldBy.DATE:
        return translate("its own date")
    stage = f"{hold.project}/{hold.stage}"
    if hold.project == timeline.project.id:
        stage = names_in(timeline.project)[hold.stage]
    if hold.by is HeldBy.STAGE:
        return translate("{stage} follows", stage=stage)
    return translate("{who} is then needed by {stage}", who=_name(hold, timeline), stage=stage)


def _name(hold: Hold, timeline: Timeline) -> str:
    needs = (need.who for stage in timeline.project.stages for need in stage.needs)
    return next((who.name for who in needs if who.id == hold.who), hold.who)
