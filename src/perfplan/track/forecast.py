"""Where a target will end the year: an estimate with an 80 % interval from past months and this year's.

Months are freed of their season by pooled indexes (each month's share of the past years' totals), a level is found and
put back into season. Two levels are known. The year's own: each year has one, found from last year's and from all
months of this year, in a proportion that fits the past best (a Kalman filter for a level that changes between years).
And the running one, by simple exponential smoothing, whose weight fits the past best. The first half of a year goes by
the year's own level; later the running one counts with it, up to a quarter after eleven months.

The indexes are drawn towards even by as much as the years disagree about them, of a single year by a quarter; for the
year's own level by a fifth of that, because there a wrong season does not pass into the level. A month that brings
little of a year also says little about it, and moves a level less. Without complete past years the months so far go on
as they are: the run rate.

An estimate is no amount: this module alone calculates with floats, in a fixed order, so that the same input gives the
same result everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from math import sqrt

from msgspec import Struct

MONTHS = 12
SHRINK = 0.25
Z80 = 1.2815515594457831
"""The normal quantile of an 80 % interval."""
WIDER = (2.0, 1.4, 1.3)
"""How much wider the interval is than its own errors say, by one, two or three past years: level, weight and season are
estimates too. So made, intervals hold 80 % of the year's ends of the monthly series of the M3 competition.
"""
WEIGHTS = tuple(step / 20 for step in range(1, 20))
TRUSTS = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""How many average months of a new year last year's level may be worth."""
GENTLY = 0.2
"""How much of the drawing towards even holds for the year's own level."""
_TINY = 1e-9


class Way(StrEnum):
    """How an estimate was made: from past years, or from this year alone (amounts, moves, the average so far)."""

    SMOOTHING = "smoothing"
    RUN_RATE = "run_rate"
    TREND = "trend"
    TO_DATE = "to_date"


class Verdict(StrEnum):
    """What the interval says about the year's value."""

    WILL = "will"
    MAY = "may"
    WILL_NOT = "will_not"


class Estimate(Struct, frozen=True):
    """The year's end: the estimate, and the interval that holds it four times in five.

    Where nothing says how wide that is, it is not ``known``, and both ends are the estimate.
    """

    total: float
    low: float
    high: float
    way: Way
    known: bool = True


def indexes(years: Sequence[Sequence[float]], drawn: float = 1.0) -> list[float]:
    """Return each month's index (1 is an average month) pooled over past years and drawn towards even.

    ``drawn`` is how much of the drawing holds: 1 all of it, 0 nothing.
    """
    total = sum(map(sum, years))
    if total <= _TINY:
        return [1.0] * MONTHS
    pooled = [MONTHS * sum(year[month] for year in years) / total for month in range(MONTHS)]
    shrink = drawn * _shrinkage(years, pooled)
    return [(1 - shrink) * index + shrink for index in pooled]


def _shrinkage(years: Sequence[Sequence[float]], pooled: Sequence[float]) -> float:
    """Return how far the indexes are drawn towards even: their noise, as a share of what they differ by."""
    if len(years) < 2 or min(map(sum, years)) <= _TINY:
        return SHRINK
    noise = 0.0
    for year in years:
        whole = sum(year)
        noise += sum((MONTHS * value / whole - index) ** 2 for value, index in zip(year, pooled, strict=True))
    season = sum((index - 1) ** 2 for index in pooled)
    return min(noise / (len(years) - 1) / len(years) / season, 1.0) if season > _TINY else 1.0


def estimate(years: Sequence[Sequence[float]], months: Sequence[float]) -> Estimate:
    """Return the estimate of a year of which the first ``months`` are known.

    Args:
        years: complete past years of twelve months, oldest first; may be empty.
        months: the amount of each month of this year so far, at least one unless there are past years.
    """
    reached, left = sum(months), MONTHS - len(months)
    if not left:
        return Estimate(reached, reached, reached, Way.RUN_RATE)
    if not years:
        return _run_rate(months)
    season = indexes(years)
    past = [value for year in years for value in year]
    values = [*past, *months]
    weight = _best_weight(values, season)
    level, errors = _smoothed(values, season, weight)
    ahead = season[len(months) :]
    own = indexes(years, GENTLY)
    running = _running_counts(len(months))
    rest = (1 - running) * _level_of_year(values, own) * sum(own[len(months) :]) + running * level * sum(ahead)
    total = reached + rest
    spread = Z80 * WIDER[min(len(years), len(WIDER)) - 1] * _deviation(errors) * sqrt(_variance(ahead, weight))
    return Estimate(total, total - spread, total + spread, Way.SMOOTHING)


def seasonal_run_rate(years: Sequence[Sequence[float]], months: Sequence[float]) -> float:
    """Return what the year comes to if the months so far are the share of it that they were in past years."""
    whole = sum(map(sum, years))
    share = sum(sum(year[: len(months)]) for year in years) / whole if whole > _TINY else 0.0
    return sum(months) / share if share > _TINY else sum(months) * MONTHS / len(months)


def verdict(found: Estimate, value: float, *, up: bool) -> Verdict:
    """Return whether the year's value will be made: surely, perhaps (also where no interval is known), or not."""
    if not found.known:
        return Verdict.MAY
    worst, best = (found.low, found.high) if up else (-found.high, -found.low)
    wanted = value if up else -value
    if worst >= wanted:
        return Verdict.WILL
    return Verdict.WILL_NOT if best < wanted else Verdict.MAY


def _run_rate(months: Sequence[float]) -> Estimate:
    left, mean = MONTHS - len(months), sum(months) / len(months)
    total = mean * MONTHS
    if len(months) < 3:
        return Estimate(total, total, total, Way.RUN_RATE, known=False)
    deviation = sqrt(sum((month - mean) ** 2 for month in months) / (len(months) - 1))
    spread = Z80 * deviation * sqrt(left + left * left / len(months))  # of the months, and of their mean
    return Estimate(total, total - spread, total + spread, Way.RUN_RATE)


def _smoothed(values: Sequence[float], season: Sequence[float], weight: float) -> tuple[float, list[float]]:
    """Return the level of an average month after the last value, and each value's error as foreseen one step before."""
    level = sum(values[:MONTHS]) / MONTHS
    errors = []
    for place, value in enumerate(values):
        index = season[place % MONTHS]
        error = value - level * index
        errors.append(error)
        level += weight * error / max(index, 1.0)
    return level, errors


def _running_counts(known: int) -> float:
    """Return how much the running level counts after so many months: nothing in the first half of a year."""
    return max(known - MONTHS // 2, 0) / 20


def _level_of_year(values: Sequence[float], season: Sequence[float]) -> float:
    """Return the level of an average month of the last year in ``values``, by the trust that fits the past best."""
    return min(_own_level(values, season, trust) for trust in TRUSTS)[1]


def _own_level(values: Sequence[float], season: Sequence[float], trust: float) -> tuple[float, float]:
    """Return the squared errors, each value foreseen one step before, and the level after the last value."""
    level = sum(values[:MONTHS]) / MONTHS
    known, misses = trust, 0.0
    for place, value in enumerate(values):
        month = place % MONTHS
        known = (trust if month == 0 else known) + season[month]
        error = value - level * season[month]
        misses += error * error if place else 0.0
        level += error / known
    return misses, level


def _best_weight(values: Sequence[float], season: Sequence[float]) -> float:
    def misses(weight: float) -> float:
        return sum(error * error for error in _smoothed(values, season, weight)[1])

    return min(WEIGHTS, key=misses)


def _deviation(errors: Sequence[float]) -> float:
    return sqrt(sum(error * error for error in errors) / max(len(errors) - 1, 1))


def _variance(ahead: Sequence[float], weight: float) -> float:
    """Return the variance of the sum of the months ahead, in variances of one step: an error stays in the level."""
    return sum((1 + weight / max(index, 1.0) * sum(ahead[place + 1 :])) ** 2 for place, index in enumerate(ahead))
