"""milestone: done or not done (0/1) by a date; every unit that shares it must do it.

Example::

    {id: platform, name: 政务数据平台上线, kind: milestone, due: 2025-09-30, lead_unit: zsj}
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from pydantic import Field

from perfplan.kinds._kind import Extras, Kind
from perfplan.model.target import Shape, UnitRollup
from perfplan.spec.target import TargetSpec
from perfplan.spec.types import IsoDate, Number


class MilestoneSpec(TargetSpec):
    """A dated completion."""

    kind: Literal["milestone"]
    due: IsoDate = Field(description="By when.")


def _extras(spec: MilestoneSpec) -> Extras:
    return Extras(date=spec.due, value=Number(Fraction(1), percent=False))


KIND = Kind("milestone", MilestoneSpec, Shape.DATED, UnitRollup.SAME, extras=_extras)
