"""annual: measured once a year (grain); no share of a month makes sense, so actions and milestones lead to the date.

Its one checkpoint is the annual value, in the quarter and month of ``due`` (by default the last of the year).
Units add.

Example::

    {id: grain, name: 粮食总产量, kind: annual, uom: 万吨, decimals: 2, value: 22.75, due: 2025-11-30, lead_unit: nyj,
     actions: [{id: seedlings, name: 早稻育秧面积落实, on: 2025-03-31}]}
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from perfplan.kinds._kind import Extras, Kind
from perfplan.model.target import Shape, UnitRollup
from perfplan.spec.target import TargetSpec
from perfplan.spec.types import IsoDate


class AnnualSpec(TargetSpec):
    """A value measured once a year."""

    kind: Literal["annual"]
    due: IsoDate | None = Field(None, description="When it is measured; by default the end of the year.")


def _extras(spec: AnnualSpec) -> Extras:
    return Extras(date=spec.due)


KIND = Kind("annual", AnnualSpec, Shape.DATED, UnitRollup.SUM, extras=_extras)
