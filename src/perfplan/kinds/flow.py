"""flow: amounts that add up over time and over units (investment, jobs, signed projects).

A period's task is an amount, and the cumulative checkpoint at its end. Σ periods = Σ units = the annual value.

Example::

    {id: jobs, name: 城镇新增就业, kind: flow, uom: 人, value: 5200, lead_unit: rsj, split: even}
"""

from __future__ import annotations

from typing import Literal

from perfplan.kinds._kind import Kind
from perfplan.model.target import Shape, UnitRollup
from perfplan.spec.target import TargetSpec


class FlowSpec(TargetSpec):
    """An amount that adds up over periods and over units."""

    kind: Literal["flow"]


KIND = Kind("flow", FlowSpec, Shape.FLOW, UnitRollup.SUM)
