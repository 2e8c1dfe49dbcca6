"""Importing a country's year from the optional library."""

import builtins
from collections.abc import Callable
from datetime import date, timedelta
from importlib.metadata import version

import holidays
import pytest

from perfplan.calendars import Coverage
from perfplan.calendars.library import snapshot
from perfplan.errors import UsageError


@pytest.mark.parametrize(
    ("code", "year", "subdivision"),
    [
        ("HU", 2025, None),
        ("DE", 2026, "BY"),
        ("US", 2026, "CA"),
        ("CN", 2025, None),
        ("IL", 2025, None),
        ("AE", 2021, None),
        ("SA", 2013, None),  # the weekend moved in the middle of the year
        ("IR", 2025, None),
        ("BN", 2025, None),  # Friday and Sunday are free, Saturday is not
    ],
)
def test_every_day_of_the_snapshot_is_the_library_s(code: str, year: int, subdivision: str | None) -> None:
    calendar = snapshot(code, year, subdivision).calendar("x")
    library = holidays.country_holidays(code, subdiv=subdivision, years=year)
    day = date(year, 1, 1)
    while day.year == year:
        assert calendar.is_workday(day) is library.is_working_day(day), day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("code", "year", "week"),
    [
        ("HU", 2026, (1, 2, 3, 4, 5)),
        ("IL", 2026, (1, 2, 3, 4, 7)),
        ("SA", 2026, (1, 2, 3, 4, 7)),
        ("AE", 2021, (1, 2, 3, 4, 7)),
        ("AE", 2026, (1, 2, 3, 4, 5)),
        ("IR", 2026, (1, 2, 3, 4, 6, 7)),
    ],
)
def test_the_week_is_the_country_s(code: str, year: int, week: tuple[int, ...]) -> None:
    assert snapshot(code, year).weekdays == week


def test_make_up_days_and_names_in_the_country_s_language() -> None:
    taken = snapshot("HU", 2025)
    assert {day for day, _ in taken.work} == {date(2025, 5, 17), date(2025, 10, 18), date(2025, 12, 13)}
    assert (date(2025, 1, 1), "Újév") in taken.off
    calendar = taken.calendar("hu")
    assert calendar.name_of(date(2025, 1, 1)) == "Újév"
    assert not calendar.is_workday(date(2025, 12, 24))
    assert calendar.source(2025) == taken.source == f"holidays {version('holidays')}, HU"
    assert (calendar.coverage(2025), calendar.coverage(2026)) == (Coverage.OFFICIAL, Coverage.NONE)


def test_a_subdivision_has_days_of_its_own() -> None:
    epiphany = date(2026, 1, 6)
    assert epiphany in dict(snapshot("DE", 2026, "BY").off)
    assert epiphany not in dict(snapshot("DE", 2026).off)
    assert snapshot("DE", 2026, "BY").source.endswith("DE-BY")


def test_estimated_days_make_the_year_provisional() -> None:
    taken = snapshot("AE", 2030)
    assert taken.estimated
    assert set(taken.estimated) < set(dict(taken.off))
    assert date(2030, 1, 1) not in taken.estimated
    assert taken.calendar("ae").coverage(2030) is Coverage.PROVISIONAL


@pytest.mark.parametrize(
    ("code", "year", "subdivision", "words"),
    [("XX", 2026, None, "XX"), ("DE", 2026, "ZZ", "DE-ZZ"), ("DE", 1800, None, "1800"), ("", 2026, None, "not know")],
)
def test_what_the_library_does_not_know_is_a_usage_error(
    code: str, year: int, subdivision: str | None, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        snapshot(code, year, subdivision)


def test_without_the_library_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[..., object] = builtins.__import__

    def absent(name: str, *args: object) -> object:
        if name == "holidays":
            raise ModuleNotFoundError(name)
        return real(name, *args)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(UsageError, match=r"pip install perfplan\[holidays\]"):
        snapshot("HU", 2026)
