"""level: a stock at the end of a period (firms above size, coverage); units add, periods do not.

A period's task is the level to reach, on the way from the baseline to the annual value; its amount is the net
change. The last checkpoint is the annual value.

Example::

    {id: firms, name: 规上工业企业数, kind: level, uom: 户, baseline: 96, value: 108, lead_unit: gxj}
"""

from __future__ import annotations

from typing import Literal

from perfplan.kinds._kind import Kind
from perfplan.model.target import Shape, UnitRollup
from perfplan.spec.target import TargetSpec


class LevelSpec(TargetSpec):
    """A stock at period end, from the baseline to the annual value."""

    kind: Literal["level"]


KIND = Kind("level", LevelSpec, Shape.PATH, UnitRollup.SUM, needs_baseline=True)
