"""Country calendars shipped with the package: one tab-separated file a country in ``data/``.

Plain text that splits on tabs, because a calendar is read at every start and a YAML parser would cost more than all
the rest. Adding a country is adding a file; ``data/CN.tsv`` explains the lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from perfplan.model.calendar import Calendar, Coverage, SpecialDay, YearCoverage

_DATA = Path(__file__).with_name("data")
_SUFFIX = ".tsv"


@cache
def available() -> tuple[str, ...]:
    """Return the codes of the countries that ship with the package, sorted."""
    return tuple(sorted(path.stem for path in _DATA.iterdir() if path.suffix == _SUFFIX))


@cache
def country_calendar(code: str) -> Calendar:
    """Return the calendar of a country, read once.

    Args:
        code: ISO 3166 alpha-2 in capitals, one of :func:`available`.

    Raises:
        LookupError: no data for this country.
    """
    if code not in available():
        raise LookupError(code)
    return parse_country(code, _DATA.joinpath(code + _SUFFIX).read_text(encoding="utf-8"))


def parse_country(code: str, text: str) -> Calendar:
    """Read a country file.

    Raises:
        ValueError: a line that cannot be read, or a day written twice; the message gives the line's number.
    """
    draft = _Draft()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        word, *cells = line.split("\t")
        try:
            _LINES[word](draft, *cells)
        except (KeyError, TypeError, ValueError) as wrong:
            raise ValueError(f"{code}{_SUFFIX}:{number}: {wrong}") from wrong
    return Calendar.build(code, draft.weekdays, draft.specials.values(), draft.years, name=draft.name)


class _Draft:
    """What has been read so far."""

    def __init__(self) -> None:
        self.name = ""
        self.weekdays: tuple[int, ...] = ()
        self.years: dict[int, YearCoverage] = {}
        self.specials: dict[int, SpecialDay] = {}

    def read_name(self, name: str) -> None:
        self.name = name

    def read_week(self, digits: str) -> None:
        self.weekdays = tuple(map(int, digits))

    def read_year(self, year: str, coverage: str, source: str) -> None:
        self.years[int(year)] = YearCoverage(Coverage(coverage), source)

    def read_off(self, days: str, name: str) -> None:
        self._put(days, name, working=False)

    def read_work(self, days: str, name: str) -> None:
        self._put(days, name, working=True)

    def _put(self, days: str, name: str, *, working: bool) -> None:
        for ordinal in _ordinals(days):
            if ordinal in self.specials:
                raise ValueError(f"{date.fromordinal(ordinal)} is written twice")
            self.specials[ordinal] = SpecialDay(ordinal, working, name)


_LINES: dict[str, Callable[..., None]] = {
    "name": _Draft.read_name,
    "week": _Draft.read_week,
    "year": _Draft.read_year,
    "off": _Draft.read_off,
    "work": _Draft.read_work,
}


def _ordinals(days: str) -> Iterator[int]:
    """Yield the days of ``2025-10-01`` or ``2025-10-01/2025-10-08``, both ends included."""
    first, _, last = days.partition("/")
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    if end < start:
        raise ValueError(f"{days} ends before it starts")
    yield from range(start.toordinal(), end.toordinal() + 1)
