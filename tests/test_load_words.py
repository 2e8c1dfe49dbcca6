"""What people write in the place of a rule, a keyword or a number is understood, and told in the format's words."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfplan.calendars.country import available
from perfplan.load.chinese import WORDS, keyword_for
from perfplan.load.planfile import PlanFile
from perfplan.load.recurrence import FREQUENCIES, meant, refused
from perfplan.load.resolve.actions import _dates_of
from perfplan.registry import module_names
from perfplan.spec.number_words import near_number
from perfplan.spec.project import ProjectSpec, StageSpec
from perfplan.spec.target import PaceName, TargetSpec
from perfplan.spec.types import keys_of

OTHERS = {
    "population", "headcount", "gdp", "township", "department", "zone", "up", "down", "month", "quarter", "half_year",
    "year", "preceding", "following", "zh", "en", "FS", "SS", "FF", "SF", "error", "warning", "info", "none",
    "Asia/Shanghai",
}  # fmt: skip
"""Keywords that are no module's name: the usual attributes and kinds of units, and choices."""


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("每周五", "FREQ=WEEKLY;BYDAY=FR"),
        ("每星期天", "FREQ=WEEKLY;BYDAY=SU"),
        ("每周一、三、五", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        ("每两周", "FREQ=WEEKLY;INTERVAL=2"),
        ("每天", "FREQ=DAILY"),
        ("每个工作日", "FREQ=DAILY"),
        ("每月15日", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("每月 5 号", "FREQ=MONTHLY;BYMONTHDAY=5"),
        ("每月最后一天", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("每月底", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("每月第二个周五", "FREQ=MONTHLY;BYDAY=2FR"),
        ("每月最后一个星期五", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("每月", "FREQ=MONTHLY"),
        ("每季度", "FREQ=MONTHLY;INTERVAL=3"),
        ("每半年", "FREQ=MONTHLY;INTERVAL=6"),
        ("每年", "FREQ=YEARLY"),
        ("Weekly", "FREQ=WEEKLY"),
        ("BYDAY=FR", "FREQ=WEEKLY;BYDAY=FR"),
        ("byday=2fr", "FREQ=MONTHLY;BYDAY=2FR"),
        ("BYMONTHDAY=-1", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("BYMONTH=3;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"),
        ("BYDAY=8FR", ""),
        ("有空就办", ""),
        ("", ""),
    ],
)
def test_rules_in_words(words: str, rule: str) -> None:
    assert meant(words) == rule
    if rule:
        assert refused(rule) == ("", "")
        assert _dates_of(rule, date(2025, 1, 1), date(2025, 12, 31))


@given(st.text("每两三月周日一五第个最后天季度年半 1539、BYDAYFREQ=MONTHLYW;,-", max_size=14))
def test_what_is_offered_is_a_rule(words: str) -> None:
    if rule := meant(words):
        assert refused(rule)[1] in {"", "days of a month run from 1 to 31, or from -1 (the last) backwards"}
        assert rule.split(";")[0].removeprefix("FREQ=") in FREQUENCIES


def test_every_chinese_word_leads_to_a_keyword_there_is() -> None:
    modules = (*module_names("perfplan.kinds"), *module_names("perfplan.split.methods"))
    known = {*modules, *module_names("perfplan.split.allocation"), *available(), *get_args(PaceName), *OTHERS}
    known |= {key for spec in (PlanFile, TargetSpec, ProjectSpec, StageSpec) for key in keys_of(spec)}
    assert set(WORDS) <= known
    for keyword, words in WORDS.items():
        for word in words:
            assert keyword_for(word, [keyword, "zzzz"]) == keyword


def test_the_allowed_keyword_is_meant_where_a_word_has_several() -> None:
    assert keyword_for("平均", module_names("perfplan.split.methods")) == "even"
    assert keyword_for("平均", module_names("perfplan.split.allocation")) == "equal"
    assert keyword_for("flwo", ["flow", "level"]) == "flow"
    assert keyword_for("香蕉", ["flow", "level"]) == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5,200", ("PP220", {"number": "5200"})),
        ("5，200", ("PP220", {"number": "5200"})),
        ("１，２３４．５", ("PP220", {"number": "1234.5"})),
        ("1,2000", ("PP220", {"number": "12000"})),
        ("5,20", None),
        ("1,2,3", None),
        ("9" * 44, ("PP221", {"digits": "44", "most": "30"})),
        ("９" * 44, ("PP221", {"digits": "44", "most": "30"})),
        ("５２００", ("PP217", {"number": "5200"})),
        ("9" * 44 + "x", None),
    ],
)
def test_numbers_as_people_type_them(text: str, found: tuple[str, dict[str, str]] | None) -> None:
    assert near_number(text) == found
