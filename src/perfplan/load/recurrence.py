"""Recurrence rules as people write them: what is wrong with one, and what was meant by words such as 每周五.

The parts are those of RFC 5545, section 3.3.10, without times of day: work is dated by days.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

FREQUENCIES: Final = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")

NO_FREQUENCY: Final = "it does not say how often; FREQ is YEARLY, MONTHLY, WEEKLY or DAILY"  # msgid
UNKNOWN_PART: Final = "RFC 5545 has no such part"  # msgid
NO_TIMES: Final = "work has dates, no times of day"  # msgid
INTERVAL: Final = "an interval is a whole number from 1 to 1000"  # msgid
WEEKDAYS: Final = "weekdays are MO, TU, WE, TH, FR, SA, SU; 2FR is the second Friday"  # msgid
IN_MONTH: Final = "a month has at most five of each weekday"  # msgid
IN_YEAR: Final = "a year has at most 53 of each weekday"  # msgid
MONTH_DAYS: Final = "days of a month run from 1 to 31, or from -1 (the last) backwards"  # msgid
MONTHS: Final = "months run from 1 to 12"  # msgid
NUMBERS: Final = "whole numbers stand here, parted by commas"  # msgid
UNREADABLE: Final = "it cannot be read"  # msgid

_BYDAY: Final = re.compile(r"([+-]?\d{0,3})(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER: Final = re.compile(r"[+-]?\d{1,4}")
_OF_DAY: Final = frozenset(("BYHOUR", "BYMINUTE", "BYSECOND"))
_FREE: Final = frozenset(("UNTIL", "COUNT", "WKST"))


@lru_cache(maxsize=1024)  # the same few rules serve many targets
def refused(rule: str) -> tuple[str, str]:
    """Return which part of a rule cannot be used, and why; ('', '') when nothing is wrong with any."""
    if "\n" in rule or ":" in rule:
        return rule.split(":", maxsplit=1)[0][:40], UNREADABLE
    parts = parts_of(rule)
    if "=" not in rule:
        return rule[:40], NO_FREQUENCY
    for name, value in parts.items():
        check = _CHECKS.get(name)
        problem = check(value, parts) if check else _about_name(name)
        if problem:
            return f"{name}={value}"[:40] if value else name[:40], problem
    return ("", "") if "FREQ" in parts else (rule[:40], NO_FREQUENCY)


def parts_of(rule: str) -> dict[str, str]:
    """Return the parts of a rule by name."""
    return {name.strip(): value.strip() for name, _, value in (p.partition("=") for p in rule.upper().split(";"))}


def _about_name(name: str) -> str:
    return "" if name in _FREE else NO_TIMES if name in _OF_DAY else UNKNOWN_PART


def _frequency(value: str, _: Mapping[str, str]) -> str:
    return "" if value in FREQUENCIES else NO_FREQUENCY


def _interval(value: str, _: Mapping[str, str]) -> str:
    return "" if value.isascii() and value.isdigit() and 1 <= int(value[:6]) <= 1000 else INTERVAL


def _weekdays(value: str, parts: Mapping[str, str]) -> str:
    by_month = parts.get("FREQ") == "MONTHLY" or "BYMONTH" in parts
    for day in value.split(","):
        match = _BYDAY.fullmatch(day.strip())
        if match is None:
            return WEEKDAYS
        number = abs(int(match[1])) if match[1].strip("+-") else 1
        if not 1 <= number <= (5 if by_month else 53):
            return IN_MONTH if by_month else IN_YEAR
    return ""


def _numbers(least: int, most: int, problem: str, *, backwards: bool = True) -> Callable[[str, Mapping[str, str]], str]:
    def check(value: str, _: Mapping[str, str]) -> str:
        for text in value.split(","):
            if not _NUMBER.fullmatch(text.strip()):
                return NUMBERS
            number = int(text)
            if not least <= (abs(number) if backwards else number) <= most:
                return problem
        return ""

    return check


_CHECKS: Final[Mapping[str, Callable[[str, Mapping[str, str]], str]]] = {
    "FREQ": _frequency,
    "INTERVAL": _interval,
    "BYDAY": _weekdays,
    "BYMONTHDAY": _numbers(1, 31, MONTH_DAYS),
    "BYMONTH": _numbers(1, 12, MONTHS, backwards=False),
    "BYYEARDAY": _numbers(1, 366, NUMBERS),
    "BYWEEKNO": _numbers(1, 53, NUMBERS),
    "BYSETPOS": _numbers(1, 366, NUMBERS),
    "BYEASTER": _numbers(0, 366, NUMBERS),
}

# -- what was meant ----------------------------------------------------------------------------------------------------

_DAYS: Final = {**dict(zip("一二三四五六日", ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True)), "天": "SU"}
_COUNTS: Final = {"一": "1", "二": "2", "两": "2", "三": "3", "四": "4", "五": "5", "六": "6"}
_ENGLISH: Final = {
    "daily": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "monthly": "FREQ=MONTHLY",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "yearly": "FREQ=YEARLY",
    "annually": "FREQ=YEARLY",
}
_COUNT: Final = r"(?P<count>[一二两三四五六]|\d{1,2})?"
_FORMS: Final = (
    (re.compile(rf"每{_COUNT}个?(?:工作)?[日天]"), "FREQ=DAILY"),
    (re.compile(rf"每隔?{_COUNT}个?(?:周|星期|礼拜)(?P<days>[一二三四五六日天、，,和]*)"), "FREQ=WEEKLY"),
    (re.compile(rf"每{_COUNT}个?月(?P<at>\d{{1,2}})[日号]"), "FREQ=MONTHLY"),
    (re.compile(rf"每{_COUNT}个?月(?:最后一[天日]|月?末|月?底)"), "FREQ=MONTHLY;BYMONTHDAY=-1"),
    (
        re.compile(rf"每{_COUNT}个?月第(?P<nth>[一二三四五])个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])"),
        "FREQ=MONTHLY",
    ),
    (re.compile(rf"每{_COUNT}个?月最后一个(?:周|星期|礼拜)(?P<last>[一二三四五六日天])"), "FREQ=MONTHLY"),
    (re.compile(rf"每{_COUNT}个?月"), "FREQ=MONTHLY"),
    (re.compile(r"每个?季度?"), "FREQ=MONTHLY;INTERVAL=3"),
    (re.compile(r"每半年"), "FREQ=MONTHLY;INTERVAL=6"),
    (re.compile(r"每年"), "FREQ=YEARLY"),
)


def meant(text: str) -> str:
    """Return the rule that words such as 每周五 or ``weekly`` stand for, or that lacks only its FREQ; '' for none."""
    plain = "".join(text.split())
    if known := _ENGLISH.get(plain.casefold()):
        return known
    parts = parts_of(text)
    if "FREQ" not in parts and all(name in _CHECKS and value for name, value in parts.items()):
        rule = f"FREQ={_usual_frequency(parts)};{text.strip().upper()}"
        return "" if refused(rule)[1] else rule
    for form, rule in _FORMS:
        if match := form.fullmatch(plain):
            return rule + _rest(match.groupdict())
    return ""


def _usual_frequency(parts: Mapping[str, str]) -> str:
    if "BYMONTH" in parts or "BYYEARDAY" in parts or "BYWEEKNO" in parts:
        return "YEARLY"
    return "WEEKLY" if "BYDAY" in parts and not re.search(r"\d", parts["BYDAY"]) else "MONTHLY"


def _rest(found: Mapping[str, str | None]) -> str:
    count = _COUNTS.get(found.get("count") or "", found.get("count") or "1")
    rest = "" if count == "1" else f";INTERVAL={count}"
    if days := found.get("days"):
        rest += ";BYDAY=" + ",".join(_DAYS[day] for day in days if day in _DAYS)
    if at := found.get("at"):
        rest += f";BYMONTHDAY={int(at)}"
    if day := found.get("day"):
        rest += f";BYDAY={_COUNTS[found['nth'] or '一']}{_DAYS[day]}"
    if last := found.get("last"):
        rest += f";BYDAY=-1{_DAYS[last]}"
    return rest
