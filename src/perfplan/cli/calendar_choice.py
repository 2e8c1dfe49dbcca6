"""Which calendar a question about days means."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from perfplan.calendars import country_calendar
from perfplan.cli.context import Context, UnreadablePlanError
from perfplan.errors import UsageError
from perfplan.model.calendar import Calendar

if TYPE_CHECKING:
    from perfplan.load import LoadResult

DEFAULT_COUNTRY = "CN"
_WORKING_DAYS, _CONTRADICTION = "PP507", "PP505"


def calendar_here(context: Context, plan: str | None) -> Calendar:
    """Return the calendar of the plan named or found here; without any single plan, the one that ships.

    Raises:
        FindingsError: that plan has errors.
    """
    path = _plan_here(context, plan)
    return context.load(str(path)).calendar if path else country_calendar(DEFAULT_COUNTRY)


def calendar_as_far_as_known(context: Context, plan: str | None) -> Calendar:
    """Return the same, also of a plan with errors that have nothing to do with its days; stderr says that it has some.

    Raises:
        FindingsError: nobody knows which days of that plan work.
    """
    path = _plan_here(context, plan)
    if path is None:
        return country_calendar(DEFAULT_COUNTRY)
    result = context.read(path)
    if result.plan is not None:
        return result.plan.calendar
    if result.partial is None or _is_unsure(result):
        raise UnreadablePlanError(result)
    told = context.t("the plan has errors elsewhere; perfplan check {path} shows them", path=path.as_posix())
    context.err.write(told)
    return result.partial.calendar


def _plan_here(context: Context, plan: str | None) -> Path | None:
    try:
        return context.plan_path(plan)
    except UsageError:  # no single plan here: then nobody can have meant one
        if plan is not None:
            raise
        return None


def _is_unsure(result: LoadResult) -> bool:
    """Return whether what is wrong with a plan may change its working days."""
    return _WORKING_DAYS in result.unsure or any(finding.code == _CONTRADICTION for finding in result.findings)
