"""Dates: whether people work on that day, and why."""

from __future__ import annotations

import re
from datetime import date

from perfplan.cli.calendar_choice import calendar_as_far_as_known
from perfplan.cli.context import Context, read_date
from perfplan.cli.explaining._form import Form
from perfplan.cli.year_drawing import COVERAGES
from perfplan.i18n import N_, Translator
from perfplan.model.calendar import Calendar

_DAY_NAMES = (
    *(N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday")),
    *(N_("Saturday"), N_("Sunday")),
)


def explain(context: Context, what: str, plan: str | None) -> str:
    """Say whether the day works, by which rule, from which source, and which working days are around it."""
    day = read_date(what)
    calendar = calendar_as_far_as_known(context, plan)
    t = context.t
    lines = [_verdict(day, calendar, t)]
    lines.append(t("Calendar: {calendar}", calendar=calendar.name))
    lines.append(t("Coverage: {coverage}", coverage=t(COVERAGES[calendar.coverage(day.year)])))
    if source := calendar.source(day.year):
        lines.append(t("Source: {source}", source=t(source)))
    before, after = calendar.add(day, -1), calendar.add(day, 1)
    lines.append(t("Working days around it: {before} and {after}", before=before.isoformat(), after=after.isoformat()))
    return "\n".join(lines)


def _verdict(day: date, calendar: Calendar, t: Translator) -> str:
    said: dict[str, str | int] = {"date": day.isoformat(), "weekday": t(_DAY_NAMES[day.weekday()])}
    name = calendar.name_of(day)
    works = calendar.is_workday(day)
    if not calendar.is_special(day):
        if works:
            return t("{date} ({weekday}) is a working day, as every week.", **said)
        return t("{date} ({weekday}) is a day off, as every week.", **said)
    if not name:
        if works:
            return t("{date} ({weekday}) is a working day: the plan says so.", **said)
        return t("{date} ({weekday}) is a day off: the plan says so.", **said)
    if works:
        return t("{date} ({weekday}) is a working day: {name}.", name=name, **said)
    return t("{date} ({weekday}) is a day off: {name}.", name=name, **said)


FORM = Form("day", "2025-10-11", re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII), explain)
