"""States by figures: a hand-worked table for every kind and direction, and what figures over the year lead to."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_builders import FRAME, load, plan_text

from perfplan.ledger.figures import Figures
from perfplan.ledger.progress import Progress
from perfplan.ledger.record import Closed, Done, Extended, Record, Reported
from perfplan.ledger.replay import replay
from perfplan.ledger.states import Figure
from perfplan.model.period import Level
from perfplan.model.plan import Plan
from perfplan.registry import discover
from perfplan.split.blocks import share_blocks
from perfplan.split.engine import split_target
from perfplan.split.table import period_table
from perfplan.track.gathering import View
from perfplan.track.shares import Judge
from perfplan.track.standing import Stand, Standing, standings
from perfplan.track.status import plan_status, soon_until
from perfplan.track.tally import State

CASES = Path(__file__).parent / "cases" / "track" / "states.csv"
MARCH = date(2025, 3, 31)
REPORT = {"every": "month", "due": "15cd"}


def _target(name: str, kind: str, **keys: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "kind": kind, "lead_unit": "office", "report": REPORT, **keys}


TARGETS = [
    _target("flow", "flow", uom="pcs", value=120, split="even"),
    _target("cap", "flow", uom="pcs", value=120, split="even", direction="down"),
    _target("level", "level", uom="pcs", value=108, baseline=96, split="even"),
    _target("sinking", "level", uom="pcs", value=88, baseline=100, split="even", direction="down"),
    _target("ratio", "ratio", uom="%", decimals=1, value=95.5),
    _target("ratio_down", "ratio", uom="%", decimals=1, value=5.0, direction="down"),
    _target("sum", "mean", uom="yuan", value=120, time="sum", split="even"),
    _target("last", "mean", uom="yuan", value=72, baseline=60, time="last", split="even"),
    _target("sum_down", "mean", uom="yuan", value=120, time="sum", split="even", direction="down"),
    _target("last_down", "mean", uom="yuan", value=60, baseline=72, time="last", split="even", direction="down"),
    _target("mean", "mean", uom="yuan", value=60),
    _target("pm25", "mean", uom="µg", value=28, direction="down"),
    _target("growth", "growth", uom="%", decimals=1, value=6.0),
    _target("implied", "growth", uom="%", decimals=1, value=6.0, base={"amount": 200, "uom": "yuan"}),
    _target(
        "implied_down", "growth", uom="%", decimals=1, value=2.0, base={"amount": 200, "uom": "yuan"}, direction="down"
    ),
    _target("cpi", "growth", uom="%", decimals=1, value=2.0, direction="down"),
    _target("floor", "limit", uom="pcs", value=98),
    _target("limit", "limit", uom="%", decimals=1, value=5.5, direction="down"),
    _target("annual", "annual", uom="t", decimals=2, value=22.75, due="2025-03-31"),
    _target("annual_down", "annual", uom="t", decimals=1, value=3.0, due="2025-03-31", direction="down"),
    _target("deed", "milestone", due="2025-03-31"),
]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return load(tmp_path_factory.mktemp("states"), plan_text(*TARGETS))


def _rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def _figure(value: str, on: date, at: str = "") -> Figure:
    return Figure(on, Fraction(value), date.fromisoformat(at) if at else on, "", "", value)


def _progress(target: str, figures: Sequence[Figure]) -> Progress:
    return Progress({}, figures={(target, ""): Figures(figures)} if figures else {})


def _task_states(plan: Plan, target: str, progress: Progress, today: date) -> dict[str, State]:
    """Return the state of each month task of a target's own total."""
    table = period_table(plan)
    found = next(each for each in plan.targets if each.id == target)
    (block, *_) = share_blocks(split_target(found, table), table, (Level.MONTH,))
    judged = Judge(plan, progress, today, soon_until(today, plan.calendar, 0)).judge(block, "")
    return {
        slot.label: state
        for index, slot in enumerate(block.slots)
        for state, periods in judged.states.items()
        if periods >> (8 * index) & 1
    }


def _standing(plan: Plan, target: str, progress: Progress, today: date) -> Standing:
    return next(found for found in standings(plan, progress, today) if found.id == target)


def test_the_table_has_every_case_of_every_kind_and_direction() -> None:
    found = {(row["target"], row["case"]) for row in _rows()}
    deed = {"not yet due", "over"}  # a deed has no figure to wait for, and cannot be done more than once
    cases = {"reported", "late", "unreported", "not yet due", "over", "short"}
    missing = {(one["id"], case) for one in TARGETS for case in cases} - found
    assert missing == {("deed", case) for case in deed}
    kinds = {(one["kind"], one.get("direction", "up")) for one in TARGETS}
    assert {kind for kind, _ in kinds} == set(discover("perfplan.kinds", "KIND"))
    assert {kind for kind, way in kinds if way == "down"} == {kind for kind, _ in kinds} - {"milestone"}


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row['target']}-{row['case']}")
def test_the_table_worked_by_hand(row: dict[str, str], plan: Plan) -> None:
    today, target = date.fromisoformat(row["today"]), row["target"]
    figures = [_figure(row["value"], MARCH, row["at"])] if row["value"] else []
    progress = _progress(target, figures)
    assert _task_states(plan, target, progress, today)["2025-03"].value == row["task"]
    found = _standing(plan, target, progress, today)
    assert found.state.value == row["stand"]
    assert found.late_reports == int(row["case"] == "late")
    behind = plan_status(plan, progress, today, View(levels=(Level.MONTH,))).behind
    assert [line.shortfall for line in behind if line.item.target == target] == [row["shortfall"]] * bool(
        row["shortfall"]
    )


def test_every_kind_and_direction_has_its_cases() -> None:
    rows = _rows()
    assert {row["target"] for row in rows} == {target["id"] for target in TARGETS}
    for target in TARGETS[:-1]:
        cases = {row["case"] for row in rows if row["target"] == target["id"]}
        assert {"reported", "late", "unreported", "over", "short"} <= cases


def test_a_month_whose_figures_are_not_yet_due_is_not_behind(plan: Plan) -> None:
    states = _task_states(plan, "flow", _progress("flow", []), date(2025, 4, 15))
    assert [states[f"2025-0{n}"] for n in (1, 2, 3, 4)] == [State.UNREPORTED, State.UNREPORTED, State.OPEN, State.OPEN]
    after = _task_states(plan, "flow", _progress("flow", []), date(2025, 4, 16))
    assert after["2025-03"] is State.UNREPORTED


def test_one_line_says_since_when_and_how_much(plan: Plan) -> None:
    figures = [_figure("9", date(2025, 1, 31)), _figure("15", date(2025, 2, 28)), _figure("22", MARCH)]
    found = plan_status(plan, _progress("flow", figures), date(2025, 4, 12), View(levels=(Level.MONTH,)))
    (line,) = [line for line in found.behind if line.item.target == "flow"]
    # 22 reaches the 20 of February late; only March is missed.
    assert (line.item.id, line.count, line.first_deadline, line.days_overdue) == ("flow/2025-03", 1, MARCH, 12)
    assert str(line.reason) == "22 pcs on 2025-03-31; 30 pcs was to be reached by 2025-03-31: 8 pcs short"
    assert str(line.words) == "behind for 12 days"
    worse = _progress("flow", [*figures[:2], _figure("18", MARCH)])
    (line,) = [x for x in plan_status(plan, worse, date(2025, 4, 12)).behind if x.item.target == "flow"]
    assert (line.item.id, line.first_deadline) == ("flow/2025-02", date(2025, 2, 28))
    assert line.shortfall == "12 pcs"


def test_a_ceiling_that_is_broken_says_so(plan: Plan) -> None:
    found = plan_status(plan, _progress("limit", [_figure("5.8", MARCH)]), date(2025, 4, 12))
    (line,) = [line for line in found.behind if line.item.target == "limit"]
    assert str(line.reason) == "5.8 % on 2025-03-31; at most 5.5 % was allowed by 2025-03-31: 0.3 % over"


def test_an_unreported_figure_says_which_and_since_when(plan: Plan) -> None:
    found = plan_status(plan, _progress("ratio", [_figure("96", date(2025, 2, 28))]), date(2025, 4, 18))
    (line,) = [line for line in found.unreported if line.item.target == "ratio"]
    assert str(line.words) == "figure 3 days late"
    assert str(line.reason) == "no figure for 2025-03, due on 2025-04-15; last 96 % on 2025-02-28"
    assert (line.first_deadline, line.days_overdue) == (date(2025, 4, 15), 3)


def test_a_bound_is_judged_at_every_reported_date_and_can_be_caught_up(plan: Plan) -> None:
    figures = [_figure("96", date(2025, 1, 31)), _figure("94", date(2025, 2, 28))]
    found = _standing(plan, "ratio", _progress("ratio", figures), date(2025, 3, 10))
    assert (found.state, found.misses, found.caught_up_late) == (Stand.BEHIND, 1, False)
    again = _standing(plan, "ratio", _progress("ratio", [*figures, _figure("95.6", MARCH)]), date(2025, 4, 10))
    assert (again.state, again.misses, again.caught_up_late) == (Stand.ON_PACE, 0, True)


def test_a_level_must_be_there_on_the_day_not_only_before(plan: Plan) -> None:
    high = _progress("level", [_figure("104", date(2025, 2, 28))])
    assert _task_states(plan, "level", high, date(2025, 4, 20))["2025-03"] is State.UNREPORTED
    fallen = _progress("level", [_figure("104", date(2025, 2, 28)), _figure("98", MARCH)])
    assert _task_states(plan, "level", fallen, date(2025, 4, 20))["2025-03"] is State.BEHIND


def test_a_figure_of_the_middle_of_a_month_says_nothing_about_its_end(plan: Plan) -> None:
    middle = _progress("flow", [_figure("25", date(2025, 3, 15))])
    assert _task_states(plan, "flow", middle, date(2025, 4, 20))["2025-03"] is State.UNREPORTED


def _ledger(*records: Record) -> Progress:
    return replay(records)


def test_a_done_record_completes_a_share_whatever_its_figure_says(plan: Plan) -> None:
    records: list[Record] = [
        Reported("1", "flow", MARCH, date(2025, 4, 2), value="12"),
        Done("2", "flow/2025-Q1", MARCH, date(2025, 4, 2)),
    ]
    states = _task_states(plan, "flow", _ledger(*records), date(2025, 4, 20))
    assert {states[f"2025-0{n}"] for n in (1, 2, 3)} == {State.DONE}
    closed = Closed("3", "flow/2025-03", date(2025, 4, 3), date(2025, 4, 3))
    month = Done("4", "flow/2025-03", MARCH, date(2025, 4, 2))
    assert _task_states(plan, "flow", _ledger(month, closed), date(2025, 4, 20))["2025-03"] is State.CLOSED


def test_an_extended_deadline_holds_and_is_counted(plan: Plan) -> None:
    moved = [
        Extended("1", "deed/2025-03", date(2025, 4, 1), date(2025, 4, 1), date(2025, 4, 30), "rain"),
        Extended("2", "deed/2025-03", date(2025, 4, 29), date(2025, 4, 29), date(2025, 5, 9), "more rain", step=1),
    ]
    before = plan_status(plan, _ledger(*moved), date(2025, 5, 9), View(due_soon=0, levels=(Level.MONTH,)))
    assert not [line for line in before.overdue if line.item.target == "deed"]
    assert [line.extensions for line in before.due_soon if line.item.target == "deed"] == [2]
    after = plan_status(plan, _ledger(*moved), date(2025, 5, 12), View(levels=(Level.MONTH,)))
    (line,) = [line for line in after.overdue if line.item.target == "deed"]
    assert str(line.reason).endswith("; extended 2 times")


def test_pending_targets_are_pending(tmp_path: Path) -> None:
    text = plan_text(_target("later", "flow", uom="pcs", pending="as the city decides"), frame=FRAME)
    found = load(tmp_path, text)
    assert [one.state for one in standings(found, Progress({}), date(2025, 12, 31))] == [Stand.PENDING]
    assert plan_status(found, Progress({}), date(2025, 12, 31)).totals.total == 0


def test_the_total_is_the_sum_of_units_that_all_report(tmp_path: Path) -> None:
    target = _target("jobs", "flow", uom="pcs", value=120, split="even", allocate={"over": "town"})
    found = load(tmp_path, plan_text(target))
    units = [unit.id for unit in found.units.values() if unit.kind == "town"]
    figures = {("jobs", unit): Figures((_figure("8", MARCH),)) for unit in units}
    own = _standing(found, "jobs", Progress({}, figures=figures), date(2025, 4, 2))
    assert own.figure is not None
    assert (own.figure.value, own.state) == (Fraction(32), Stand.ON_PACE)
    del figures["jobs", units[0]]
    alone = _standing(found, "jobs", Progress({}, figures=figures), date(2025, 4, 2))
    assert alone.figure is None


_FIGURES = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 150)), max_size=8, unique_by=lambda pair: pair[0])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pairs=_FIGURES,
    today=st.dates(date(2025, 1, 1), date(2026, 1, 20)),
    target=st.sampled_from([target["id"] for target in TARGETS]),
)
def test_every_task_is_in_exactly_one_state(plan: Plan, pairs: list[tuple[int, int]], today: date, target: str) -> None:
    figures = [_figure(str(value), date(2025, 1, 1) + timedelta(day)) for day, value in sorted(pairs)]
    progress = _progress(target, figures)
    states = _task_states(plan, target, progress, today)
    rows = 1 if target in {"annual", "annual_down", "deed"} else 12
    assert len(states) == rows
    every = plan_status(plan, progress, today, View(every=True, levels=(Level.MONTH,)))
    assert sum(every.totals.counts.values()) == every.totals.total
    for state in (State.OVERDUE, State.BEHIND, State.UNREPORTED, State.DUE_SOON):
        assert sum(line.count for line in every.lines(state)) == every.totals.count(state)
