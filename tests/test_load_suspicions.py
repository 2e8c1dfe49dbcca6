"""What a careful clerk would ask about: numbers with words, names that look alike, directions, holes in histories."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfplan.lint.inspection import inspect
from perfplan.load.looks import look
from perfplan.load.resolve.direction import _sounds_down
from perfplan.model.quantity import parse_decimal
from perfplan.spec.number_words import near_number

HEAD = """\
perfplan: 1
id: demo
name: 示例县
year: 2025
calendar: CN
units: [{id: fgw, name: 县发展和改革局, head: wang-min}]
people: [{id: wang-min, name: 王敏, unit: fgw}]
targets: [{id: jobs, name: 就业, kind: flow, uom: 人, value: 5200, lead_unit: fgw}]
"""
NUMBERS = st.decimals(0, 10**9, places=2, allow_nan=False).map(str)
FULL_WIDTH = {ord("!") + offset: ord("！") + offset for offset in range(94)}


@pytest.mark.parametrize(
    ("text", "code", "number"),
    [
        ("５２００", "PP217", "5200"),
        ("－６.５％", "PP217", "-6.5%"),
        ("约5200", "PP218", "5200"),
        ("5200人以上", "PP218", "5200"),
        ("5200人", "PP224", "5200"),
        ("60%", "PP224", "60"),
        ("不低于95.5%", "PP218", "95.5%"),
        ("≥ 95", "PP218", "95"),
        ("50 or more", "PP218", "50"),
        ("3.2亿元", "PP219", "3.2"),
        ("12万", "PP219", "12"),
    ],
)
def test_a_number_is_seen_among_words(text: str, code: str, number: str) -> None:
    found = near_number(text)
    assert found is not None
    assert (found[0], found[1]["number"]) == (code, number)


@pytest.mark.parametrize("text", ["", "5200", "5.2e3", "5200x", "二〇二五", "约", "以上", "1.2.3以上", "x" * 99])
def test_what_is_no_number_or_a_plain_one_is_nothing(text: str) -> None:
    assert near_number(text) is None


@given(NUMBERS, st.sampled_from(["约{}", "{}以上", "不低于{}", "{}左右", "{}亿", "≥{}%", "{}"]), st.booleans())
def test_the_number_that_is_advised_is_the_number_that_is_written(number: str, form: str, wide: bool) -> None:
    text = form.format(number.translate(FULL_WIDTH) if wide else number)
    found = near_number(text)
    if found is None:
        assert text == number
    else:
        assert parse_decimal(found[1]["number"].removesuffix("%")) == parse_decimal(number)


@given(st.text(max_size=80))
def test_no_text_is_too_strange(text: str) -> None:
    found = near_number(text)
    assert found is None or parse_decimal(found[1]["number"].removesuffix("%")) is not None
    assert isinstance(look(text), str)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zhao-lei", "zhao-1ei"),
        ("p01", "pO1"),
        ("（一）", "(一)"),
        ("孙丽", "孙　丽"),
        ("fgw", "FGW"),
        ("a_b", "a-b"),
        ("еco", "eco"),
    ],
)
def test_these_look_alike(one: str, other: str) -> None:
    assert look(one) == look(other)


@pytest.mark.parametrize(("one", "other"), [("p01", "p02"), ("东山镇", "西山镇"), ("li-na", "li-ning"), ("a1", "a2")])
def test_these_do_not(one: str, other: str) -> None:
    assert look(one) != look(other)


@pytest.mark.parametrize(
    "name", ["PM2.5浓度", "PM2.5", "城镇调查失业率", "单位GDP能耗", "信访投诉量", "unemployment rate", "失业率（%）"]
)
def test_less_is_better(name: str) -> None:
    assert _sounds_down(name)


@pytest.mark.parametrize(
    "name", ["单位GDP能耗降低率", "空气优良天数", "事故隐患整改率", "PM2.5浓度下降", "就业", "employment rate"]
)
def test_more_is_better(name: str) -> None:
    assert not _sounds_down(name)


def history(folder: Path, *rows: str) -> list[tuple[str, dict[str, object]]]:
    (folder / "plan.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "history").mkdir()
    text = "\n".join(["target,unit,period,value", *rows]) + "\n"
    (folder / "history" / "x.csv").write_text(text, encoding="utf-8")
    return [(finding.code, dict(finding.args)) for finding in inspect(folder).findings]


def year(number: int, *without: int) -> list[str]:
    return [f"jobs,,{number}-{month:02d},100" for month in range(1, 13) if month not in without]


def test_a_hole_inside_a_history_is_one_finding_a_year(tmp_path: Path) -> None:
    found = history(tmp_path, *year(2022), *year(2023, 5, 6), *year(2024, 1))
    assert found == [
        ("PP418", {"target": "jobs", "missing": "2023-05, 2023-06"}),
        ("PP418", {"target": "jobs", "missing": "2024-01"}),
    ]


def test_a_history_may_begin_and_end_within_a_year(tmp_path: Path) -> None:
    assert history(tmp_path, *year(2022, 1, 2, 3), *year(2023), *year(2024), *year(2025)[:3]) == []


def test_quarters_have_no_months_to_miss(tmp_path: Path) -> None:
    assert history(tmp_path, *(f"jobs,,2024-Q{quarter},300" for quarter in range(1, 5))) == []


def test_strangers_are_named_once(tmp_path: Path) -> None:
    rows = [row.replace("jobs", "job") for row in (*year(2023), *year(2024))]
    assert history(tmp_path, *rows) == [("PP419", {"name": "job", "nearest": "jobs"})]
