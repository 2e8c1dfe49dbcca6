"""Ratios as counts: what is needed and allowed in the year, and what is left of it after figures."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from cli_process import environment
from cli_process import perfplan as run
from hypothesis import given
from hypothesis import strategies as st

from perfplan.ledger.coding import decode, encode
from perfplan.ledger.record import Correction, Reported
from perfplan.ledger.replay import replay
from perfplan.ledger.states import Figure
from perfplan.load import load_plan
from perfplan.model.target import Direction, Target
from perfplan.split.ratio import Rest, needed_and_allowed, rest_of
from perfplan.track.figures import ByUnit, figures_until
from perfplan.track.ratios import rest_words

PLAN = """\
perfplan: 1
id: ratios
name: Ratios
year: 2025
language: en
calendar: CN
units:
  - {id: office, name: Office, head: ann}
  - {id: north, name: North, kind: town, head: ann}
  - {id: south, name: South, kind: town, head: ann}
people: [{id: ann, name: Ann, unit: office}]
targets:
  - {id: air, name: Good days, kind: ratio, uom: "%", decimals: 1, value: 85, denominator: days, lead_unit: office,
     allocate: town, report: {every: month, due: 5wd}}
  - {id: late, name: Late answers, kind: ratio, uom: "‰", direction: down, value: 5, denominator: 4000,
     lead_unit: office}
  - {id: revenue, name: Revenue, kind: flow, uom: bn, decimals: 2, value: 5.34, lead_unit: office}
  - {id: tax, name: Tax, kind: flow, uom: bn, decimals: 2, value: 3.30, lead_unit: office}
  - {id: share, name: Tax share, kind: ratio, uom: "%", decimals: 1, value: 60, numerator: tax, denominator: Revenue,
     lead_unit: office}
"""
DAY = date(2025, 4, 30)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def target(folder: Path, name: str) -> Target:
    plan = load_plan(folder).plan
    assert plan is not None
    return next(each for each in plan.targets if each.id == name)


def reported(name: str, value: str, of: str = "", unit: str = "", on: date = DAY) -> Reported:
    return Reported(f"{name}{unit}{on}", name, on, on, unit, value, of=of)


def figures(*reports: Reported) -> ByUnit:
    return replay(reports).figures


def rest(of: Target, *reports: Reported) -> str:
    found = figures_until(figures(*reports), of, "", date(2025, 12, 31))
    words = rest_words(of, found[-1])
    assert words is not None
    return str(words)


def test_the_rest_of_a_year_of_days() -> None:
    """85 % of 365 days are 311; 100 of 120 were good, so 211 of the other 245 must be."""
    found = rest_of(Fraction(85, 100), Fraction(365), (Fraction(100), Fraction(120)), Direction.UP)
    assert found == Rest(*map(Fraction, (100, 120, 245, 211, 34)))


@given(
    st.fractions(0, 1, max_denominator=1000),
    st.integers(1, 400),
    st.data(),
    st.sampled_from([Direction.UP, Direction.DOWN]),
)
def test_the_rest_and_what_was_make_the_year(bound: Fraction, year: int, data: st.DataObject, way: Direction) -> None:
    of = data.draw(st.integers(1, year))
    count = data.draw(st.integers(0, of))
    found = rest_of(bound, Fraction(year), (Fraction(count), Fraction(of)), way)
    needed, allowed = needed_and_allowed(bound, Fraction(year), way)
    assert found.left == year - of
    if way is Direction.UP:
        assert found.needed == max(needed - count, 0)
        assert found.needed + found.allowed == found.left
        enough = Fraction(count) + found.needed
        assert enough >= bound * year
        assert found.needed == 0 or enough - 1 < bound * year  # one less would not do
    else:
        assert found.allowed == allowed - count
        assert count + found.allowed <= bound * year < count + found.allowed + 1


def test_a_count_is_compared_with_the_bound_exactly(folder: Path) -> None:
    air = target(folder, "air")
    found = figures_until(figures(reported("air", "85", "100")), air, "", date.max)
    assert [figure.value for figure in found] == [85]
    short = figures_until(figures(reported("air", "169", "199")), air, "", date.max)
    assert 84 < short[0].value < 85


def test_days_without_a_valid_figure_make_the_year_shorter(folder: Path) -> None:
    """Five of the 120 days until the end of April were not valid: 85 % of 360 are 306."""
    said = rest(target(folder, "air"), reported("air", "100", "115"))
    assert said == "so far 100 of 115; of the 245 to come, 206 are still needed and 39 may be missed"


def test_out_of_reach_and_too_much(folder: Path) -> None:
    said = rest(target(folder, "air"), reported("air", "20", "120"))
    assert said == "so far 20 of 120; even if all the 245 to come count, 46 are missing"
    assert rest(target(folder, "late"), reported("late", "8", "1500")) == (
        "so far 8 of 1500; of the 2500 to come, at most 12 may count"
    )
    assert rest(target(folder, "late"), reported("late", "23", "1500")) == (
        "so far 23 of 1500, which is 3 more than the whole year allows"
    )


def test_a_ratio_of_two_targets_follows_their_figures(folder: Path) -> None:
    share = target(folder, "share")
    assert share.denominator == Fraction(534, 100)
    known = [reported("revenue", "1.80"), reported("tax", "1.00"), reported("tax", "1.30", on=date(2025, 5, 31))]
    found = figures_until(figures(*known), share, "", date.max)
    assert [(figure.on, figure.value) for figure in found] == [(DAY, Fraction(500, 9))]
    said = rest(share, *known)
    assert said == "so far 1 of 1.8; of the 3.54 to come, 2.21 are still needed and 1.33 may be missed"


def test_counts_of_all_units_make_the_wholes(folder: Path) -> None:
    air = target(folder, "air")
    both = [reported("air", "90", "120", "north"), reported("air", "60", "80", "south")]
    assert figures_until(figures(both[0]), air, "", date.max) == []
    found = figures_until(figures(*both), air, "", date.max)
    assert [list(map(int, (figure.part, figure.whole, figure.value))) for figure in found] == [[150, 200, 75]]
    assert figures_until(figures(*both), air, "north", date.max)[0].value == 75


def test_a_percentage_says_nothing_of_the_rest(folder: Path) -> None:
    air = target(folder, "air")
    found = figures_until(figures(reported("air", "83.3")), air, "", date.max)
    assert found[0].value == Fraction(833, 10)
    assert rest_words(air, found[0]) is None


def test_a_count_survives_writing_and_correcting() -> None:
    first = reported("air", "100", "120")
    assert decode(json.loads(encode(first))) == first
    corrected = replay([first, Correction("c", first.id, DAY, "101", of="121")]).figures["air", ""]
    assert [[int(each.part), int(each.whole)] for each in corrected] == [[101, 121]]
    assert isinstance(corrected[0], Figure)
    assert isinstance(decode({"kind": "progress", "id": "1", "target": "a", "on": "2025-01-01", "at": "2025-01-01",
                              "value": "3", "of": "0"}), str)  # fmt: skip


def perfplan(folder: Path, *words: str) -> str:
    result = run(*words, cwd=folder, env=environment(PERFPLAN_TODAY="2025-05-09", PERFPLAN_LANG="en"))
    return f"{result.stdout}{result.stderr}"


def test_from_recording_to_status_and_explain(folder: Path) -> None:
    assert "Good days: 100/120 as of 2025-04-30" in perfplan(folder, "record", "air", "100/120", "--on", "2025-04")
    assert "is recorded for 2025-04-30 already" in perfplan(folder, "record", "air", "100/120", "--on", "2025-04")
    refused = perfplan(folder, "record", "air", "101/120", "--on", "2025-04")
    assert "100/120 is recorded for 2025-04-30; --correct replaces it" in refused
    words = "so far 100 of 120; of the 245 to come, 211 are still needed and 34 may be missed"
    assert words in " ".join(perfplan(folder, "explain", "air/2025-06").split())
    status = json.loads(perfplan(folder, "status", "--format", "json"))
    assert [words in line["reason"] for line in status["behind"] if line["id"].startswith("air/")] == [True]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("tax", "1/2", "tax is not recorded as a count of so many"),
        ("share", "1/2", "share is not recorded as a count of so many"),
        ("air", "1/0", "1/0 is no count of so many such as 100/120"),
        ("air", "-1/5", "-1/5 is no count"),
        ("air", "121/120", "no more than all can count"),
    ],
)
def test_counts_that_are_refused(folder: Path, name: str, value: str, said: str) -> None:
    assert said in perfplan(folder, "record", "--on", "2025-04", "--", name, value)
