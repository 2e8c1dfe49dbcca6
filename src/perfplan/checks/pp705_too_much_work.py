"""Somebody has too much to do at a time.

Counted are an owner's open stages, by their latest dates, and a person's day tasks: amounts of targets and units, and
actions. How many are too many says `check: {limits: {stages: 8, day_tasks: 30}}`; the worst day of each person is
named.

Wrong::

    check: {limits: {day_tasks: 1}}
    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw}
      - {id: firms, name: 新登记企业, kind: flow, uom: 户, value: 1200, lead_unit: fgw}

Right::

    check: {limits: {day_tasks: 2}}
    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw}
      - {id: firms, name: 新登记企业, kind: flow, uom: 户, value: 1200, lead_unit: fgw}
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from perfplan.checks._rule import Found, Rule
from perfplan.diagnostics import Severity
from perfplan.model.plan import Plan
from perfplan.model.target import Target
from perfplan.model.unit import Person

_STAGES = "open stages"  # msgid
_DAY_TASKS = "tasks of the day"  # msgid


def _check(plan: Plan) -> Iterator[Found]:
    counted = (
        (_busiest_stages(plan), plan.check.most_stages, _STAGES),
        (_days(plan), plan.check.most_day_tasks, _DAY_TASKS),
    )
    for loads, most, what in counted:
        for person, load in sorted(loads.items()):
            count, day = max(((count, -day.toordinal()) for day, count in load.items()), default=(0, -1))
            if count > most and person in plan.people:
                found = plan.people[person]
                when = date.fromordinal(-day).isoformat()
                yield found.location, {"person": found.name, "count": count, "what": what, "date": when, "most": most}


def _busiest_stages(plan: Plan) -> dict[str, Counter[date]]:
    """Return for each owner how many stages are open on the days on which one starts: there is always a worst one."""
    from perfplan.schedule.reverse import schedule_project

    spans: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for project in plan.projects:
        for scheduled in schedule_project(project).stages:
            if scheduled.stage.owner and scheduled.stage.duration.days:
                spans[scheduled.stage.owner.id].append((scheduled.latest_start, scheduled.latest_finish))
    return {person: _overlaps(own) for person, own in spans.items() if len(own) > plan.check.most_stages}


def _overlaps(spans: Iterable[tuple[date, date]]) -> Counter[date]:
    spans = list(spans)
    return Counter({day: sum(first <= day <= last for first, last in spans) for day, _ in spans})


def _days(plan: Plan) -> dict[str, Counter[date]]:
    """Return the tasks of each day for those who may have too many of them."""
    crowded = {person for person, count in _most_a_day(plan).items() if count > plan.check.most_day_tasks}
    loads: dict[str, Counter[date]] = {person: Counter() for person in crowded}
    for target in plan.targets if crowded else ():
        for action in target.actions:
            for turn, day in enumerate(action.dates):
                owner = action.owners[turn % len(action.owners)].id if action.owners else ""
                if owner in loads:
                    loads[owner][day] += 1
        if any(person.id in crowded for team in _day_teams(target) for person in team):
            _add_shares(plan, target, loads)
    return loads


def _most_a_day(plan: Plan) -> Counter[str]:
    """Return an upper bound of each person's tasks on one day, without splitting anything.

    A unit's handlers are one tuple for all targets it shares, so each tuple is opened once.
    """
    teams: dict[int, tuple[Person, ...]] = {}
    turns: Counter[int] = Counter()
    for target in plan.targets:
        found = [*(action.owners for action in target.actions), *_day_teams(target)]
        turns.update(map(id, found))
        teams.update((id(team), team) for team in found)
    most: Counter[str] = Counter()
    for key, team in teams.items():
        for person in {person.id for person in team}:
            most[person] += turns[key]
    return most


def _day_teams(target: Target) -> list[tuple[Person, ...]]:
    """Return who may have a share of the target on a day, once for each unit that shares it."""
    owners = target.unit_owners
    units = target.allocation.units if target.allocation else ()
    return [target.owners.day, *[owners[unit.id].day for unit in units if unit.id in owners]]


def _add_shares(plan: Plan, target: Target, loads: dict[str, Counter[date]]) -> None:
    from perfplan.model.period import Level
    from perfplan.split.blocks import share_blocks
    from perfplan.split.engine import split_target
    from perfplan.split.table import period_table

    table = period_table(plan)
    for block in share_blocks(split_target(target, table), table, (Level.DAY,)):
        names = [person.id if person else "" for person in block.owners]
        keep = block.keep or [True] * len(block.slots)
        for slot, turn, kept in zip(block.slots, block.turns, keep, strict=True):
            owner = names[turn % len(names)]
            if kept and owner in loads:
                loads[owner][slot.start] += 1


RULE = Rule(
    code="PP705",
    name="too_much_work",
    severity=Severity.WARNING,
    message="{person} has {count} {what} on {date}; the limit is {most}",
    hint="name more handlers or other owners, or declare another limit under check",
    check=_check,
)
