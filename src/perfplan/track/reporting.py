"""When figures are due: so many days after each month, quarter, half-year or year of the plan."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct, field

from perfplan.model.plan import Plan
from perfplan.model.target import Report

_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


class ReportDays(Struct, frozen=True):
    """The reporting days of a plan, worked out once a rule.

    A figure for a day is due with the first reporting period that ends on it or later: a month's figure of a target
    that reports by quarters comes with the quarter's.
    """

    plan: Plan
    _known: dict[Report, tuple[list[date], list[date]]] = field(default_factory=dict)

    def due(self, report: Report, day: date) -> date:
        """Return the day until which the figure for ``day`` must be in."""
        ends, due = self._known.get(report) or self._table(report)
        return due[min(bisect_left(ends, day), len(due) - 1)]

    def due_for(self, report: Report, days: Sequence[date]) -> list[date]:
        """Return the day until which the figure for each of ``days`` must be in."""
        return [self.due(report, day) for day in days]

    def _table(self, report: Report) -> tuple[list[date], list[date]]:
        months, step = self.plan.months, _MONTHS[report.every]
        ends = [months[min(i + step, len(months)) - 1].last for i in range(0, len(months), step)]
        if report.every == "quarter":
            ends = [quarter.last for quarter in self.plan.quarters]
        table = (ends, [self._after(end, report) for end in ends])
        self._known[report] = table
        return table

    def _after(self, end: date, report: Report) -> date:
        if report.working:
            return self.plan.calendar.add(end, report.due)
        return end + timedelta(days=report.due)
