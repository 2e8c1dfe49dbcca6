"""Periods as people write them: 2025年第一季度, 2025Q1, 2025/3. Recognised, never accepted."""

from __future__ import annotations

import re
from typing import Final

from perfplan.spec.number_words import narrowed

PERIODS: Final = "2025, 2025-H1, 2025-Q1, 2025-03"
"""A period of each form, for whoever wrote something that resembles none."""
_YEAR: Final = r"(?P<year>\d{4})\s*[-年/._ ]?\s*"
_MONTH: Final = re.compile(_YEAR + r"(?P<number>1[0-2]|0?[1-9])\s*月?份?", re.ASCII)
_QUARTER: Final = re.compile(
    _YEAR + r"(?:q\s*(?P<number>[1-4])|第?(?P<word>[1-4一二三四])\s*季度?)", re.ASCII | re.IGNORECASE
)
_HALF: Final = re.compile(_YEAR + r"(?:h\s*(?P<number>[12])|(?P<word>[上下])半年)", re.ASCII | re.IGNORECASE)
_ALL: Final = re.compile(r"(?P<year>\d{4})\s*年(?:度|全年)?", re.ASCII)
_NUMBERS: Final = {"一": "1", "二": "2", "三": "3", "四": "4", "上": "1", "下": "2"}


def near_period(text: str) -> str:
    """Return the period that a text means, as plans write it; '' where it is not clear."""
    narrow = narrowed(text).strip()
    for sign, form in (("Q", _QUARTER), ("H", _HALF)):
        if match := form.fullmatch(narrow):
            number = match["number"] or _NUMBERS.get(match["word"], match["word"])
            return f"{match['year']}-{sign}{number}"
    if match := _MONTH.fullmatch(narrow):
        return f"{match['year']}-{int(match['number']):02}"
    match = _ALL.fullmatch(narrow)
    return match["year"] if match else ""
