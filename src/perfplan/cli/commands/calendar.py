"""Show, list and import working calendars.

Working days decide when tasks are due and how long stages take. Mainland China ships with perfplan; the days of any
other country can be imported into a plan.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Annotated

import typer

from perfplan.calendars import available, country_calendar
from perfplan.cli._command import Command
from perfplan.cli.calendar_choice import calendar_here
from perfplan.cli.context import Context
from perfplan.cli.options import OutOption, PlanOption, choose
from perfplan.errors import UsageError
from perfplan.model.calendar import Calendar
from perfplan.tables.year_calendar import COLUMNS, DayFact, YearGrid, day_rows, year_days, year_grid

Year = Annotated[str, typer.Argument(metavar="YEAR", help="The year, such as 2025.")]
Country = Annotated[str | None, typer.Option("--country", metavar="CODE", help="A country that ships with perfplan.")]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, csv or json.")]
Code = Annotated[str, typer.Argument(metavar="COUNTRY", help="Two-letter country code, such as HU.")]
Subdivision = Annotated[
    str | None, typer.Option("--subdivision", metavar="CODE", help="A state or province with days of its own.")
]
FORMATS = ("text", "csv", "json")
FIRST_YEAR, LAST_YEAR = 1, 9999
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def show(
    context: Context, year: Year, plan: PlanOption = None, country: Country = None, format_: Format = "text"
) -> None:
    """Draw a year with its days off and make-up working days.

    It is the calendar of the plan here, or of the country that ships with perfplan when there is no plan.

        perfplan calendar show 2025
        perfplan calendar show 2026 --plan plans/county-2026 --format csv
    """
    choose(format_, FORMATS, "--format")
    number = _year(year)
    calendar = _calendar(context, plan, country)
    days, grid = year_days(calendar, number), year_grid(calendar, number)
    if format_ == "csv":
        context.out.write(_csv(days))
    elif format_ == "json":
        context.out.write_json(_document(grid, days))
    else:
        from perfplan.cli.year_drawing import draw_year

        context.out.write(draw_year(grid, days, context.t, context.out))


def list_(context: Context) -> None:
    """List the calendars that ship with perfplan, and which years they know."""
    for code in available():
        calendar = country_calendar(code)
        context.out.write(f"{code}  {calendar.name}")
        for year, known in calendar.years.items():
            context.out.write(f"    {year}  {known.coverage.value}")


def import_(
    context: Context, country: Code, year: Year, subdivision: Subdivision = None, out: OutOption = None
) -> None:
    """Print a country's days as the calendar section of a plan.

    The days come from the library holidays, an extra: pip install perfplan[holidays]. They are copied, so a plan never
    changes because the library did. Read them against the official notice before relying on them.

        perfplan calendar import HU 2026 --out calendar.yaml
    """
    from perfplan.calendars.library import snapshot
    from perfplan.cli.writing import write_new
    from perfplan.export.calendar_yaml import calendar_yaml

    text = calendar_yaml(snapshot(country, _year(year), subdivision), context.t)
    if out is None:
        context.out.write(text)
    else:
        write_new(Path(out), text)
        context.err.write(context.t("written: {file}", file=out))


def _year(text: str) -> int:
    if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR:
        return int(text)
    raise UsageError("{value} is not a year from {first} to {last}", value=text, first=FIRST_YEAR, last=LAST_YEAR)


def _calendar(context: Context, plan: str | None, country: str | None) -> Calendar:
    if country is not None:
        return country_calendar(choose(country, available(), "--country"))
    return calendar_here(context, plan)


def _csv(days: list[DayFact]) -> str:
    """Return the day lines; a name that a spreadsheet would run as a formula gets an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for day, works, name in day_rows(days):
        writer.writerow((day, works, f"'{name}" if name.startswith(_FORMULA_STARTS) else name))
    return text.getvalue()


def _document(grid: YearGrid, days: list[DayFact]) -> dict[str, object]:
    return {
        "year": grid.year,
        "calendar": grid.calendar,
        "coverage": grid.coverage.value,
        "source": grid.source,
        "workdays": grid.workdays,
        "days": [{"date": day.date.isoformat(), "is_workday": day.is_workday, "name": day.name} for day in days],
    }


COMMAND = Command(name="calendar", verbs={"show": show, "list": list_, "import": import_})
