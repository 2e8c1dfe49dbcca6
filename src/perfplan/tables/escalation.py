"""Today's calls in words, for people and programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from perfplan.i18n import N_
from perfplan.model.sentence import Translate
from perfplan.track.escalation import Call
from perfplan.track.item import WorkItem
from perfplan.track.words import distance

CALL_COLUMNS = (N_("step"), N_("whom"), N_("unit"), N_("what"), N_("why"))
NEXT_COLUMNS = (N_("what"), N_("unit"), N_("owner"), N_("deadline"), N_("state of things"))


def call_rows(calls: Iterable[Call], translate: Translate) -> list[tuple[str, ...]]:
    """Return a row for every call."""
    return [
        (
            translate(call.step.name),
            call.person.name if call.person else call.unit.name,
            call.unit.name,
            call.title if call.count == 1 else translate("{title} ({count} tasks)", title=call.title, count=call.count),
            call.why.told(translate),
        )
        for call in calls
    ]


def next_rows(items: Iterable[WorkItem], today: date, translate: Translate) -> list[tuple[str, ...]]:
    """Return a row for everything that runs out next."""
    return [
        (
            item.title,
            item.unit.name,
            item.owner.name if item.owner else "",
            item.deadline.isoformat(),
            distance(item.deadline, today).told(translate),
        )
        for item in items
    ]


def call_facts(call: Call, translate: Translate) -> dict[str, str | int]:
    """Return a call for programs; names and order of the keys are a contract."""
    return {
        "step": call.step.id,
        "name": translate(call.step.name),
        "whom": call.step.whom.value,
        "person": call.person.name if call.person else "",
        "person_id": call.person.id if call.person else "",
        "unit": call.unit.name,
        "unit_id": call.unit.id,
        "id": call.id,
        "title": call.title,
        "deadline": call.deadline.isoformat() if call.deadline else "",
        "count": call.count,
        "why": call.why.told(translate),
    }


def next_facts(item: WorkItem) -> dict[str, str]:
    """Return for programs what runs out next."""
    return {
        "id": item.id,
        "title": item.title,
        "unit": item.unit.name,
        "owner": item.owner.name if item.owner else "",
        "deadline": item.deadline.isoformat(),
    }
