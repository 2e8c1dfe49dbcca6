"""Whether a year's number can be true beside the last one: growth of nothing or of percentages, slips in units.

PP456 growth on a baseline of zero, PP457 growth of percentages, PP458 a value far from the baseline, PP459 a baseline
that is not what the plan's own history says.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from perfplan.load.history import month_number as number_of
from perfplan.load.history import monthly, totals_before
from perfplan.load.resolve.numbers import Numbers
from perfplan.load.resolve.scope import Item, Scope
from perfplan.model.quantity import format_decimal as shown
from perfplan.model.target import Shape
from perfplan.spec.target import TargetSpec

FAR: Final = 10
"""So many times the other number, value or baseline looks like a slip in the unit of measure."""
_TOLERANCE: Final = Fraction(1, 100)
_DECIMALS: Final = 2


def report_against_baseline(item: Item[TargetSpec], numbers: Numbers, shape: Shape, scope: Scope) -> None:
    """Compare a target's value, growth and history with its baseline; a target that is a rate itself is left alone."""
    spec = item.spec
    if spec.baseline is None or spec.kind == "growth":
        return
    if spec.growth is not None:
        _report_growth(item, spec.baseline, spec.growth, numbers, scope)
    elif numbers.value is not None and spec.value is not None and spec.uom != "%":
        _report_distance(item, spec.baseline, Fraction(numbers.value, 10**spec.decimals), scope)
    if shape in {Shape.FLOW, Shape.PATH}:
        _report_history(item, spec.baseline, shape, scope)


def _report_growth(
    item: Item[TargetSpec], baseline: Fraction, growth: Fraction, numbers: Numbers, scope: Scope
) -> None:
    if not baseline:
        scope.report("PP456", item.at("growth"), growth=f"{shown(growth * 100)}%")
    elif item.spec.uom == "%" and numbers.value is not None:
        grown, sum_ = Fraction(numbers.value, 10**item.spec.decimals), baseline + growth * 100
        scope.report(
            "PP457",
            item.at("growth"),
            growth=f"{shown(growth * 100)}%",
            baseline=f"{shown(baseline)}%",
            value=f"{shown(grown)}%",
            points=shown(sum_),
        )


def _report_distance(item: Item[TargetSpec], baseline: Fraction, value: Fraction, scope: Scope) -> None:
    if is_far(baseline, value):
        scope.report("PP458", item.at("value"), value=shown(value), baseline=shown(baseline))


def is_far(baseline: Fraction, value: Fraction) -> bool:
    """Return whether one of two amounts is so many times the other that it looks like a slip."""
    return baseline > 0 and value > 0 and not baseline / FAR < value < baseline * FAR


def _report_history(item: Item[TargetSpec], baseline: Fraction, shape: Shape, scope: Scope) -> None:
    """Compare with last year's total, or for a stock with its last month; amounts may differ by one in a hundred."""
    values = scope.history.get((item.spec.id, ""))
    last = scope.start.year - 1
    if not values or len(scope.months) != len(scope.months[:12]) or scope.months[0].start.month != 1:
        return
    if shape is Shape.FLOW:
        known = totals_before(values, range(1, 13), scope.start.year).get(last)
    else:
        known = monthly(values).get(number_of(f"{last}-12"))
    if known is not None and abs(known - baseline) > _TOLERANCE * max(abs(known), abs(baseline)):
        said = Fraction(round(known * 10**_DECIMALS), 10**_DECIMALS)
        scope.report("PP459", item.at("baseline"), baseline=shown(baseline), history=shown(said), year=last)
