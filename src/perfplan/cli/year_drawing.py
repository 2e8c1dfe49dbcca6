"""A year's calendar drawn month by month: days off and make-up days marked, with the list of them below.

Marks stand beside the day in every output; terminals get colours too. Every cell is three columns wide, the width of a
Chinese weekday and a blank, so months align in both languages at any width.
"""

from __future__ import annotations

from itertools import zip_longest

from perfplan.cli.console import Console
from perfplan.i18n import N_, Translator
from perfplan.model.calendar import Coverage
from perfplan.tables.year_calendar import DayFact, MonthGrid, YearGrid, runs
from perfplan.text import fold, pad

WEEKDAYS = (N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa"), N_("Su"))
MONTHS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)
COVERAGES = {
    Coverage.OFFICIAL: N_("official"),
    Coverage.PROVISIONAL: N_("provisional: estimated, may still change"),
    Coverage.NONE: N_("none: weekends only"),
}
_CELL = 3
_MONTH = 7 * _CELL
_GAP = 3
_ABREAST = (6, 4, 3, 2)  # divisors of twelve, so that every row of months is full
OFF, MAKE_UP = "*", "+"


def draw_year(grid: YearGrid, days: list[DayFact], t: Translator, console: Console) -> str:
    """Return the drawing: heading, twelve months, legend, named days, coverage and source."""
    abreast = next((n for n in _ABREAST if n * (_MONTH + _GAP) - _GAP <= console.width), 1)
    months = [_month(month, t, console) for month in grid.months]
    rows = [months[start : start + abreast] for start in range(0, 12, abreast)]
    heading = t(
        "{year}, {calendar}: {days} working days", year=str(grid.year), calendar=grid.calendar, days=grid.workdays
    )
    drawn = [console.paint(heading, "bold"), *(_beside(row) for row in rows), _legend(t, console)]
    listed = _named_days(days, t, console)
    return "\n\n".join([*drawn, *([listed] if listed else []), _coverage(grid, t, console)]) + "\n"


def _month(month: MonthGrid, t: Translator, console: Console) -> list[tuple[str, str]]:
    """Return the lines of one month, each as plain text (for measuring) and as shown."""
    title = t("{month}: {days} working days", month=t(MONTHS[month.month - 1]), days=month.workdays)
    week = "".join(pad(t(weekday), _CELL) for weekday in WEEKDAYS)
    lines = [(title, console.paint(title, "bold")), (week, console.paint(week, "dim"))]
    for days in month.weeks:
        cells = [_cell(day) for day in days]
        shown = "".join(console.paint(cell, *_styles(day)) for cell, day in zip(cells, days, strict=True))
        lines.append(("".join(cells), shown))
    return lines


def _cell(day: DayFact | None) -> str:
    return f"{day.date.day:>2}{_mark(day)}" if day else " " * _CELL


def _mark(day: DayFact) -> str:
    if not day.special:
        return " "
    return MAKE_UP if day.is_workday else OFF


def _styles(day: DayFact | None) -> tuple[str, ...]:
    if day is None or (day.is_workday and not day.special):
        return ()
    if day.is_workday:
        return ("bold", "yellow")
    return ("red",) if day.special else ("dim",)


def _beside(months: list[list[tuple[str, str]]]) -> str:
    """Set months next to each other."""
    lines = []
    for parts in zip_longest(*months, fillvalue=("", "")):
        line = "".join(shown + " " * (_MONTH + _GAP) if not plain else _padded(plain, shown) for plain, shown in parts)
        lines.append(line.rstrip())
    return "\n".join(lines)


def _padded(plain: str, shown: str) -> str:
    return shown + pad(plain, _MONTH + _GAP)[len(plain) :]


def _legend(t: Translator, console: Console) -> str:
    day_off, make_up = console.paint(OFF, "red"), console.paint(MAKE_UP, "bold", "yellow")
    return t("{off} day off   {make_up} working day in exchange", off=day_off, make_up=make_up)


def _named_days(days: list[DayFact], t: Translator, console: Console) -> str:
    lines = []
    for first, last in runs(days):
        span = f"{first.date:%m-%d}" if first == last else f"{first.date:%m-%d} – {last.date:%m-%d}"
        name = first.name or t("no name")
        mark = console.paint(_mark(first), *_styles(first))
        lines += [f"{mark} {pad(span, 15)}{line}" for line in fold(name, max(console.width - 17, 20))[:1]]
        lines += [" " * 17 + line for line in fold(name, max(console.width - 17, 20))[1:]]
    return "\n".join(lines)


def _coverage(grid: YearGrid, t: Translator, console: Console) -> str:
    known = t("Coverage: {coverage}", coverage=t(COVERAGES[grid.coverage]))
    source = t("Source: {source}", source=t(grid.source)) if grid.source else ""
    return "\n".join(line for text in (known, source) if text for line in fold(text, console.width))
