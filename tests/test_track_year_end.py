"""Forecasts of what does not add up: by hand, against simulated years, and judged by kind and direction."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import sqrt
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_builders import load, plan_text

from perfplan.i18n import Translator
from perfplan.ledger.record import Reported
from perfplan.ledger.replay import replay
from perfplan.tables.forecast import outlook_facts, outlook_rows
from perfplan.track.forecast import Estimate, Verdict, Way
from perfplan.track.outlook import Outlook, moments, outlooks
from perfplan.track.year_end import Seen, average_end, level_end, value_end


def _seen(*values: float, first: int = 1) -> list[Seen]:
    return [Seen(float(month), value) for month, value in enumerate(values, start=first)]


def test_a_level_moves_on_as_it_has_moved() -> None:
    """From 96 by 2, 1 and 4: 7/3 a month; their variance is 7/3, and the drift's own error counts for nine months."""
    found = level_end(_seen(96, 98, 99, 103, first=0), 12)
    assert found.way is Way.TREND
    assert found.total == pytest.approx(124)
    assert found.high - found.total == pytest.approx(1.886 * sqrt(7 / 3 * (9 + 81 / 3)))


def test_months_without_a_figure_are_one_longer_step() -> None:
    found = level_end([Seen(0, 96), Seen(2, 98), Seen(3, 103)], 12)
    assert found.total == pytest.approx(103 + 9 * 7 / 3)
    variance = (2 - 14 / 3) ** 2 / 2 + (5 - 7 / 3) ** 2
    assert found.high - found.total == pytest.approx(3.078 * sqrt(variance * 36))


def test_a_value_of_the_day_drifts_only_as_far_as_that_stands_out_from_noise() -> None:
    noise = value_end(_seen(5.2, 5.3, 5.1, 5.2), 12)
    assert noise.total == pytest.approx(5.2)
    assert noise.high - noise.total == pytest.approx(1.886 * sqrt(0.03 * 8))
    steady = value_end(_seen(100, 102, 104, 106), 12)
    assert (steady.low, steady.total, steady.high) == (122, 122, 122)


def test_a_drift_too_small_to_square_is_none() -> None:
    assert value_end(_seen(0, 1e-200, 2e-200), 12).total == pytest.approx(2e-200)


def test_a_rate_of_the_year_so_far_stays_and_moves_less_the_later_it_is() -> None:
    """6.0 % in two months, 5.7 % in three: March alone had 5.1 %; the variance of one month is 0.54."""
    found = average_end([Seen(2, 6.0), Seen(3, 5.7)], 12)
    assert (found.total, found.way) == (5.7, Way.TO_DATE)
    assert found.high - found.total == pytest.approx(3.078 * 0.75 * sqrt(0.54 * (1 / 9 + 1 / 3)))
    later = average_end([Seen(2, 6.0), Seen(3, 5.7), Seen(11, 5.7)], 12)
    assert later.high - later.low < (found.high - found.low) / 10


def test_one_value_says_nothing_of_how_it_varies_and_the_last_month_says_all() -> None:
    assert level_end(_seen(96, 98, first=0), 12) == Estimate(120, 120, 120, Way.TREND, known=False)
    assert value_end([Seen(3, 5.2)], 12) == Estimate(5.2, 5.2, 5.2, Way.TREND, known=False)
    assert average_end([Seen(3, 5.2)], 12) == Estimate(5.2, 5.2, 5.2, Way.TO_DATE, known=False)
    assert level_end([Seen(0, 96), Seen(12, 108)], 12) == Estimate(108, 108, 108, Way.TREND)
    assert average_end([Seen(12, 5.2)], 12) == Estimate(5.2, 5.2, 5.2, Way.TO_DATE)


@pytest.mark.parametrize("known", [3, 6, 10])
def test_intervals_hold_four_simulated_years_in_five(known: int) -> None:
    chance, years = Random(20251123), 1500
    held = {"level": 0, "average": 0}
    for _ in range(years):
        months = [chance.gauss(2, 3) for _ in range(12)]
        reached = [sum(months[:month]) for month in range(13)]
        level = level_end(_seen(*reached[: known + 1], first=0), 12)
        held["level"] += level.low <= reached[-1] <= level.high
        means = [reached[month] / month for month in range(1, 13)]
        average = average_end(_seen(*means[:known]), 12)
        held["average"] += average.low <= means[-1] <= average.high
    assert all(0.77 < count / years < 0.83 for count in held.values()), held


@pytest.mark.parametrize("drift", [0.0, 1.0, 10.0])
def test_intervals_of_values_of_the_day_hold_about_as_often(drift: float) -> None:
    chance, held = Random(5), 0
    for _ in range(1000):
        walk = [100.0]
        for _ in range(12):
            walk.append(walk[-1] + drift + chance.gauss(0, 2))
        found = value_end(_seen(*walk[:7]), 13)
        held += found.low <= walk[-1] <= found.high
    assert 650 < held < 900, held


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=12))
def test_estimates_are_in_order(values: list[float]) -> None:
    for found in (
        level_end(_seen(*values, first=0), 12),
        value_end(_seen(*values), 12),
        average_end(_seen(*values), 12),
    ):
        assert found.low <= found.total <= found.high


def _outlook(tmp_path: Path, target: dict[str, Any], *figures: str, today: date = date(2025, 7, 20)) -> Outlook:
    plan = load(tmp_path, plan_text({"id": "t", "name": "T", "lead_unit": "office", **target}))
    reports = []
    for month, value in enumerate(figures, start=1):
        day = plan.months[month - 1].last
        part, _, whole = value.partition("/")
        reports.append(Reported(str(month), "t", day, day, value=part, of=whole))
    (found,) = outlooks(plan, replay([report for report in reports if report.value]), today)
    return found


LEVEL = {"kind": "level", "uom": "户", "baseline": 96, "value": 108}
FALL = {"kind": "level", "uom": "户", "baseline": 108, "value": 96, "direction": "down"}
GROWTH = {"kind": "growth", "uom": "%", "decimals": 1, "value": 6}
IMPLIED = GROWTH | {"base": {"amount": 200, "uom": "亿元"}}
DAYS = {"kind": "ratio", "uom": "%", "decimals": 1, "value": 85, "denominator": "days"}
PM = {"kind": "mean", "uom": "μg", "decimals": 1, "value": 33, "direction": "down"}
LATEST = {"kind": "mean", "uom": "元", "baseline": 100, "value": 112, "time": "last"}
CEILING = {"kind": "limit", "uom": "%", "decimals": 1, "value": 5.5, "direction": "down"}
FLOOR = {"kind": "limit", "uom": "万亩", "decimals": 1, "value": 52.3}


@pytest.mark.parametrize(
    ("target", "figures", "answer", "needed"),
    [
        # levels: by how they move; the needed change is what is missing, over the months that are left
        (LEVEL, ["98", "100", "102.1"], Verdict.WILL, "5.9/9"),
        (LEVEL, ["96", "96", "96.1"], Verdict.WILL_NOT, "11.9/9"),
        (LEVEL, ["98", "96", "99"], Verdict.MAY, "9/9"),
        (LEVEL, ["98"], Verdict.MAY, "10/11"),
        (LEVEL, ["109", "109", "109"], Verdict.MAY, "0"),
        (FALL, ["106", "104", "101.9"], Verdict.WILL, "-5.9/9"),
        (FALL, ["108", "108", "107.9"], Verdict.WILL_NOT, "-11.9/9"),
        (LATEST, ["101", "102", "103.1"], Verdict.MAY, "8.9/9"),
        # rates, means and ratios of the year so far: what the rest of the year must be
        (GROWTH, ["", "6.8", "6.7"], Verdict.WILL, "51.9/9"),
        (GROWTH, ["", "5.0", "5.0", "5.1"], Verdict.WILL_NOT, "51.6/8"),
        (GROWTH, ["", "7.0", "6.1"], Verdict.MAY, "53.7/9"),
        (IMPLIED, ["", "6.8", "6.7"], Verdict.WILL, "51.9/9"),
        (PM, ["30", "30.2", "30.1"], Verdict.WILL, "305.7/9"),
        (PM, ["36", "36.2", "36.1"], Verdict.WILL_NOT, "287.7/9"),
        (DAYS, ["31/31", "58/59", "88/90"], Verdict.WILL, None),
        (DAYS, ["15/31", "29/59", "34/90"], Verdict.WILL_NOT, None),
        # bounds that hold day by day: by how they move
        (CEILING, ["4.9", "4.9", "5.0", "4.9"], Verdict.WILL, None),
        (CEILING, ["5.6", "5.7", "5.8", "5.9"], Verdict.WILL_NOT, None),
        (CEILING, ["5.4", "5.6", "5.4"], Verdict.MAY, None),
        (FLOOR, ["52.6", "52.6", "52.6", "52.6"], Verdict.WILL, None),
        (FLOOR, ["52.4", "52.3", "52.1", "52.0"], Verdict.WILL_NOT, None),
    ],
)
def test_answers_by_kind_and_direction(
    tmp_path: Path, target: dict[str, Any], figures: list[str], answer: Verdict, needed: str | None
) -> None:
    found = _outlook(tmp_path, target, *figures)
    assert found.answer is answer, found.found
    if needed is not None:
        top, _, bottom = needed.partition("/")
        assert found.needed is not None
        assert float(found.needed) == pytest.approx(float(top) / float(bottom or 1))


def test_what_no_days_to_come_can_mend_will_not_be_made_whatever_the_interval(tmp_path: Path) -> None:
    """85 % of 365 days are 311: after 60 of 120 days the other 245 do not suffice; after 311 good ones all is done."""
    lost = _outlook(tmp_path, DAYS, "", "", "", "60/120")
    assert (lost.answer, lost.found and lost.found.known) == (Verdict.WILL_NOT, False)
    won = _outlook(tmp_path, DAYS, *[""] * 10, "311/334", today=date(2025, 12, 20))
    assert (won.answer, won.needed) == (Verdict.WILL, Fraction(0))


def test_a_figure_inside_a_month_counts_for_the_part_that_has_passed(tmp_path: Path) -> None:
    plan = load(tmp_path, plan_text({"id": "t", "name": "T", "lead_unit": "office", **GROWTH}))
    days = (date(2025, 2, 28), date(2025, 3, 10), date(2025, 3, 20))
    reports = [Reported(str(n), "t", day, day, value="6.0") for n, day in enumerate(days)]
    figures = replay(reports).figures["t", ""]
    assert [(after, figure.on) for after, figure in moments(plan, figures)] == [
        (Fraction(2), days[0]),
        (2 + Fraction(20, 31), days[2]),
    ]
    assert moments(plan, figures[:1]) == [(Fraction(2), figures[0])]
    assert moments(plan, ()) == []


def test_repeating_decimals_are_told_with_two_places_more_than_the_target(tmp_path: Path) -> None:
    found = _outlook(tmp_path, DAYS, "", "60/67", today=date(2025, 3, 9))
    assert outlook_facts(found)["reached"] == "89.552"
    assert "89.552 %" in outlook_rows([found], Translator("en"))[0][2]


def test_without_figures_nothing_is_foreseen(tmp_path: Path) -> None:
    found = _outlook(tmp_path, LEVEL)
    assert (found.found, found.answer, found.needed) == (None, None, Fraction(1))
    found = _outlook(tmp_path, CEILING)
    assert (found.found, found.answer, found.needed) == (None, None, None)


def test_the_year_that_is_over_is_answered_by_its_last_figure(tmp_path: Path) -> None:
    for target, last, answer in (
        (LEVEL, "108", Verdict.WILL),
        (LEVEL, "107", Verdict.WILL_NOT),
        (PM, "33.0", Verdict.WILL),
    ):
        found = _outlook(tmp_path, target, *[""] * 11, last, today=date(2026, 1, 20))
        assert (found.answer, found.needed) == (answer, None)
