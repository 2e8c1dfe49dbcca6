"""An owner does not belong to the leading unit.

Somebody of another unit can hardly make the leading unit work. The head of the unit may be anybody, and so may the
supervising leader; people of units below the leading one belong to it.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw, owner: zhao-lei}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw, owner: wang-min}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from perfplan.checks._rule import Found, Rule
from perfplan.diagnostics import Severity
from perfplan.model.plan import Plan
from perfplan.model.unit import Unit


def _check(plan: Plan) -> Iterator[Found]:
    owned = [(target.owners.month, target.lead_unit, target.owner_at or target.location) for target in plan.targets]
    owned += [(project.owner, project.lead_unit, project.owner_at or project.location) for project in plan.projects]
    owned += [
        (campaign.owner, campaign.lead_unit, campaign.owner_at or campaign.location) for campaign in plan.campaigns
    ]
    for person, unit, place in owned:
        if person and person != unit.head and person.unit and not _within(person.unit, unit.id, plan.units):
            yield place, {"person": person.name, "unit": unit.name}


def _within(inner: str, outer: str, units: Mapping[str, Unit]) -> bool:
    """Whether a unit is another one, or lies below it; the units form a tree."""
    here: str | None = inner
    while here is not None and here != outer:
        unit = units.get(here)
        here = unit.parent if unit else None
    return here == outer


RULE = Rule(
    code="PP702",
    name="owner_of_another_unit",
    severity=Severity.WARNING,
    message="{person} answers, but does not belong to {unit}, which leads",
    hint="name somebody of the leading unit, or let the person's own unit lead",
    check=_check,
)
