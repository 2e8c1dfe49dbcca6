"""Pace: published gaps recomputed from unrounded values, and the four ways in which a year passes."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_builders import load, plan_text, table

from perfplan.ledger.figures import Figures
from perfplan.ledger.progress import Progress
from perfplan.ledger.states import Figure
from perfplan.model.pace import PaceMethod
from perfplan.track.lamps import one_decimal
from perfplan.track.pace import gap, planned, year_share
from perfplan.track.standing import Stand, Standing, standings

PLAN = table().plan


def _share(actual: str, year: str) -> Fraction:
    return Fraction(actual) / Fraction(year)


@pytest.mark.parametrize(
    ("actual", "year", "months", "points"),
    [
        ("21.01", "98.5", 4, "12.0"),  # Songyang, April 2025: 21.3 % of the year
        ("96.4", "304", 4, "1.6"),  # Huidong, April 2024: 31.7 %, printed as 1.6 below
        ("88.6", "236.2", 4, "-4.2"),  # Huidong, projects of province and city: 4.2 above
        (
            "7.7",
            "67.9",
            4,
            "22.0",
        ),  # Huidong, the county's own: printed as 21.9, which is 33.3 - 11.4 of rounded values
    ],
)
def test_published_gaps_by_months(actual: str, year: str, months: int, points: str) -> None:
    found = gap(_share(actual, year), Fraction(months, 12))
    assert one_decimal(found.points_behind) == points


def test_published_gap_of_a_half_year_with_two_decimals() -> None:
    # Minqing, June 2024: 194.85 of 368.42 is 52.89 %, 2.89 above 50 %.
    points = -gap(_share("194.85", "368.42"), Fraction(1, 2)).points_behind
    assert round(points, 2) == Fraction("2.89")


@pytest.mark.parametrize(
    ("actual", "percent", "year"),
    [("21.01", "132.1", "98.5"), ("1.15", "144.7", "17.2"), ("19.86", "131.4", "81.3")],
)
def test_published_shares_of_the_plan(actual: str, percent: str, year: str) -> None:
    plan = Fraction(actual) / (Fraction(percent) / 100)
    found = gap(_share(actual, year), plan / Fraction(year))
    assert found.share is not None
    assert one_decimal(found.share * 100) == percent
    assert found.points_behind < 0


def test_songyang_is_behind_the_calendar_and_ahead_of_its_plan(tmp_path: Path) -> None:
    target = {
        **{"id": "works", "name": "Works", "kind": "flow", "uom": "yi", "decimals": 2, "value": 98.5},
        **{"lead_unit": "office", "split": {"method": "cumulative", "months": {4: 16.1, 12: 100}}},
    }
    plan = load(tmp_path, plan_text(target))
    figure = Figure(date(2025, 4, 30), Fraction("21.01"), date(2025, 5, 10), "", "", "1")
    progress = Progress({}, figures={("works", ""): Figures((figure,))})
    (found,) = standings(plan, progress, date(2025, 5, 16))
    assert found.progress is not None
    assert one_decimal(found.progress * 100) == "21.3"
    assert found.linear is not None
    assert one_decimal(found.linear.points_behind) == "12.0"
    assert found.own_plan is not None
    assert found.own_plan.share is not None
    # 16.1 % of 98.5 is 15.86 in two decimals; the printed 132.1 % is of 15.90.
    assert one_decimal(found.own_plan.share * 100) == "132.5"
    assert (found.state, found.chosen) == (Stand.ON_PACE, found.own_plan)


@pytest.mark.parametrize(
    ("method", "day", "share"),
    [
        (PaceMethod.MONTHS, date(2025, 4, 30), Fraction(4, 12)),
        (PaceMethod.MONTHS, date(2025, 4, 29), Fraction(3, 12)),
        (PaceMethod.MONTHS, date(2025, 8, 29), Fraction(8, 12)),  # a Friday: nothing of August is left
        (PaceMethod.MONTHS, date(2025, 12, 31), Fraction(1)),
        (PaceMethod.DAYS, date(2025, 4, 30), Fraction(120, 365)),
        (PaceMethod.DAYS, date(2024, 12, 31), Fraction(0)),
        (PaceMethod.DAYS, date(2026, 3, 1), Fraction(1)),
        (
            PaceMethod.WORKDAYS,
            date(2025, 1, 27),
            Fraction(19, 248),
        ),  # the working days of January 2025, and of the year
    ],
)
def test_how_much_of_the_year_has_passed(method: PaceMethod, day: date, share: Fraction) -> None:
    assert year_share(method, PLAN, day) == share


@given(
    st.sampled_from([PaceMethod.MONTHS, PaceMethod.DAYS, PaceMethod.WORKDAYS]),
    st.dates(*[date(2024, 12, 1), date(2026, 2, 1)]),
)
def test_a_year_only_passes_forwards(method: PaceMethod, day: date) -> None:
    before, after = year_share(method, PLAN, day), year_share(method, PLAN, date.fromordinal(day.toordinal() + 1))
    assert 0 <= before <= after <= 1


def test_inside_a_month_the_plan_goes_by_working_days() -> None:
    from perfplan.model.period import Level

    slots = table().slots[Level.MONTH]
    marks = [10 * n for n in range(1, 13)]
    assert planned(PLAN, 0, slots, marks, date(2025, 3, 31)) == 30
    assert planned(PLAN, 0, slots, marks, date(2025, 3, 2)) == 20  # a Sunday, before any working day of March
    assert planned(PLAN, 0, slots, marks, date(2025, 3, 14)) == 20 + Fraction(10 * 10, 21)
    assert planned(PLAN, 5, slots, marks, date(2024, 12, 31)) == 5
    assert planned(PLAN, 0, slots, marks, date(2026, 1, 31)) == 120


def _by(tmp_path: Path, pace: str, value: str, **keys: str) -> Standing:
    target = {"id": "t", "name": "T", "kind": "flow", "uom": "pcs", "value": 120, "lead_unit": "office"}
    target |= {"split": {"method": "cumulative", "months": {6: 25, 12: 100}}, "pace": pace, **keys}
    plan = load(tmp_path, plan_text(target))
    figure = Figure(date(2025, 6, 30), Fraction(value), date(2025, 7, 1), "", "", "1")
    (found,) = standings(plan, Progress({}, figures={("t", ""): Figures((figure,))}), date(2025, 7, 2))
    return found


def test_a_target_may_go_by_months_where_its_plan_is_slower(tmp_path: Path) -> None:
    assert _by(tmp_path, "checkpoints", "40").state is Stand.ON_PACE
    by_months = _by(tmp_path, "months", "40")
    assert by_months.state is Stand.BEHIND
    assert by_months.chosen == by_months.linear
    assert by_months.chosen is not None
    assert by_months.chosen.points_behind == Fraction(50, 3)


def test_a_ceiling_below_the_pace_is_ahead(tmp_path: Path) -> None:
    found = _by(tmp_path, "months", "40", direction="down")
    assert found.chosen is not None
    assert found.chosen.points_behind == Fraction(-50, 3)


def test_the_plans_pace_holds_for_targets_that_say_nothing(tmp_path: Path) -> None:
    target = {"id": "t", "name": "T", "kind": "flow", "uom": "pcs", "value": 12, "lead_unit": "office"}
    other = target | {"id": "u", "name": "U", "pace": "days"}
    plan = load(tmp_path, plan_text(target, other, more="pace: workdays\n"))
    assert [each.pace for each in plan.targets] == [PaceMethod.WORKDAYS, PaceMethod.DAYS]
