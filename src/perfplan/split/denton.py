"""Denton's benchmarking: a series that keeps an indicator's movement and meets given totals exactly.

Of all series ``x`` that meet the benchmarks, the one whose ratio to the indicator ``i`` changes least from period to
period: the sum over ``t >= 2`` of ``(x_t/i_t - x_(t-1)/i_(t-1))²`` is smallest. This is the proportional variant with
first differences of F. T. Denton ("Adjustment of Monthly or Quarterly Series to Annual Totals: An Approach Based on
Quadratic Minimization", JASA 66, 1971), with the starting condition of P. A. Cholette: the first period's ratio is
free, where Denton's own compared it with the value before benchmarking and so bent the beginning of the series. The
IMF's "Quarterly National Accounts Manual" (2001, chapter VI) recommends it.

Everything is exact. Where ``d_t`` is the step of the ratio after period ``t``, the first-order conditions say that
``d_t - d_(t-1)`` is ``c_t·i_t`` times the multiplier of the benchmark that period ``t`` belongs to, with no step before
the first and after the last period. So the unknowns are the first ratio and one multiplier a benchmark, however many
periods there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate
from math import lcm

from msgspec import Struct


class Conversion(StrEnum):
    """What a benchmark says of its periods: their sum, their average, their first or their last value."""

    SUM = "sum"
    AVERAGE = "average"
    FIRST = "first"
    LAST = "last"


class Benchmark(Struct, frozen=True):
    """What periods ``first``..``last`` (inclusive indexes) must come to, by the series' conversion."""

    first: int
    last: int
    value: Fraction


def denton(
    indicator: Sequence[Fraction], benchmarks: Sequence[Benchmark], conversion: Conversion = Conversion.SUM
) -> list[Fraction]:
    """Return the benchmarked series, as long as the indicator.

    Args:
        indicator: one value a period, not negative; a period of zero stays zero.
        benchmarks: at least one, in order, without overlap. Periods before the first and after the last keep the
            ratio of their nearest neighbour; those between are bridged.
        conversion: what the benchmarks say.

    Raises:
        ValueError: a benchmark whose periods have nothing in the indicator, so that no series can meet it.
    """
    levers = [_lever(indicator, benchmark, conversion) for benchmark in benchmarks]
    if not levers or not all(lever.weight for lever in levers):
        raise ValueError("a benchmark needs an indicator that is not zero")
    solution = _solve([*(_equation(place, levers) for place in range(len(levers))), _closing(levers)])
    steps = [Fraction(0)] * len(indicator)
    for multiplier, lever in zip(solution[1:], levers, strict=True):
        for period, size in lever.sizes:
            steps[period] += multiplier * size
    ratios = accumulate(accumulate(steps[:-1]), initial=solution[0])
    return [value * ratio for value, ratio in zip(indicator, ratios, strict=True)]


class _Lever(Struct, frozen=True):
    """A benchmark: how much each of its periods' ratio counts, the sums of that and of that times the period."""

    sizes: tuple[tuple[int, Fraction], ...]
    weight: Fraction
    moment: Fraction
    value: Fraction


def _lever(indicator: Sequence[Fraction], benchmark: Benchmark, conversion: Conversion) -> _Lever:
    periods = range(benchmark.first, benchmark.last + 1)
    chosen = {Conversion.FIRST: periods[:1], Conversion.LAST: periods[-1:]}.get(conversion, periods)
    sizes = tuple((period, indicator[period]) for period in chosen)
    weight = sum((size for _, size in sizes), Fraction(0))
    moment = sum((period * size for period, size in sizes), Fraction(0))
    value = benchmark.value * (len(periods) if conversion is Conversion.AVERAGE else 1)
    return _Lever(sizes, weight, moment, value)


def _equation(place: int, levers: Sequence[_Lever]) -> list[Fraction]:
    """Return the row of a benchmark: what the first ratio and each multiplier bring to it, and what it must come to.

    A multiplier moves the ratio of every later period by its size for each period in between.
    """
    own = levers[place]
    row = [own.weight]
    for number, lever in enumerate(levers):
        if number < place:
            row.append(own.moment * lever.weight - own.weight * lever.moment)
        else:
            row.append(_within(own) if number == place else Fraction(0))
    return [*row, own.value]


def _within(lever: _Lever) -> Fraction:
    total = weight = moment = Fraction(0)
    for period, size in lever.sizes:
        total += size * (period * weight - moment)
        weight += size
        moment += period * size
    return total


def _closing(levers: Sequence[_Lever]) -> list[Fraction]:
    """Return the row that says that the ratio no longer moves after the last period."""
    return [Fraction(0), *(lever.weight for lever in levers), Fraction(0)]


def _solve(rows: Sequence[Sequence[Fraction]]) -> list[Fraction]:
    """Solve a regular system, each row with its right side last, by elimination without fractions.

    Every division below is exact (E. H. Bareiss, "Sylvester's identity and multistep integer-preserving Gaussian
    elimination", 1968), so numbers stay as small as determinants allow.
    """
    table = [_whole(row) for row in rows]
    size, before = len(table), 1
    for step in range(size):
        pivot = next(row for row in range(step, size) if table[row][step])
        table[step], table[pivot] = table[pivot], table[step]
        head = table[step]
        for row in table[step + 1 :]:
            factor = row[step]
            for column in range(step + 1, size + 1):
                row[column] = (row[column] * head[step] - factor * head[column]) // before
        before = head[step]
    found = [Fraction(0)] * size
    for step in reversed(range(size)):
        known = sum((table[step][i] * found[i] for i in range(step + 1, size)), Fraction(0))
        found[step] = (table[step][size] - known) / table[step][step]
    return found


def _whole(row: Sequence[Fraction]) -> list[int]:
    scale = lcm(*(value.denominator for value in row))
    return [value.numerator * (scale // value.denominator) for value in row]
