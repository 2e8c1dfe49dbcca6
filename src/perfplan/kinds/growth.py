"""growth: a cumulative year-on-year rate; every checkpoint is the annual rate, and rates are never added.

With ``base`` (last year's amount) the rate implies amounts, which are then split like a flow; without it the rate is
all that is said. Published growth at constant prices is not the ratio of published amounts, so nothing is derived
from amounts that the plan does not declare.

Example::

    {id: gdp, name: 地区生产总值, kind: growth, uom: "%", decimals: 1, value: 6.0, lead_unit: fgw,
     base: {amount: 201.20, uom: 亿元, decimals: 2},
     split: {method: cumulative, months: {3: 22, 6: 45.7, 9: 70.4, 12: 100}}}
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from perfplan.kinds._kind import Base, Extras, Kind
from perfplan.model.target import Shape, UnitRollup
from perfplan.spec.target import TargetSpec
from perfplan.spec.types import Amount, Decimals, Spec, Text


class BaseSpec(Spec):
    """Last year's amount, to which the rate applies."""

    amount: Amount = Field(description="Last year's amount.")
    uom: Text = Field(description="Its unit of measure.")
    decimals: Decimals = Field(2, description="Decimal places of the implied amounts.")


class GrowthSpec(TargetSpec):
    """A rate to hold at every checkpoint, with the amounts it implies on a declared base."""

    kind: Literal["growth"]
    base: BaseSpec | None = Field(None, description="Last year's amount, for implied amounts.")


def _extras(spec: GrowthSpec) -> Extras:
    base = spec.base
    return Extras(base=Base(base.amount, base.uom, base.decimals) if base else None)


KIND = Kind("growth", GrowthSpec, Shape.HOLD, UnitRollup.SAME, extras=_extras, to_date=True)
