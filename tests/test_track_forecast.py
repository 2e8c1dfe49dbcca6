"""Forecasts: worked by hand where that can be, sound everywhere, and the command with its backtest."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from cli_process import perfplan
from hypothesis import given
from hypothesis import strategies as st
from plan_builders import load, plan_text

from perfplan.ledger.states import Figure
from perfplan.track.backtest import backtest
from perfplan.track.forecast import Estimate, Verdict, Way, estimate, indexes, seasonal_run_rate, verdict
from perfplan.track.outlook import month_amounts

FLAT = [[10.0] * 12] * 3
SEASON = [float(value) for value in (4, 4, 10, 10, 12, 12, 8, 8, 12, 12, 14, 14)]


def test_even_months_go_on_evenly() -> None:
    found = estimate(FLAT, [10.0] * 4)
    assert (found.total, found.low, found.high, found.way) == (120.0, 120.0, 120.0, Way.SMOOTHING)


def test_a_season_that_never_changes_is_kept_exactly() -> None:
    found = estimate([SEASON] * 3, SEASON[:5])
    assert found.total == pytest.approx(120)
    assert found.high - found.low == pytest.approx(0, abs=1e-6)


def test_more_than_last_year_is_carried_on() -> None:
    years = [[value * grow for value in SEASON] for grow in (1.0, 1.1, 1.21)]
    found = estimate(years, [value * 1.4 for value in SEASON[:6]])
    assert found.low < 168 < found.high
    assert sum(SEASON) * 1.21 < found.total


def test_indexes_of_one_year_are_drawn_a_quarter_towards_even() -> None:
    assert indexes([SEASON])[0] == pytest.approx(0.75 * 0.4 + 0.25)
    assert sum(indexes([SEASON, SEASON[::-1]])) == pytest.approx(12)
    assert indexes([]) == [1.0] * 12
    assert indexes([SEASON] * 2) == pytest.approx([value / 10 for value in SEASON])


def test_a_year_with_a_level_of_its_own_is_seen_within_it() -> None:
    years = [[value * grow for value in SEASON] for grow in (1.0, 0.7, 1.3)]
    assert estimate(years, [value * 0.8 for value in SEASON[:4]]).total == pytest.approx(96, rel=0.02)


def test_published_monthly_series_are_forecast_no_worse_than_by_the_seasonal_run_rate() -> None:
    for name, most in (("air_passengers", 1.05), ("accidental_deaths", 1.0)):
        years = _published(name)
        ours = theirs = 0.0
        for place in range(1, len(years)):
            past, whole = years[max(0, place - 3) : place], sum(years[place])
            for known in range(1, 12):
                ours += abs(estimate(past, years[place][:known]).total - whole) / whole
                theirs += abs(seasonal_run_rate(past, years[place][:known]) - whole) / whole
        assert ours < theirs * most, name


def _published(name: str) -> list[list[float]]:
    text = (Path(__file__).parent / "cases" / "track" / f"{name}.csv").read_text(encoding="utf-8")
    rows = [line.split(",") for line in text.splitlines() if line[:1].isdigit()]
    return [[float(value) for value in values] for _, *values in rows]


def test_without_past_years_the_run_rate_holds() -> None:
    found = estimate([], [8.0, 10.0, 12.0])
    assert (found.total, found.way) == (120.0, Way.RUN_RATE)
    # The months vary by 2; nine are left: 1.2816 × 2 × √(9 + 81/3) = 15.4.
    assert found.high - found.total == pytest.approx(1.28155 * 2 * 6, rel=1e-4)
    assert estimate([], [8.0]) == Estimate(96.0, 96.0, 96.0, Way.RUN_RATE, known=False)


def test_a_year_that_is_over_is_what_it_was() -> None:
    assert estimate([SEASON], SEASON) == Estimate(120.0, 120.0, 120.0, Way.RUN_RATE)


def test_the_seasonal_run_rate_divides_by_the_usual_share() -> None:
    assert seasonal_run_rate([SEASON], [5.0, 5.0]) == pytest.approx(10 / (8 / 120))
    assert seasonal_run_rate([[0.0] * 11 + [12.0]], [1.0]) == pytest.approx(12)


@pytest.mark.parametrize(
    ("value", "up", "answer"),
    [
        (90, True, Verdict.WILL),
        (91, True, Verdict.MAY),
        (110, True, Verdict.MAY),
        (111, True, Verdict.WILL_NOT),
        (110, False, Verdict.WILL),
        (109, False, Verdict.MAY),
        (89, False, Verdict.WILL_NOT),
    ],
)
def test_the_interval_answers(value: float, up: bool, answer: Verdict) -> None:
    assert verdict(Estimate(100, 90, 110, Way.SMOOTHING), value, up=up) is answer


_AMOUNTS = st.floats(0, 1e6, allow_nan=False)
_YEAR = st.lists(_AMOUNTS, min_size=12, max_size=12)


@given(st.lists(_YEAR, max_size=3), st.lists(_AMOUNTS, min_size=1, max_size=12))
def test_estimates_are_numbers_in_order(years: list[list[float]], months: list[float]) -> None:
    found = estimate(years, months)
    assert found.low <= found.total <= found.high
    assert found == estimate([list(year) for year in years], list(months))
    assert abs(found.total) < 1e9


def test_months_that_come_together_are_shared_by_season(tmp_path: Path) -> None:
    plan = load(tmp_path, plan_text({"id": "t", "name": "T", "kind": "flow", "value": 12, "lead_unit": "office"}))

    def figure(value: str, day: date) -> Figure:
        return Figure(day, Fraction(value), day, "", "", value)

    season = [0.5, 1.5, *[1.0] * 10]
    found = [figure("4", date(2025, 2, 28)), figure("5", date(2025, 3, 10)), figure("7", date(2025, 3, 31))]
    assert month_amounts(plan, found, season) == [1.0, 3.0, 3.0]
    assert month_amounts(plan, found[:2], season) == [1.0, 3.0]
    assert month_amounts(plan, [], season) == []


PLAN = """\
perfplan: 1
id: shop
name: Shop 2025
year: 2025
calendar: CN
language: en
units: [{id: shop, name: Shop, head: ann}]
people: [{id: ann, name: Ann Lee, unit: shop}]
targets:
  - {id: sales, name: Sales, kind: flow, uom: pcs, value: 130, lead_unit: shop, split: even}
  - {id: calls, name: Calls, kind: flow, uom: pcs, value: 100, lead_unit: shop, split: even}
  - {id: air, name: Air, kind: ratio, uom: "%", value: 95, lead_unit: shop}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    (folder / "history").mkdir(parents=True)
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    rows = [f"sales,,{year}-{month:02d},{10 + year - 2022}" for year in (2022, 2023, 2024) for month in range(1, 13)]
    (folder / "history" / "sales.csv").write_text(
        "target,unit,period,value\n" + "\n".join(rows) + "\n", encoding="utf-8"
    )
    (folder / "ledger").mkdir()
    lines = [
        {"kind": "progress", "id": name, "target": name, "on": "2025-03-31", "at": "2025-04-02", "value": value}
        for name, value in (("sales", "39"), ("calls", "20"))
    ]
    (folder / "ledger" / "records.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return folder


def test_the_command_says_where_the_year_will_end(plan: Path) -> None:
    ran = perfplan("forecast", "--plan", str(plan), "--today", "2025-04-10", "--format", "json")
    assert ran.returncode == 0, ran.stderr
    found = {one["id"]: one for one in json.loads(ran.stdout)["forecast"]}
    assert list(found) == ["sales", "calls", "air"]
    assert (found["air"]["way"], found["air"]["verdict"]) == ("", ""), "nothing is reported of it"
    sales, calls = found["sales"], found["calls"]
    assert (sales["way"], sales["months"], sales["years"]) == ("smoothing", 3, 3)
    assert 140 < float(sales["forecast"]) < 160
    assert (calls["way"], calls["forecast"], calls["verdict"]) == ("run_rate", "80", "will_not")
    assert calls["needed_a_month"] == "9", "80 are left for nine months: 8.9"
    text = perfplan("forecast", "calls", "--plan", str(plan), "--today", "2025-04-10").stdout
    assert "run rate" in text
    assert "will not" in text
    assert "Sales" not in text


def test_the_backtest_compares_with_the_seasonal_run_rate(plan: Path) -> None:
    ran = perfplan("forecast", "--backtest", "--plan", str(plan), "--today", "2025-04-10", "--format", "json")
    assert ran.returncode == 0, ran.stderr
    rows = json.loads(ran.stdout)["backtest"]
    assert [row["months"] for row in rows] == list(range(1, 12))
    assert {row["cases"] for row in rows} == {2}
    assert float(rows[-1]["forecast"]) < 1
    shown = perfplan("forecast", "--backtest", "--plan", str(plan), "--today", "2025-04-10").stdout
    assert "100%" in shown


@pytest.mark.parametrize(
    ("args", "words"),
    [(("forecast", "sale"), "did you mean Sales?"), (("forecast", "--format", "csv"), "--format cannot be csv")],
)
def test_what_cannot_be_is_a_usage_error(plan: Path, args: tuple[str, ...], words: str) -> None:
    ran = perfplan(*args, "--plan", str(plan), "--today", "2025-04-10")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert words in ran.stderr


def test_the_real_histories_are_forecast_better_than_by_the_seasonal_run_rate() -> None:
    from perfplan.load import load_plan

    plan = load_plan(Path(__file__).parent.parent / "plans" / "county-2025").plan
    assert plan is not None
    found = backtest(plan)
    assert [one.month for one in found] == list(range(1, 12))
    assert [one.month for one in found if one.ours > one.run_rate] == []
    assert sum(one.ours for one in found) < sum(one.run_rate for one in found) / 2
    assert 70 < sum(one.held for one in found) / len(found) < 90
