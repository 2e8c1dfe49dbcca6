"""ratio: Σ numerator / Σ denominator (tax share, good-air days, on-time rate); the bound holds every period.

Percentages are never added or averaged. Where the year's denominator is known, ``explain`` says how many are needed and
how many may still be missed: 85 % of 365 days needs 311 and allows 54. It is ``days``, a number of cases, or another
target of the plan; then ``numerator`` names the target that is to be so large a part of it (tax revenue of revenue).

What has happened is recorded as a count, ``perfplan record air 100/120``; the ratio of two targets follows their own
figures. From then on status and explain say what the rest of the year must bring: of 245 days left, 211 are still
needed and 34 may be missed. Where all units report counts, the whole's is the sum of theirs.

Example::

    {id: air, name: 空气优良天数比例, kind: ratio, uom: "%", decimals: 1, value: 95.5, denominator: days, lead_unit: hb}
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from perfplan.kinds._kind import Extras, Kind
from perfplan.model.quantity import parse_decimal
from perfplan.model.target import Shape, UnitRollup
from perfplan.spec.target import TargetSpec
from perfplan.spec.types import REFERS, TargetRef, parse_text

DAYS = "days"


def parse_denominator(value: Any) -> Fraction | str:
    """Read a number, ``days`` or a target's name."""
    text = parse_text(value)
    number = parse_decimal(text)
    return text if number is None else number


Denominator = Annotated[
    Fraction | str,
    PlainValidator(parse_denominator),
    WithJsonSchema({"anyOf": [{"const": DAYS}, {"type": ["string", "number"], REFERS: "targets"}]}),
]


class RatioSpec(TargetSpec):
    """A ratio of sums; the same bound for every period and unit."""

    kind: Literal["ratio"]
    numerator: TargetRef | None = Field(None, description="The target that is part of the denominator.")
    denominator: Denominator | None = Field(None, description="days, the year's number of cases, or a target.")


def _extras(spec: RatioSpec) -> Extras:
    if spec.denominator == DAYS:
        return Extras(per_day=True, parts=(spec.numerator or "", ""))
    if isinstance(spec.denominator, Fraction):
        return Extras(denominator=spec.denominator or None, parts=(spec.numerator or "", ""))
    return Extras(parts=(spec.numerator or "", spec.denominator or ""))


KIND = Kind("ratio", RatioSpec, Shape.HOLD, UnitRollup.SAME, extras=_extras, to_date=True)
