"""Durations as people write them: 7个工作日, 30 calendar days, a bare 15. Recognised, never accepted."""

from __future__ import annotations

import re
from typing import Final

from perfplan.spec.number_words import narrowed

_DAYS: Final = re.compile(
    r"(?P<number>-?\d{1,5})\s*(?:个)?\s*"
    r"(?:(?P<working>工作日|working days?|workdays?|wd)|(?P<calendar>自然日|日历日|日历天|calendar days?|cd))",
    re.ASCII | re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"(?P<number>-?\d{1,5})\s*[^\d]{0,8}", re.ASCII)
_ANY: Final = "15"


def near_duration(text: str) -> str:
    """Return the duration that a text means; where it does not say which days, both forms: ``7wd / 7cd``."""
    narrow = narrowed(text).strip()
    if match := _DAYS.fullmatch(narrow):
        return f"{match['number']}{'wd' if match['working'] else 'cd'}"
    bare = _NUMBER.fullmatch(narrow)
    number = bare["number"] if bare else _ANY
    return f"{number}wd / {number}cd"
