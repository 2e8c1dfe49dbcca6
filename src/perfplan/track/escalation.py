"""Who must be reminded, chased, criticised or summoned today, by the plan's own steps. Nothing is sent anywhere.

Every matter is told once, with the last step whose conditions hold. Dated work that is late for one reason is one
matter, as in the status; every target at every unit is one; so is every clock and finding of a campaign.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from perfplan.ledger.progress import Progress
from perfplan.model.escalation import About, EscalationStep, Whom
from perfplan.model.lamp import Facts
from perfplan.model.plan import Plan
from perfplan.model.sentence import Sentence
from perfplan.model.unit import Person, Unit
from perfplan.track.closings import closings
from perfplan.track.gathering import View
from perfplan.track.grouping import By
from perfplan.track.item import WorkItem
from perfplan.track.lamps import because, deadline_facts
from perfplan.track.lines import Line
from perfplan.track.standing import Standing, standings
from perfplan.track.status import plan_status
from perfplan.track.work import single_items

AHEAD = 10
"""How many working days ahead steps may look."""


class Call(Struct, frozen=True):
    """One step for one matter.

    Attributes:
        step: what is to be done.
        person: with whom; None where nobody is named.
        unit: whose unit.
        id: the task's id, or the target's at the unit.
        title: what it is about.
        deadline: when it was or is due; None for targets.
        count: how many tasks it stands for.
        why: the facts that the step asks about.
    """

    step: EscalationStep
    person: Person | None
    unit: Unit
    id: str
    title: str
    deadline: date | None
    count: int
    why: Sentence


def escalation(plan: Plan, progress: Progress, today: date) -> tuple[Call, ...]:
    """Return today's calls: the severest step first, then by whom, then by deadline."""
    found = plan_status(plan, progress, today, View(By.OWNER, due_soon=AHEAD))
    calls = [
        *_calls(plan, (_of_line(line, plan, today) for line in (*found.overdue, *found.due_soon))),
        *_calls(plan, (_of_target(one) for one in standings(plan, progress, today))),
    ]
    ranks = {step.id: place for place, step in enumerate(plan.escalation)}
    return tuple(sorted(calls, key=lambda call: (-ranks[call.step.id], _name(call), call.deadline or today, call.id)))


def next_to_run_out(plan: Plan, progress: Progress, today: date, most: int) -> tuple[WorkItem, ...]:
    """Return what runs out next of campaigns, soonest first: phases, findings, clocks, close-outs that are not done."""
    campaigns = {campaign.id for campaign in plan.campaigns}
    coming = [item for item in closings(plan, progress) if item.deadline >= today]
    for item in single_items(plan):
        ident, _, label = item.id.rpartition("/")
        if item.project in campaigns and label not in progress.finished(ident):
            moved = progress.state(item.id).extended_to if item.id in progress.moved else None
            now = replace(item, deadline=moved) if moved else item
            coming += [now] if now.deadline >= today else []
    return tuple(sorted(coming, key=lambda item: (item.deadline, item.id))[:most])


class _Matter(Struct, frozen=True):
    about: About
    facts: Facts
    owner: Person | None
    leader: Person | None
    unit: Unit
    id: str
    title: str
    deadline: date | None
    count: int


def _calls(plan: Plan, matters: Iterable[_Matter]) -> Iterator[Call]:
    for matter in matters:
        holding = [step for step in plan.escalation if matter.about in step.about and step.holds(matter.facts)]
        if holding:
            step = holding[-1]
            people = {Whom.OWNER: matter.owner, Whom.LEADER: matter.leader, Whom.UNIT: matter.unit.head}
            why = because(step.conditions, matter.facts)
            yield Call(
                step, people[step.whom], matter.unit, matter.id, matter.title, matter.deadline, matter.count, why
            )


def _of_line(line: Line, plan: Plan, today: date) -> _Matter:
    item = line.item
    about = About.CLOCKS if item.clock else About.TASKS
    facts = deadline_facts(item.start, line.first_deadline, today, plan.calendar)
    return _Matter(
        about, facts, item.owner, item.supervisor, item.unit, item.id, item.title, line.first_deadline, line.count
    )


def _of_target(found: Standing) -> _Matter:
    target = found.target
    return _Matter(
        About.TARGETS, found.facts(), found.owner, target.supervisor, found.unit, found.id, target.name, None, 1
    )


def _name(call: Call) -> str:
    return call.person.name if call.person else ""
