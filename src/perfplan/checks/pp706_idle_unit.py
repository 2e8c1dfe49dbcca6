"""A unit takes part in nothing, though others of its kind do.

It leads no target, project or campaign, supports none and shares none. When all other townships have a share, the one
without was probably forgotten.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw, allocate: {over: [chengguan]}}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw, allocate: {over: township}}
"""

from __future__ import annotations

from collections.abc import Iterator

from perfplan.checks._rule import Found, Rule
from perfplan.diagnostics import Severity
from perfplan.model.plan import Plan
from perfplan.model.unit import Unit


def _check(plan: Plan) -> Iterator[Found]:
    busy = {unit.id for unit in _taking_part(plan)}
    for unit_id in list(busy):
        busy |= set(_above(plan, unit_id))
    kinds = {plan.units[unit].kind for unit in busy if unit in plan.units}
    for unit in plan.units.values():
        if unit.id not in busy and unit.kind in kinds:
            yield unit.location, {"unit": unit.name}


def _taking_part(plan: Plan) -> Iterator[Unit]:
    for leads, supports in (
        *((target.lead_unit, target.support_units) for target in plan.targets),
        *((project.lead_unit, project.support_units) for project in plan.projects),
        *((campaign.lead_unit, campaign.support_units) for campaign in plan.campaigns),
    ):
        yield from (leads, *supports)
    for target in plan.targets:
        yield from (action.unit for action in target.actions)
        yield from target.allocation.units if target.allocation else ()
    yield from (stage.unit for project in plan.projects for stage in project.stages)
    yield from (task.unit for campaign in plan.campaigns for task in campaign.tasks)


def _above(plan: Plan, unit_id: str) -> Iterator[str]:
    """Yield the units above one; they form a tree, in which a circle is a finding of its own."""
    seen = {unit_id}
    here = plan.units.get(unit_id)
    while here is not None and here.parent is not None and here.parent not in seen:
        seen.add(here.parent)
        yield here.parent
        here = plan.units.get(here.parent)


RULE = Rule(
    code="PP706",
    name="idle_unit",
    severity=Severity.INFO,
    message="{unit} takes part in nothing, though others of its kind do",
    hint="give it a share of a target, or remove it",
    check=_check,
)
