"""Any other country: one year's days, taken from the optional ``holidays`` library and then kept by the plan.

The library estimates years that are not announced yet and corrects past ones between releases. So its days are copied
into the plan's own calendar once, with the version they came from, and a plan never changes because a library did.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from perfplan.calendars.own import weekly_calendar
from perfplan.errors import UsageError
from perfplan.model.calendar import Calendar, Coverage, YearCoverage

if TYPE_CHECKING:
    from holidays import HolidayBase

_HALF_A_YEAR_OF_WEEKS = 26


class CalendarSnapshot(Struct, frozen=True):
    """One country's year as the library knew it.

    Attributes:
        country: ISO 3166 alpha-2 code; ``subdivision`` is the library's code of a state or province, or None.
        year: the year covered.
        weekdays: ISO weekdays that normally work there.
        off: named days off, ascending; those that fall on a weekend are listed for their names.
        work: working days outside the week, ascending.
        estimated: days off whose date the library calls an estimate (sightings of the moon).
        library: the library's name and version.
    """

    country: str
    subdivision: str | None
    year: int
    weekdays: tuple[int, ...]
    off: tuple[tuple[date, str], ...]
    work: tuple[tuple[date, str], ...]
    estimated: tuple[date, ...]
    library: str

    @property
    def source(self) -> str:
        """Return where the days come from, such as ``holidays 0.109, DE-BY``."""
        place = f"{self.country}-{self.subdivision}" if self.subdivision else self.country
        return f"{self.library}, {place}"

    @property
    def coverage(self) -> Coverage:
        """Return ``provisional`` if any day is an estimate, else ``official``."""
        return Coverage.PROVISIONAL if self.estimated else Coverage.OFFICIAL

    def calendar(self, id: str) -> Calendar:  # noqa: A002 - the word of the plan format
        """Return the working calendar that the snapshot describes."""
        off, work = dict(self.off), dict(self.work)
        years = {self.year: YearCoverage(self.coverage, self.source)}
        return weekly_calendar(id, self.weekdays, off, work, off | work, coverage=years)


def snapshot(code: str, year: int, subdivision: str | None = None) -> CalendarSnapshot:
    """Return one year's days of a country, named in the country's own language.

    Args:
        code: ISO 3166 alpha-2 code.
        year: the year to take.
        subdivision: the library's code of a state or province with days of its own.

    Raises:
        UsageError: the library is not installed, does not know the country or subdivision, or has nothing on the year.
    """
    known = _known_days(code, year, subdivision)
    days = list(_days_of(year))
    week = _usual_week(known, days)
    off = tuple(
        (day, known.get(day, ""))
        for day in days
        if day in known or (day.isoweekday() in week and not known.is_working_day(day))
    )
    work = tuple((day, "") for day in days if day.isoweekday() not in week and known.is_working_day(day))
    estimated = tuple(day for day, name in off if _is_estimate(known, name))
    return CalendarSnapshot(code, subdivision, year, week, off, work, estimated, _library_version())


def _known_days(code: str, year: int, subdivision: str | None) -> HolidayBase:
    try:
        from holidays import country_holidays
    except ImportError as missing:
        raise UsageError(
            "importing calendars needs the library holidays: pip install {extra}", extra="perfplan[holidays]"
        ) from missing
    try:
        plain = country_holidays(code, subdiv=subdivision)
        # Without a language the library follows the machine's locale, and the same import would differ elsewhere.
        known = country_holidays(code, subdiv=subdivision, years=year, language=plain.default_language)
    except NotImplementedError as unknown:
        place = f"{code}-{subdivision}" if subdivision else code
        raise UsageError("the library holidays does not know {place}", place=place) from unknown
    if not known:
        raise UsageError("the library holidays has no days for {place} in {year}", place=code, year=year)
    return known


def _days_of(year: int) -> Iterator[date]:
    first = date(year, 1, 1).toordinal()
    yield from map(date.fromordinal, range(first, date(year, 12, 31).toordinal() + 1))


def _usual_week(known: HolidayBase, days: list[date]) -> tuple[int, ...]:
    """Return the weekdays that are not weekend for most of the year: some countries moved theirs within one."""
    free = [day.isoweekday() for day in days if known.is_weekend(day)]
    return tuple(weekday for weekday in range(1, 8) if free.count(weekday) <= _HALF_A_YEAR_OF_WEEKS)


def _is_estimate(known: HolidayBase, name: str) -> bool:
    label = getattr(known, "estimated_label", None)
    return isinstance(label, str) and any(mark in name for mark in label.split("%s") if mark.strip())


def _library_version() -> str:
    from importlib.metadata import version  # here, because it is slow to import and only an import needs it

    return f"holidays {version('holidays')}"
