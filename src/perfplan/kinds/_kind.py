"""What a kind declares."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from msgspec import Struct

from perfplan.model.target import Shape, UnitRollup
from perfplan.spec.target import TargetSpec
from perfplan.spec.types import Number


class Base(Struct, frozen=True):
    """A declared amount that a growth rate applies to, as written."""

    amount: Fraction
    uom: str
    decimals: int


class Extras(Struct, frozen=True):
    """What a kind's own keys mean for the model; defaults say "nothing"."""

    shape: Shape | None = None
    weight: str = ""
    date: date | None = None
    denominator: Fraction | None = None
    per_day: bool = False
    parts: tuple[str, str] = ("", "")
    base: Base | None = None
    value: Number | None = None


class Kind(Struct, frozen=True):
    """A kind of target: its spec, its shape over time, its roll-up over units, and its default split method.

    ``to_date`` says that its figures are of the year so far (a rate, a ratio, a mean), not of their day (a debt).
    """

    name: str
    spec: type[TargetSpec]
    shape: Shape
    units_roll: UnitRollup
    default_method: str = "even"
    needs_baseline: bool = False
    to_date: bool = False
    extras: Callable[[Any], Extras] = lambda _spec: Extras()
