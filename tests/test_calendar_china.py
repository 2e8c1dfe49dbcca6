"""Mainland China against the notices, an independent library, and figures counted elsewhere."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import holidays
import pytest

from perfplan.calendars import Coverage, available, country_calendar
from perfplan.calendars.country import parse_country

CASES = Path(__file__).parent / "cases" / "calendar"
CN = country_calendar("CN")
ONE_DAY = timedelta(days=1)
# The library gives back no day where Mid-Autumn falls into National Day, although the notice for 2020, the last such
# year, did (eight days off in one piece, four of them statutory).
LIBRARY_DIFFERS = {date(2028, 10, 5)}


def rows(name: str) -> list[dict[str, str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def days(first: date, last: date) -> Iterator[date]:
    yield from (first + n * ONE_DAY for n in range((last - first).days + 1))


def month_count(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return CN.count(date(year, month, 1), following - ONE_DAY)


@pytest.mark.parametrize("year", range(2020, 2031))
def test_every_day_agrees_with_an_independent_library(year: int) -> None:
    library = holidays.country_holidays("CN", years=year, language="zh_CN")
    differing = {
        day
        for day in days(date(year, 1, 1), date(year, 12, 31))
        if CN.is_workday(day) is not library.is_working_day(day)
    }
    assert differing == {day for day in LIBRARY_DIFFERS if day.year == year}


@pytest.mark.parametrize("row", rows("cn_workdays_by_month.csv"), ids=lambda row: row["year"])
def test_working_days_of_every_month(row: dict[str, str]) -> None:
    year = int(row["year"])
    counted = [month_count(year, month) for month in range(1, 13)]
    assert counted == [int(row[f"m{month:02}"]) for month in range(1, 13)]


@pytest.mark.parametrize("row", rows("cn_notices.csv"), ids=lambda row: row["date"])
def test_each_line_of_the_notices(row: dict[str, str]) -> None:
    first, _, last = row["date"].partition("/")
    for day in days(date.fromisoformat(first), date.fromisoformat(last or first)):
        assert CN.is_workday(day) is (row["kind"] == "work")
        assert CN.name_of(day) == row["name"]


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_notices_list_every_special_day(year: int) -> None:
    told = 0
    for row in rows("cn_notices.csv"):
        first, _, last = row["date"].partition("/")
        told += len(list(days(date.fromisoformat(first), date.fromisoformat(last or first)))) * (
            row["year"] == str(year)
        )
    assert sum(CN.is_special(day) for day in days(date(year, 1, 1), date(year, 12, 31))) == told


def test_facts_that_catch_ordinary_calendars() -> None:
    assert date(2026, 2, 28).isoweekday() == 6
    assert CN.is_workday(date(2026, 2, 28))
    assert CN.count(date(2026, 2, 16), date(2026, 2, 22)) == 0, "a week without a working day"
    assert not CN.is_workday(date(2020, 2, 1)), "the extension of Spring Festival revoked this make-up day"
    assert CN.is_workday(date(2020, 2, 3))
    assert not CN.is_workday(date(2020, 1, 31))
    assert CN.name_of(date(2022, 12, 31)) == "元旦", "set by the notice for 2023"
    assert CN.is_workday(date(2024, 2, 9)), "staying at home on this New Year's Eve was recommended, not ordered"


@pytest.mark.parametrize("year", range(2021, 2031))
def test_a_year_has_its_weekdays_less_the_statutory_days(year: int) -> None:
    weekdays = sum(day.isoweekday() < 6 for day in days(date(year, 1, 1), date(year, 12, 31)))
    # 2022: New Year's Day 2023, a Sunday, was given back within 2023; no day moves between years.
    assert weekdays - CN.count(date(year, 1, 1), date(year, 12, 31)) == (11 if year < 2025 else 13)


def test_coverage_and_sources() -> None:
    assert available() == ("CN",)
    numbers = {2020: "2019〕16", 2021: "2020〕27", 2022: "2021〕11", 2023: "2022〕16", 2024: "2023〕7"}
    numbers |= {2025: "2024〕12", 2026: "2025〕7"}
    for year, number in numbers.items():
        assert CN.coverage(year) is Coverage.OFFICIAL
        assert f"国办发明电〔{number}号" in CN.source(year)
    assert "国办发明电〔2020〕1号" in CN.source(2020)
    assert {CN.coverage(year) for year in range(2027, 2031)} == {Coverage.PROVISIONAL}
    assert {CN.coverage(year) for year in (1949, 2019, 2031)} == {Coverage.NONE}
    assert (CN.id, CN.name, CN.weekdays) == ("CN", "中国大陆", (1, 2, 3, 4, 5))


@pytest.mark.parametrize("row", rows("lunar_days.csv"), ids=lambda row: row["year"])
def test_estimated_years_hold_the_statutory_days_and_no_make_up_day(row: dict[str, str]) -> None:
    year = int(row["year"])
    new_year = date.fromisoformat(row["lunar_new_year"])
    statutory = [date(year, 1, 1), *days(new_year - ONE_DAY, new_year + 2 * ONE_DAY)]
    statutory += [date(year, 5, 1), date(year, 5, 2), *days(date(year, 10, 1), date(year, 10, 3))]
    statutory += [date.fromisoformat(row[name]) for name in ("qingming", "dragon_boat", "mid_autumn")]
    off = {day for day in days(date(year, 1, 1), date(year, 12, 31)) if CN.is_special(day)}
    assert len(statutory) == 13
    assert set(statutory) <= off
    assert not any(CN.is_workday(day) for day in off)
    # Weekend days, and one of two festivals on a day, are given back, each on a working day right behind the festival.
    given_back = off - set(statutory)
    assert len(given_back) == 13 - sum(day.isoweekday() < 6 for day in set(statutory))
    assert all(CN.name_of(day).endswith("补休") and day.isoweekday() < 6 for day in given_back)
    assert all((day - CN.previous_workday(day)).days <= 7 for day in given_back)


def test_estimated_dates_agree_with_the_library() -> None:
    names = {"lunar_new_year": "春节", "qingming": "清明节", "dragon_boat": "端午节", "mid_autumn": "中秋节"}
    for row in rows("lunar_days.csv"):
        library = holidays.country_holidays("CN", years=int(row["year"]), language="zh_CN", observed=False)
        for column, name in names.items():
            assert date.fromisoformat(row[column]) == min(library.get_named(name, lookup="icontains"))


def test_an_unknown_country_is_a_lookup_error() -> None:
    for code in ("XX", "cn", "../CN", ""):
        with pytest.raises(LookupError):
            country_calendar(code)
    assert country_calendar("CN") is CN


@pytest.mark.parametrize(
    "line",
    [
        "off\t2025-02-30\tx",
        "off\t2025-02-03/2025-02-01\tx",
        "off\t2025-01-01",
        "holiday\t2025-01-01\tx",
        "year\t2025\tguessed\tx",
        "off\t2025-01-01/2025-01-02\tx\nwork\t2025-01-02\ty",
    ],
)
def test_a_broken_country_file_names_its_line(line: str) -> None:
    text = f"# comment\nname\tX\nweek\t12345\n\n{line}\n"
    with pytest.raises(ValueError, match=rf"^XX\.tsv:{4 + len(line.splitlines())}: "):
        parse_country("XX", text)


def test_a_country_with_another_weekend_can_be_written() -> None:
    calendar = parse_country("XX", "name\tX\nweek\t71234\nwork\t2025-01-03\tExchange\n")
    week = [calendar.is_workday(day) for day in days(date(2025, 1, 3), date(2025, 1, 10))]
    assert week == [True, False, True, True, True, True, True, False]
    assert list(chain(calendar.workdays(date(2025, 1, 2), date(2025, 1, 5)))) == [
        date(2025, 1, 2),
        date(2025, 1, 3),
        date(2025, 1, 5),
    ]
