"""The split section: a method, and the table it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from perfplan.load.chinese import keyword_for
from perfplan.load.planfile import ProfileSpec
from perfplan.load.resolve.benchmarks import Amounts, benchmarked
from perfplan.load.resolve.learning import MOST_YEARS, Lesson, learn
from perfplan.load.resolve.scope import Item, Scope
from perfplan.model.period import quarter_of
from perfplan.model.quantity import format_decimal as shown
from perfplan.model.target import SplitRule
from perfplan.spec.target import SplitSpec, TargetSpec
from perfplan.split.engine import methods
from perfplan.split.methods._method import Method, MonthFacts
from perfplan.split.methods.cumulative import from_checkpoints
from perfplan.split.methods.s_curve import MAX_STEEPNESS

KEYS = ("months", "quarters", "profile", "years", "steepness", "indicator", "join")
USUAL_STEEPNESS = 2
HISTORY_DEFAULT_YEARS = 3  # history is the default where so many past years are known


def resolve_split(item: Item[TargetSpec], default: str, amounts: Amounts, scope: Scope) -> SplitRule:
    """Return the rule of a target; where none is written, history if three past years are known, else the default."""
    spec = item.spec.split
    if spec is None:
        past = learn(Lesson(item, None, MOST_YEARS), scope)
        method = "history" if len(past.years) >= HISTORY_DEFAULT_YEARS else default
        return SplitRule(method, {}, {}, "", past.shares, USUAL_STEEPNESS, item.at("id"), past.joined)
    part = item.part(spec, "split")
    found = methods().get(spec.method)
    if found is None:
        near = keyword_for(spec.method, methods())
        scope.report("PP307", part.at("method"), name=spec.method, nearest=near)
        return SplitRule(default, {}, {}, "", (), USUAL_STEEPNESS, part.at("method"))
    sound = _check_keys(part, found, scope)
    months: Mapping[int, Fraction] = spec.months or {}
    quarters = spec.quarters or {}
    if spec.profile is not None and found.name == "profile":
        months, sound = _profile(part, spec.profile, scope)
    sound = sound and _check_table(part, found, months, quarters, amounts.annual, scope)
    sound = _check_join(part, scope) and sound
    if not sound:
        return SplitRule(default, {}, {}, "", (), USUAL_STEEPNESS, part.at("method"))
    lesson = Lesson(item, found, _within(part, "years", spec.years, MOST_YEARS, scope))
    past = learn(lesson, scope)
    given = spec.steepness
    steepness = USUAL_STEEPNESS if given is None else _within(part, "steepness", given, MAX_STEEPNESS, scope)
    rule = SplitRule(
        found.name, months, quarters, spec.profile or "", past.shares, steepness, part.at("method"),
        past.joined if found.learns else (), levels=amounts.levels,
    )  # fmt: skip
    return benchmarked(rule, lesson, past, amounts, month_facts(scope), scope) if found.meets_totals else rule


def bare_split(item: Item[TargetSpec], method: str) -> SplitRule:
    """Return the rule of a target that nothing is spread for: a bound, or a value on one date."""
    return SplitRule(method, {}, {}, "", (), USUAL_STEEPNESS, item.at("id"))


def month_facts(scope: Scope) -> list[MonthFacts]:
    """Return the plan's months as split methods see them, without working days, which no table needs."""
    starts = [month.start.month for month in scope.months]
    return [MonthFacts(number, quarter_of(number), 0, 0) for number in starts]


def _check_keys(part: Item[SplitSpec], method: Method, scope: Scope) -> bool:
    given = {key for key in KEYS if getattr(part.spec, key) is not None}
    strange = sorted(given - method.accepts)
    for key in strange:
        scope.report("PP409", part.key_at(key), key=key, method=method.name)
    lacks = bool(method.needs) and not given & method.needs
    if lacks and not strange:  # else what is there may be meant for what is missing
        scope.report("PP409", part.at("method"), key=" / ".join(sorted(method.needs)), method=method.name)
    return not lacks


def _within(part: Item[SplitSpec], key: str, value: int | None, most: int, scope: Scope) -> int:
    if value is None:
        return most
    if not 1 <= value <= most:
        scope.report("PP213", part.at(key), value=str(value), bound=f"1-{most}")
        return most
    return value


def _check_join(part: Item[SplitSpec], scope: Scope) -> bool:
    """Whether the joined months are months of the plan that follow each other."""
    join = part.spec.join
    order = [month.start.month for month in scope.months]
    if join is None or (len(join) > 1 and any(tuple(order[i : i + len(join)]) == join for i in range(len(order)))):
        return True
    scope.report("PP438", part.key_at("join"), value=", ".join(map(str, join)))
    return False


def _profile(part: Item[SplitSpec], name: str, scope: Scope) -> tuple[Mapping[int, Fraction], bool]:
    profile: Item[ProfileSpec] | None = scope.profiles.find(name, part.spot("profile"), scope.findings)
    if profile is None:
        return {}, False
    return profile_months(profile.spec, scope), True


def profile_months(spec: ProfileSpec, scope: Scope) -> Mapping[int, Fraction]:
    """Return a profile as one weight a month number."""
    if spec.cumulative is None:
        return spec.weights or {}
    known = scope.shapes.get(spec.id)
    if known is None:
        facts = month_facts(scope)
        shares = from_checkpoints(spec.cumulative, facts)
        known = scope.shapes[spec.id] = dict(zip((f.number for f in facts), shares, strict=True))
    return known


def check_profile(item: Item[ProfileSpec], scope: Scope) -> None:
    """Report a profile that says nothing, or whose numbers cannot be a year."""
    spec = item.spec
    if (spec.cumulative is None) == (spec.weights is None):
        scope.report("PP409", item.at("id"), key="cumulative / weights", method="profile")
    elif spec.cumulative is not None:
        _check_cumulative(item, "cumulative", spec.cumulative, scope)
    elif spec.weights is not None:
        _check_weights(item, "weights", spec.weights, scope, 12)


def _check_table(
    part: Item[SplitSpec],
    method: Method,
    months: Mapping[int, Fraction],
    quarters: Mapping[int, Fraction],
    annual: Fraction | None,
    scope: Scope,
) -> bool:
    """Check the declared numbers; ``annual`` is None while pending."""
    if method.name == "profile" or not (months or quarters):
        return not (part.spec.months == {} or part.spec.quarters == {})
    if part.spec.months and part.spec.quarters:
        scope.report("PP409", part.key_at("quarters"), key="quarters", method=method.name)
        return False
    key, table, last = ("months", months, 12) if months else ("quarters", quarters, 4)
    if method.name == "cumulative":
        return _check_cumulative(part, key, table, scope)
    if not _check_weights(part, key, table, scope, last):
        return False
    total = sum(table.values(), Fraction(0))
    if method.amounts and annual is not None and total != annual:
        scope.report(
            "PP403",
            part.at(key),
            sum=shown(total),
            total=shown(annual),
            difference=shown(total - annual),
        )
        return False
    return True


def _check_weights(
    item: Item[object] | Item[SplitSpec] | Item[ProfileSpec],
    key: str,
    table: Mapping[int, Fraction],
    scope: Scope,
    last: int,
) -> bool:
    _report_disorder(item, key, table, _order(scope, last), scope)
    before = len(scope.findings)
    for number, weight in table.items():
        if not 1 <= number <= last:
            scope.report("PP213", item.key_at(key, str(number)), value=str(number), bound=f"1-{last}")
        if weight < 0:
            scope.report("PP408", item.at(key, str(number)), problem=shown(weight))
    if len(scope.findings) == before and not _covered(table, last, scope):
        scope.report("PP408", item.at(key), problem="0")
    return len(scope.findings) == before


def _order(scope: Scope, last: int) -> list[int]:
    """Return the numbers of the plan's months, or of its quarters where ``last`` is four."""
    months = [month.start.month for month in scope.months]
    return months if last == 12 else list(dict.fromkeys(map(quarter_of, months)))


def _covered(table: Mapping[int, Fraction], last: int, scope: Scope) -> bool:
    """Whether any of the plan's periods has a positive weight."""
    numbers = {(m.start.month if last == 12 else quarter_of(m.start.month)) for m in scope.months}
    return any(weight > 0 for number, weight in table.items() if number in numbers)


def _check_cumulative(
    item: Item[SplitSpec] | Item[ProfileSpec], key: str, table: Mapping[int, Fraction], scope: Scope
) -> bool:
    order = [month.start.month for month in scope.months]
    reached = Fraction(0)
    for number in table:
        if number not in order:
            scope.report("PP213", item.key_at(key, str(number)), value=str(number), bound=_numbers(order))
            return False
    if len(table) > 1 and table.get(last := list(table)[-1]) == 100 and order[-1] not in table:
        scope.report("PP342", item.key_at(key, str(last)), number=str(last), last=str(order[-1]))
        return False
    _report_disorder(item, key, table, order, scope)
    for number in order:
        if table.get(number, reached) < reached:
            scope.report(
                "PP402",
                item.at(key, str(number)),
                problem=f"{shown(reached)} > {shown(table[number])}",
            )
            return False
        reached = table.get(number, reached)
    if order[-1] not in table or reached != 100:
        scope.report("PP402", item.at(key, str(order[-1])), problem=f"{order[-1]}: {shown(reached)}")
        return False
    return True


def _report_disorder(
    item: Item[Any], key: str, table: Mapping[int, Fraction], order: Sequence[int], scope: Scope
) -> None:
    """Report the first number that stands behind a later one: a reader takes the table from top to bottom."""
    for before, number in pairwise(number for number in table if number in order):
        if order.index(number) < order.index(before):
            scope.report("PP341", item.key_at(key, str(number)), number=str(number), before=str(before))
            return


def _numbers(order: Sequence[int]) -> str:
    return f"{order[0]}-{order[-1]}" if order == sorted(order) else ", ".join(map(str, order))
