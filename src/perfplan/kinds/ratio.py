"""ratio: Σ numerator / Σ denominator (tax share, good-air days, on-time rate); the bound holds every period.

Percentages are never added or averaged. Where the year's denominator is known (``denominator: days``, or a number),
``explain`` says how many are needed and how many may still be missed: 85 % of 365 days needs 311 and allows 54.

Example::

    {id: air, name: 空气优良天数比例, kind: ratio, uom: "%", decimals: 1, value: 95.5, denominator: days, lead_unit: hb}
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from perfplan.kinds._kind import Extras, Kind
from perfplan.model.target import Shape, UnitRollup
from perfplan.spec.target import TargetSpec
from perfplan.spec.types import Amount


class RatioSpec(TargetSpec):
    """A ratio of sums; the same bound for every period and unit."""

    kind: Literal["ratio"]
    denominator: Literal["days"] | Amount | None = Field(None, description="days, or the year's number of cases.")


def _extras(spec: RatioSpec) -> Extras:
    if spec.denominator == "days":
        return Extras(per_day=True)
    return Extras(denominator=spec.denominator or None)


KIND = Kind("ratio", RatioSpec, Shape.HOLD, UnitRollup.SAME, extras=_extras)
