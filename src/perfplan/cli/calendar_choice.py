"""Which calendar a question about days means."""

from __future__ import annotations

from perfplan.calendars import country_calendar
from perfplan.cli.context import Context
from perfplan.errors import UsageError
from perfplan.model.calendar import Calendar

DEFAULT_COUNTRY = "CN"


def calendar_here(context: Context, plan: str | None) -> Calendar:
    """Return the calendar of the plan named or found here; without any single plan, the one that ships.

    Raises:
        FindingsError: that plan has errors.
    """
    if plan is None:
        try:
            context.plan_path()
        except UsageError:  # no single plan here: then nobody can have meant one
            return country_calendar(DEFAULT_COUNTRY)
    return context.load(plan).calendar
