"""What past actuals say: months, whole years and yearly totals out of figures by month, quarter, span or year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

MONTHS, QUARTER = 12, 3
SPAN = ".."

Series = tuple[str, str]
History = dict[Series, dict[str, Fraction]]
Values = Mapping[str, Fraction]


def month_number(label: str) -> int:
    """Return a month's place among all months: ``2024-03`` is 2024·12 + 2."""
    return int(label[:4]) * MONTHS + int(label[5:7]) - 1


def month_name(number: int) -> str:
    """Return the label of the month with this place."""
    return f"{number // MONTHS:04d}-{number % MONTHS + 1:02d}"


def months_of(period: str) -> range:
    """Return the places of the months of a period; of a year all twelve."""
    if len(period) == len("2024"):
        return range(int(period) * MONTHS, int(period) * MONTHS + MONTHS)
    if "Q" in period:
        first = int(period[:4]) * MONTHS + (int(period[6]) - 1) * QUARTER
        return range(first, first + QUARTER)
    begin, _, end = period.partition(SPAN)
    return range(month_number(begin), month_number(end or begin) + 1)


def monthly(values: Values, join: Sequence[int] = ()) -> dict[int, Fraction]:
    """Return one value a month, by the month's place.

    A quarter without any month of its own counts a third for each of its months, and a span the same for each. Where
    only the last of the months to ``join`` has a figure, it is the figure of them all. A year's total says nothing of
    its months.
    """
    found: dict[int, Fraction] = {}
    for period, value in values.items():
        if says_months(period):
            _share(found, months_of(period), value)
    for period, value in values.items():
        if "Q" in period and not any(month in found for month in months_of(period)):
            _share(found, months_of(period), value)
    for last in [number for number in found if join and number % MONTHS + 1 == join[-1]]:
        together = range(last - len(join) + 1, last + 1)
        if not any(month in found for month in together[:-1]):
            _share(found, together, found[last])
    return found


def _share(found: dict[int, Fraction], months: range, value: Fraction) -> None:
    found.update(dict.fromkeys(months, value / len(months)))


def says_months(period: str) -> bool:
    """Whether a period is a month or several months: not a quarter and not a year, which may stand beside them."""
    return "Q" not in period and len(period) > len("2024")


def joint_months(values: Values) -> tuple[tuple[int, ...], ...]:
    """Return the months of the year (1-12) that any span of the figures puts together, a tuple for each group."""
    groups: list[set[int]] = []
    for period in values:
        if SPAN in period:
            together = {number % MONTHS + 1 for number in months_of(period)}
            for group in [group for group in groups if group & together]:
                groups.remove(group)
                together |= group
            groups.append(together)
    return tuple(sorted(tuple(sorted(group)) for group in groups))


def yearly(values: Values, month_numbers: Sequence[int], before: int) -> list[tuple[Fraction, ...]]:
    """Return up to three complete past years, oldest first, as one value a month in the plan's order of months."""
    return list(years_before(values, month_numbers, before).values())[-3:]


def years_before(
    values: Values, month_numbers: Sequence[int], before: int, join: Sequence[int] = ()
) -> dict[int, tuple[Fraction, ...]]:
    """Return the complete years that began before the year ``before``, by the year in which they began, in order.

    A plan's year may begin in any month: the months before it in the calendar belong to the next calendar year.
    """
    known = monthly(values, join)
    found = {}
    for year in sorted({int(period[:4]) for period in values}):
        months = [known.get(number) for number in year_months(year, month_numbers)]
        complete = tuple(month for month in months if month is not None)
        if year < before and len(complete) == len(month_numbers):
            found[year] = complete
    return found


def year_months(year: int, month_numbers: Sequence[int]) -> list[int]:
    """Return the places of the months of the plan's year that began in ``year``."""
    return [(year + (number < month_numbers[0])) * MONTHS + number - 1 for number in month_numbers]


def totals_before(values: Values, month_numbers: Sequence[int], before: int) -> dict[int, Fraction]:
    """Return each past year's total: the figure of the whole year where there is one, else the sum of its months."""
    sums = {year: sum(months, Fraction(0)) for year, months in years_before(values, month_numbers, before).items()}
    said = {int(period): value for period, value in values.items() if len(period) == len("2024")}
    return dict(sorted((sums | {year: value for year, value in said.items() if year < before}).items()))
