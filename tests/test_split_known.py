"""Known numbers through the whole engine: vendors' examples, growth, ratios, and what each method weighs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from plan_builders import PLACE, allocation, flow, found_codes, load, lock, plan_text, rule, split, table, target

from perfplan.model.target import Direction, Lock, SplitRule, Target, UnitRollup
from perfplan.split.engine import methods
from perfplan.split.ratio import needed_and_allowed
from perfplan.split.table import PeriodTable

CASES = Path(__file__).parent / "cases" / "split"


def read(name: str) -> Any:
    return json.loads((CASES / name).read_text("utf-8"))


PEERS = {case["desc"]: case for case in read("peer_spread_examples.json")["cases"]}
GROWTH = read("growth_identities.json")


def of_months(count: int) -> PeriodTable:
    """Return a plan of the first months of 2025."""
    return table(
        None, date(2025, 1, 1), date(2025, 1 + count % 12, 1) - timedelta(days=1) if count < 12 else date(2025, 12, 31)
    )


def spread_months(total: int, weights: Sequence[int], *locks: Lock) -> list[int]:
    return list(split(total, on=of_months(len(weights)), split=rule(weights), locks=locks).own.months)


def weights_of(method: str, goal: Target | None = None, **changes: Any) -> list[Fraction]:
    whole = {"months": {}, "quarters": {}, "profile": "", "past_years": (), "steepness": 2, **changes}
    return methods()[method].weights(SplitRule(method, location=PLACE, **whole), table().facts)


def test_a_held_month_stays_and_the_others_take_the_rest() -> None:
    held = PEERS["hold Feb=20, set Q1=100"]
    assert spread_months(held["total"], held["before"], lock(20, "2025-02")) == held["expected"]
    erratum = PEERS["Q1=60 held, Jan set to 20; page prints Mar=16, arithmetic gives 24 (page erratum)"]
    assert spread_months(120, [10, 20, 30, 60], lock(60, "2025-Q1"), lock(20, "2025-01")) == [*erratum["expected"], 60]


@pytest.mark.parametrize("name", ["relative proportional", "Holidays profile", "End of quarter", "4-4-5"])
def test_vendors_profiles(name: str) -> None:
    case = PEERS[name]
    assert spread_months(case["total"], case.get("weights") or case["reference"]) == case["expected"]


def test_weights_that_are_all_zero_are_a_finding_never_a_silent_guess(tmp_path: Path) -> None:
    """Some tools fall back to equal here; a plan that says nothing about any month is rather asked again."""
    zeros = {"method": "weights", "months": {1: 0, 2: 0, 3: 0}}
    assert found_codes(tmp_path, plan_text(flow(owner="ann", split=zeros))) == ["PP408"]
    case = PEERS["proportional on all-zero leaves falls back to equal"]
    assert spread_months(case["total"], [1, 1, 1]) == case["expected"]  # said as even, it is that


def test_how_periods_make_the_year() -> None:
    values, expected = PEERS["time aggregators"]["values"], PEERS["time aggregators"]["expected"]
    flows = split(sum(values), on=of_months(3), split=rule(values)).own
    assert list(flows.months) == values
    assert flows.checkpoints[-1] == expected["flow"]
    assert list(accumulate(values))[-1] == expected["flow"]


@pytest.mark.parametrize(
    "case", read("ratio_days.json")["cases"], ids=lambda case: f"{case['target']} of {case['days']}"
)
def test_days_that_a_ratio_needs_and_allows(case: dict[str, Any]) -> None:
    bound = Fraction(case["target"].removeprefix(">=").removesuffix("%")) / 100
    days = Fraction(case.get("valid_days", case["days"]))
    needed, allowed = needed_and_allowed(bound, days, Direction.UP)
    assert (needed, allowed) == (case["good_days_needed"], case["bad_days_allowed"])
    assert needed + allowed == days


def test_a_ratio_that_goes_down_allows_at_most_its_bound() -> None:
    assert list(needed_and_allowed(Fraction(15, 100), Fraction(365), Direction.DOWN)) == [311, 54]
    assert list(needed_and_allowed(Fraction(0), Fraction(7), Direction.DOWN)) == [7, 0]
    assert list(needed_and_allowed(Fraction(1), Fraction(7), Direction.UP)) == [7, 0]


def test_growth_keeps_the_annual_rate_at_every_checkpoint(tmp_path: Path) -> None:
    last, expected = GROWTH["last_year"], [Fraction(text) for text in GROWTH["proportional_split"]]
    quarters = dict(enumerate(last, start=1))
    split_by = {"method": "growth", "quarters": quarters}
    text = plan_text(flow(owner="ann", value=None, baseline=sum(last), growth="8%", decimals=1, split=split_by))
    plan = load(tmp_path, text)
    goal = plan.targets[0]
    assert goal.value == GROWTH["target"] * 10
    from perfplan.split.engine import split_target
    from perfplan.split.table import period_table

    found = split_target(goal, period_table(plan))
    ends = found.own.checkpoints[2::3]
    assert [Fraction(b - a, 10) for a, b in zip([0, *ends], ends, strict=False)] == expected
    for end, before in zip(ends, accumulate(last), strict=True):
        assert Fraction(end, 10) / before == Fraction(108, 100)


def test_the_growth_that_the_rest_of_the_year_needs_after_a_weak_quarter() -> None:
    """Issued with the first quarter's 106 done: the rest needs 434 on 400, and half a year stands at 7.36 %."""
    last, decimals = GROWTH["last_year"], 10**6
    weights = [quarter for quarter in last for _ in range(3)]
    found = split(
        540 * decimals, split=rule(weights), reached=GROWTH["q1_actual"] * decimals, on=table(date(2025, 4, 1))
    ).own
    left = found.value - found.reached
    assert Fraction(left, 400 * decimals) - 1 == Fraction(85, 1000)
    assert found.checkpoints[2] == 106 * decimals  # nothing is asked of a quarter that is over
    # The plan's checkpoints hold (58.7 million by June is 8 % still), where a proportional rest would accept 7.36 %.
    assert Fraction(found.checkpoints[5], 220 * decimals) - 1 == Fraction(8, 100)
    proportional = Fraction(106) + 120 * Fraction(1085, 1000)
    assert round(float(proportional / 220 - 1), 6) == 0.073636


def test_methods_weigh_the_months_as_they_say() -> None:
    assert weights_of("even") == [1] * 12
    assert weights_of("calendar_days") == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert weights_of("workdays") == [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]
    quarters = {number: Fraction(weight) for number, weight in enumerate((20, 25, 25, 30), start=1)}
    assert weights_of("weights", quarters=quarters)[2:4] == [Fraction(20, 3), Fraction(25, 3)]
    cumulative = weights_of("cumulative", months={2: Fraction(10), 3: Fraction(25), 12: Fraction(100)})
    assert cumulative == [5, 5, 15, *[Fraction(75, 9)] * 9]
    smooth = list(accumulate(weights_of("s_curve")))
    assert (smooth[2], smooth[5], smooth[11]) == (Fraction(5, 32), Fraction(1, 2), Fraction(1))
    assert weights_of("s_curve", steepness=1) == [Fraction(1, 12)] * 12
    assert list(accumulate(weights_of("s_curve", steepness=3)))[2] == Fraction(53, 512)


def test_history_pools_shares_and_leans_towards_even() -> None:
    peak = tuple(Fraction(12 if i == 5 else 0) for i in range(12))
    flat = tuple(Fraction(5) for _ in range(12))
    one = weights_of("history", past_years=(peak,))
    assert (one[5], one[0]) == (Fraction(1, 2) + Fraction(1, 24), Fraction(1, 24))
    two = weights_of("history", past_years=(peak, flat))  # the larger year does not decide: shares are pooled
    assert two[5] == Fraction(3, 4) * (1 + Fraction(1, 12)) / 2 + Fraction(1, 48)
    assert sum(two) == sum(one) == 1


def test_a_manual_split_is_exactly_what_it_says() -> None:
    amounts = [5, 0, 7, 20, 3, 2, 0, 0, 0, 40, 13, 10]
    months = {number: Fraction(amount) for number, amount in enumerate(amounts, start=1)}
    manual = SplitRule("manual", months, {}, "", (), 2, PLACE)
    assert list(split(100, split=manual).own.months) == amounts


def test_fixed_amounts_come_first_and_the_others_share_the_rest() -> None:
    found = split(100, allocation=allocation([1, 5, 4], {"u0": 37}))
    assert [unit.value for unit in found.units] == [37, 35, 28]
    equal = split(100, units_roll=UnitRollup.SAME, allocation=allocation([1, 5]))
    assert [unit.value for unit in equal.units] == [100, 100]


def test_target_builder_is_a_flow_without_units() -> None:
    assert target(5).spreads
    assert split(5).units == ()
