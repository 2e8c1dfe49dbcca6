"""mean: a value per head or per place (income, PM2.5); units form a weighted mean, never a sum.

``time`` says how periods make the year: ``sum`` (income of four quarters), ``mean`` (a concentration: the bound
holds every period) or ``last`` (from the baseline to the annual value). ``weight`` names the unit attribute of the
weighted mean: Σ w·x / Σ w gives the annual value in the declared decimals.

Example::

    {id: rural, name: 农村居民人均可支配收入, kind: mean, uom: 元, baseline: 16569, growth: 7%, time: sum,
     weight: population, lead_unit: nyj}
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from perfplan.kinds._kind import Extras, Kind
from perfplan.model.target import Shape, UnitRollup
from perfplan.spec.target import TargetSpec
from perfplan.spec.types import AttributeRef

_SHAPES = {"sum": Shape.FLOW, "mean": Shape.HOLD, "last": Shape.PATH}


class MeanSpec(TargetSpec):
    """A mean over units, weighted by a unit attribute."""

    kind: Literal["mean"]
    time: Literal["sum", "mean", "last"] = Field("mean", description="How periods make the year.")
    weight: AttributeRef | None = Field(None, description="Unit attribute of the weighted mean: population.")


def _extras(spec: MeanSpec) -> Extras:
    return Extras(shape=_SHAPES[spec.time], weight=spec.weight or "")


KIND = Kind("mean", MeanSpec, Shape.HOLD, UnitRollup.MEAN, extras=_extras, to_date=True)
