"""Numbers as people type them: full-width, with words such as 约 or 以上, in 万 or 亿. Recognised, never accepted."""

from __future__ import annotations

import re
from typing import Final

from perfplan.model.quantity import MAX_DIGITS, parse_decimal

_FULL_WIDTH: Final = {ord("！") + offset: ord("!") + offset for offset in range(94)}
_PLAIN: Final = re.compile(r"[+-]?[\d.]+%?", re.ASCII)
_WORDED: Final = re.compile(
    r"(?P<before>大约|约为|约|近|不低于|不少于|不高于|不超过|不大于|不小于|超过|突破|力争|确保|至少|至多|达到|≥|≤|>=?|<=?|~|≈"
    r"|about|over|at least|at most)?\s*"
    r"(?P<number>[+-]?[\d.]+\s*%?)\s*"
    r"(?P<magnitude>万亿|千亿|百亿|亿|千万|百万|十万|万|千|百)?"
    r"(?P<uom>[^\d\s.,]{0,6}?)\s*"
    r"(?P<after>及?以上|及?以下|以内|左右|上下|多|余|\+|or more|or less)?",
    re.ASCII | re.IGNORECASE,
)
_DIGITS: Final = re.compile(r"[+-]?\d+(?:\.\d*)?%?", re.ASCII)
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(?:[,'_ 、]\d{3})+(?:\.\d+)?%?|[+-]?\d{1,4}(?:[,_ 、]\d{4})+%?", re.ASCII)
_GROUPS: Final = re.compile(r"[,'_ 、]")
_LONGEST: Final = 60

Finding = tuple[str, dict[str, str]]


def narrowed(text: str) -> str:
    """Return a text with full-width digits, letters and signs in their ordinary width."""
    return text.translate(_FULL_WIDTH)


def near_number(text: str) -> Finding | None:
    """Return the code and args for a text that is a number but for its form: PP217 to PP221, PP224; else None."""
    narrow = narrowed(text)
    if _DIGITS.fullmatch(narrow) and len(narrow) > MAX_DIGITS:
        return "PP221", {"digits": str(sum(map(str.isdigit, narrow))), "most": str(MAX_DIGITS)}
    if len(text) > _LONGEST:
        return None
    if _GROUPED.fullmatch(narrow):
        return "PP220", {"number": _GROUPS.sub("", narrow)}
    if narrow != text and _is_number(narrow):
        return "PP217", {"number": narrow}
    return _worded(narrow)


def _worded(narrow: str) -> Finding | None:
    match = _WORDED.fullmatch(narrow)
    if match is None or not _is_number(number := "".join(match["number"].split())):
        return None
    counted = f"{match['magnitude'] or ''}{match['uom']}"
    if match["before"] or match["after"]:
        return "PP218", {"number": number, "words": f"{match['before'] or ''}…{counted}{match['after'] or ''}"}
    if match["magnitude"]:
        return "PP219", {"number": number, "magnitude": counted}
    unit = match["uom"] or number[len(number.rstrip("%")) :]
    return (
        None
        if not unit or (unit.isalnum() and unit.isascii())
        else ("PP224", {"number": number.rstrip("%"), "unit": unit})
    )


def _is_number(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and parse_decimal(text.removesuffix("%")) is not None
