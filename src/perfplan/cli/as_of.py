"""The day that a figure is as of, in the words that offices use: a date, or a period, which means its last day."""

from __future__ import annotations

import re
from datetime import date, timedelta

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{4})/(\d{1,2})/(\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})[日号]")
_PARTS = {
    "Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12, "一季度": 3, "二季度": 6, "三季度": 9, "四季度": 12,
    "H1": 6, "H2": 12, "上半年": 6, "下半年": 12, "前两季度": 6, "前三季度": 9, "全年": 12,
}  # fmt: skip
"""In which month a named part of the year ends."""
_YEAR_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_CHINESE_MONTH = re.compile(r"(?:(\d{4})年)?(?:1月?[-—~～至])?(\d{1,2})月[底末份]?")
_CHINESE_PART = re.compile(r"(?:(\d{4})年)?第?(\w+)")


def read_as_of(text: str, start: date, end: date) -> date | None:
    """Return the day that ``text`` means in the year that runs from ``start`` up to ``end``; None when it means none.

    Dates are ``2025-03-31``, ``2025/3/31`` and ``2025年3月31日``; periods ``2025-03``, ``2025-Q1``, ``3月``, ``3月底``,
    ``1-3月``, ``一季度``, ``Q1``, ``上半年``, ``H1``, ``前三季度`` and ``全年``, with ``2025年`` before them or not.
    """
    words = "".join(text.split())
    if found := _ISO.fullmatch(words):
        return _day(*(int(part) for part in found.groups() if part))
    if found := _YEAR_MONTH.fullmatch(words):
        return _last(int(found[1]), int(found[2]))
    if found := _YEAR_QUARTER.fullmatch(words):
        return _last(int(found[1]), 3 * int(found[2]))
    if found := _CHINESE_MONTH.fullmatch(words):
        return _in_year(found[1], int(found[2]), start, end)
    if (found := _CHINESE_PART.fullmatch(words)) and found[2] in _PARTS:
        return _in_year(found[1], _PARTS[found[2]], start, end)
    return None


def _in_year(year: str | None, month: int, start: date, end: date) -> date | None:
    """Return the last day of a month: of the year that is named, or the one in which it falls into the plan's."""
    if year:
        return _last(int(year), month)
    days = [_last(each, month) for each in (start.year, end.year)]
    return next((day for day in days if day and start <= day < end), None)


def _last(year: int, month: int) -> date | None:
    if not 1 <= month <= 12 or not 1 <= year < 9999:
        return None
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
