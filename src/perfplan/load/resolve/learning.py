"""What a split learns from past years: which of them count, what they came to, and why others are left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from perfplan.diagnostics import Location
from perfplan.load.history import Values, joint_months, months_of, year_months, years_before
from perfplan.load.history_rows import VALUE
from perfplan.load.nearest import nearest
from perfplan.load.resolve.scope import Item, Scope
from perfplan.model.quantity import format_decimal as shown
from perfplan.spec.target import TargetSpec
from perfplan.split.methods._method import Method

MOST_YEARS = 3
EVEN = "even"

Years = Mapping[int, tuple[Fraction, ...]]


class Past(Struct, frozen=True):
    """The years of a series that can be learnt from, by year, oldest first, and its groups of joined months."""

    years: Years
    joined: tuple[tuple[int, ...], ...]

    @property
    def shares(self) -> tuple[tuple[Fraction, ...], ...]:
        """The years' months."""
        return tuple(self.years.values())


NOTHING = Past({}, ())


class Lesson(Struct, frozen=True):
    """What is to be learnt: of which target, by which method (None where none is written), and from how many years."""

    item: Item[TargetSpec]
    method: Method | None
    most: int

    @property
    def series(self) -> str:
        """The series to learn from: the indicator that the split names, else the target's own."""
        split = self.item.spec.split
        return (split.indicator if split else None) or self.item.spec.id

    @property
    def join(self) -> Sequence[int]:
        """The months that the split takes together."""
        split = self.item.spec.split
        return (split.join if split else None) or ()

    @property
    def needed(self) -> bool:
        """Whether the method has nothing else to go by."""
        split = self.item.spec.split
        return self.method is not None and self.method.learns and not (split and (split.months or split.quarters))

    @property
    def place(self) -> Location:
        """Where the method is written; where none is, the target."""
        return self.item.at("split", "method") if self.method else self.item.at("id")

    def usable(self, years: Years, scope: Scope) -> Years:
        """Return the years that count: up to ``most``, for some methods those without a gap up to the last one."""
        if self.method is None or not self.method.from_last_year:
            return dict(list(years.items())[-self.most :])
        found: dict[int, tuple[Fraction, ...]] = {}
        for year in range(scope.start.year - 1, scope.start.year - 1 - self.most, -1):
            if year not in years:
                break
            found[year] = years[year]
        return dict(sorted(found.items()))


def learn(lesson: Lesson, scope: Scope) -> Past:
    """Return what can be learnt. What is missing, negative or nothing is a finding where the split needs it."""
    values = series_values(lesson.series, scope)
    if not values:
        _report_nothing(lesson, scope)
        return NOTHING
    numbers = [month.start.month for month in scope.months]
    complete = years_before(values, numbers, scope.start.year, lesson.join)
    good = {year: months for year, months in complete.items() if sum(months) > 0 and min(months) >= 0}
    years = lesson.usable(good, scope)
    if lesson.method is None or lesson.needed:
        bad = complete.keys() - good.keys()
        for year in bad:
            _report_bad(lesson, year, values, years, scope)
        if not years:
            _report_unusable(lesson, values, bad, scope)
    groups = {*joint_months(values), *((tuple(lesson.join),) if lesson.join else ())}
    return Past(years, tuple(sorted(_apart(groups))))


def _apart(groups: set[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Return the groups that no other contains."""
    return [one for one in groups if not any(set(one) < set(other) for other in groups)]


def series_values(series: str, scope: Scope) -> Values:
    """Return a series' own values; where it has none, the sums of its units, for the periods that all of them have."""
    own = scope.history.get((series, ""))
    if own:
        return own
    parts = [scope.history[name, unit] for name, unit in scope.history if name == series and unit]
    periods = [period for period in parts[0] if all(period in part for part in parts)] if parts else []
    return {period: sum((part[period] for part in parts), Fraction(0)) for period in periods}


def _report_unusable(lesson: Lesson, values: Values, bad: Collection[int], scope: Scope) -> None:
    """Report that no year can be used, unless a missing month or a bad year has been told as the reason."""
    looked_for = lesson.needed or any(len(period) > len("2024") for period in values)
    last = scope.start.year - 1 if lesson.method is not None and lesson.method.from_last_year else 0
    told = last in bad if last else bool(bad)
    if looked_for and not told and lesson.series not in scope.gaps:
        scope.report("PP412", lesson.place, problem=f"{lesson.series} {last}" if last else lesson.series)


def _report_nothing(lesson: Lesson, scope: Scope) -> None:
    split = lesson.item.spec.split
    if split is not None and split.indicator is not None:
        near = nearest(split.indicator, {name for name, _ in scope.history})
        scope.report("PP439", lesson.item.at("split", "indicator"), name=split.indicator, nearest=near)
    elif lesson.needed:
        scope.report("PP412", lesson.place, problem=lesson.series)


def _report_bad(lesson: Lesson, year: int, values: Values, used: Years, scope: Scope) -> None:
    months = set(year_months(year, [month.start.month for month in scope.months]))
    of_year = [period for period in values if len(period) > len("2024") and months & set(months_of(period))]
    period = next((period for period in of_year if values[period] < 0), "")
    rows = scope.history_rows.get((lesson.series, ""), {})
    fallback = ", ".join(map(str, used)) or EVEN
    args: dict[str, str | int] = {"target": lesson.series, "year": year, "fallback": fallback}
    if period:
        place = rows[period].place(VALUE) if period in rows else lesson.place
        scope.report("PP432", place, **args, period=period, value=shown(values[period]))
    else:
        place = rows[of_year[0]].place(VALUE) if of_year[0] in rows else lesson.place
        scope.report("PP433", place, **args)
