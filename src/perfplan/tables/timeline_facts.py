"""What stands above a project's timeline: dates, who, whether it fits and why, where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from perfplan.i18n import N_
from perfplan.model.sentence import Sentence, Translate
from perfplan.schedule.timeline import Timeline
from perfplan.schedule.why import count_of
from perfplan.tables.risk import risk_facts
from perfplan.tables.timeline import shown_date

REASONS = frozenset(("Why", "Forecast"))
"""Which of the facts are sentences that say why, to stand by themselves."""


def why_text(timeline: Timeline, translate: Translate) -> str:
    """Return the reason as one line: ``finishes 12 working days late, because A → B → C; it fits if …``."""
    return sentences(timeline.why, translate)


def sentences(said: Sequence[Sentence], translate: Translate) -> str:
    """Return sentences as one line."""
    return translate("; ").join(sentence.told(translate) for sentence in said)


def labelled(label: str, value: str, translate: Translate) -> str:
    """Return ``Owner: 陈宇``; the label is a message id."""
    return translate("{label}: {value}", label=translate(label), value=value)


def facts(timeline: Timeline, today: date | None, translate: Translate) -> tuple[tuple[str, str], ...]:
    """Return what stands above the table: dates, who, whether it fits and why, as (label, value); labels are ids."""
    project = timeline.project
    people = ((N_("Supervisor"), project.supervisor), (N_("Owner"), project.owner))
    support = translate(", ").join(unit.name for unit in project.support_units)
    pairs = (
        (N_("Start"), project.start.isoformat()),
        (N_("Deadline"), shown_date(project.deadline, project.calendar)),
        (N_("Today"), today.isoformat() if today else ""),
        (N_("Lead unit"), project.lead_unit.name),
        (N_("Support units"), support),
        *((label, person.name if person else "") for label, person in people),
        *risk_facts(timeline, translate),
        (N_("Fits"), translate("yes") if fits(timeline) else translate("no")),
        (N_("Why"), "" if timeline.feasible and is_under_way(timeline) else why_text(timeline, translate)),
        *_forecast(timeline, translate),
    )
    return tuple((label, value) for label, value in pairs if value)


def is_under_way(timeline: Timeline) -> bool:
    """Return whether the day, or the ledger, says more of a project than its plan."""
    return timeline.forecast is not None and timeline.forecast.under_way


def fits(timeline: Timeline) -> bool:
    """Return whether a project can keep its dates: as planned, and from the day on that was asked for."""
    return timeline.feasible and (timeline.forecast is None or timeline.forecast.fits)


def _forecast(timeline: Timeline, translate: Translate) -> Iterator[tuple[str, str]]:
    found = timeline.forecast
    if found is None or not found.under_way:
        return
    yield N_("Forecast"), sentences(found.why, translate)
    if timeline.reserve > 0:
        left, whole = (count_of(max(days, 0), "wd").told(translate) for days in (found.reserve, timeline.reserve))
        yield N_("Reserve"), translate("{left} left of {whole}", left=left, whole=whole)
