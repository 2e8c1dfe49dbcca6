"""What past years and this year must come to, for a split that meets totals (method denton)."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from perfplan.load.history import totals_before, years_before
from perfplan.load.resolve.learning import EVEN, Lesson, Past, series_values
from perfplan.load.resolve.scope import Scope
from perfplan.model.target import SplitRule
from perfplan.split.methods._method import MonthFacts


class Amounts(Struct, frozen=True):
    """What a split shares: what the year must add (None while pending) to the ``opening``, as amounts or levels."""

    annual: Fraction | None
    opening: Fraction
    levels: bool


def benchmarked(
    rule: SplitRule, lesson: Lesson, past: Past, amounts: Amounts, facts: list[MonthFacts], scope: Scope
) -> SplitRule:
    """Return the rule with its totals; without them, which means evenly, where no series can be had from them."""
    if amounts.annual is None or lesson.method is None:
        return rule
    if amounts.levels and (rule.months or rule.quarters):
        key = "months" if rule.months else "quarters"
        scope.report("PP414", lesson.item.key_at("split", key), key=key, kind=lesson.item.spec.kind)
        return rule
    known = _known(lesson, past, scope, levels=amounts.levels)
    if not known and not (rule.months or rule.quarters):
        if past.years:
            scope.report("PP412", lesson.place, problem=f"{lesson.item.spec.id} {scope.start.year - 1}")
        return rule
    years = past.shares[len(past.years) - len(known) :]
    full = replace(rule, past_years=years, totals=(*known, amounts.annual + amounts.opening))
    fault = _fault(lesson.method.weights(full, facts), scope)
    if fault:
        target = lesson.item.spec.name
        scope.report("PP434", lesson.place, target=target, method=rule.method, month=fault, fallback=EVEN)
        return rule
    return full


def _known(lesson: Lesson, past: Past, scope: Scope, *, levels: bool) -> list[Fraction]:
    """Return what past years came to, a total for each of the last years without a gap."""
    spec = lesson.item.spec
    numbers = [month.start.month for month in scope.months]
    values = series_values(spec.id, scope)
    known = totals_before(values, numbers, scope.start.year)
    if levels:
        ends = years_before(values, numbers, scope.start.year, lesson.join)
        known = {year: months[-1] for year, months in ends.items()}
    if spec.baseline is not None:
        known.setdefault(scope.start.year - 1, spec.baseline)
    found: list[Fraction] = []
    for year in reversed(list(past.years)):
        if year not in known:
            break
        found.insert(0, known[year])
    return found


def _fault(weights: list[Fraction], scope: Scope) -> str:
    """Return the first month that would have less than nothing, or ''."""
    return next((month.label for month, weight in zip(scope.months, weights, strict=True) if weight < 0), "")
