"""limit: a ceiling or floor that holds in every period (debt, unemployment); ``direction: down`` makes it a ceiling.

Example::

    {id: unemployment, name: 城镇调查失业率, kind: limit, uom: "%", decimals: 1, direction: down, value: 5.5,
     lead_unit: rsj}
"""

from __future__ import annotations

from typing import Literal

from perfplan.kinds._kind import Kind
from perfplan.model.target import Shape, UnitRollup
from perfplan.spec.target import TargetSpec


class LimitSpec(TargetSpec):
    """The same bound for every period and unit."""

    kind: Literal["limit"]


KIND = Kind("limit", LimitSpec, Shape.HOLD, UnitRollup.SAME)
