"""How wrong forecasts of a plan's own past years would have been."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from perfplan.model.plan import Plan
from perfplan.track.forecast import MONTHS, estimate, seasonal_run_rate
from perfplan.track.outlook import past_years


class Backtest(Struct, frozen=True):
    """How wrong forecasts of past years would have been after so many months, in percent of the year.

    ``ours`` and ``run_rate`` are means over ``cases`` years of all targets; ``held`` is the share of those years whose
    end lay in the interval, in percent.
    """

    month: int
    cases: int
    ours: float
    run_rate: float
    held: float


def backtest(plan: Plan, only: str = "") -> list[Backtest]:
    """Forecast each past year from the years before it, after each month, and compare with what it came to."""
    errors: dict[int, list[tuple[float, float, bool]]] = {}
    for target, unit in sorted(plan.history):
        if only in {"", target}:
            years = past_years(plan, target, unit)
            for place in range(1, len(years)):
                _try(years[:place], years[place], errors)
    found = []
    for month, cases in sorted(errors.items()):
        ours, theirs, held = (100 * sum(column) / len(cases) for column in zip(*cases, strict=True))
        found.append(Backtest(month, len(cases), ours, theirs, held))
    return found


def _try(
    past: Sequence[Sequence[float]], actual: Sequence[float], errors: dict[int, list[tuple[float, float, bool]]]
) -> None:
    whole = sum(actual)
    if whole <= 0:
        return
    for month in range(1, MONTHS):
        known = actual[:month]
        found = estimate(past, known)
        theirs = abs(seasonal_run_rate(past, known) - whole) / whole
        held = found.low <= whole <= found.high
        errors.setdefault(month, []).append((abs(found.total - whole) / whole, theirs, held))
