"""Status: what is overdue and due soon, one line a cause, in order, with the reason; totals that add up."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from track_builders import CHENGGUAN, CN, RSJ, WANG_MIN, WU_QIANG, ZHAO_LEI, ZHOU_NING, done, work_item

from perfplan.ledger.record import Done
from perfplan.model.period import Level
from perfplan.track.grouping import By
from perfplan.track.item import WorkItem
from perfplan.track.lamps import RED, YELLOW
from perfplan.track.lines import Line
from perfplan.track.status import Status, soon_until, status
from perfplan.track.tally import State, Tally

_MONDAY = date(2025, 3, 10)
_MARCH_END = date(2025, 3, 31)


def _status(work: list[WorkItem], today: date, *reports: Done, by: By = By.LEADER, every: bool = False) -> Status:
    return status(work, {report.task: report for report in reports}, today, CN, 5, by=by, every=every)


def _ids(lines: tuple[Line, ...]) -> list[str]:
    return [line.item.id for line in lines]


def test_work_is_overdue_the_day_after_its_deadline() -> None:
    work = [work_item("jobs/2025-03", _MARCH_END)]
    assert _ids(_status(work, _MARCH_END).overdue) == []
    assert _ids(_status(work, _MARCH_END).due_soon) == ["jobs/2025-03"]
    (line,) = _status(work, date(2025, 4, 1)).overdue
    assert (line.days_overdue, line.lamp, str(line.words), str(line.reason)) == (
        1,
        RED,
        "1 day overdue",
        "not done by 2025-03-31",
    )


@pytest.mark.parametrize(
    ("today", "working_days", "limit"),
    [
        (_MONDAY, 5, date(2025, 3, 16)),  # the week, and the Sunday on which nobody works either
        (_MONDAY, 1, _MONDAY),
        (_MONDAY, 0, _MONDAY),  # what is due today is always due soon
        (date(2025, 3, 15), 1, date(2025, 3, 17)),  # from a Saturday on, the Monday is the first
        (date(2025, 9, 30), 1, date(2025, 10, 8)),  # the holidays after the last working day
        (date(2025, 9, 28), 3, date(2025, 10, 8)),  # a Sunday that is worked counts
    ],
)
def test_soon_means_so_many_working_days_left(today: date, working_days: int, limit: date) -> None:
    assert soon_until(today, CN, working_days) == limit


@given(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(0, 30), st.integers(0, 60))
def test_a_deadline_is_soon_exactly_while_few_working_days_are_left(today: date, few: int, days: int) -> None:
    deadline = today + timedelta(days=days)
    expected = deadline == today or CN.count(today, deadline) <= few
    assert (deadline <= soon_until(today, CN, few)) is expected


def test_done_work_is_gone_from_the_day_it_was_done() -> None:
    work = [work_item("jobs/2025-03", _MARCH_END)]
    late_report = done("jobs/2025-03", date(2025, 4, 5))
    assert _ids(_status(work, date(2025, 4, 4), late_report).overdue) == ["jobs/2025-03"]
    assert _ids(_status(work, date(2025, 4, 5), late_report).overdue) == []
    assert _status(work, date(2025, 4, 5), late_report).totals == Tally({State.DONE: 1})


def test_a_done_quarter_completes_its_months() -> None:
    quarter = work_item("jobs/2025-Q1", _MARCH_END, level=Level.QUARTER)
    months = [work_item(f"jobs/2025-0{n}", date(2025, n, 28), covers=("jobs/2025-Q1",)) for n in (1, 2, 3)]
    april = work_item("jobs/2025-04", date(2025, 4, 30), covers=("jobs/2025-Q2",))
    found = _status([quarter, *months, april], date(2025, 5, 10), done("jobs/2025-Q1", _MARCH_END))
    assert _ids(found.overdue) == ["jobs/2025-04"]
    assert found.totals.count(State.DONE) == 4


def test_a_target_that_is_late_makes_one_line_that_tells_how_much() -> None:
    ends = [date(2025, 1, 27), date(2025, 2, 28), _MARCH_END]
    work = [work_item(f"jobs@chengguan/2025-0{n}", end, checkpoint=str(n * 100)) for n, end in enumerate(ends, 1)]
    (line,) = _status(work, date(2025, 4, 2)).overdue
    assert (line.item.id, line.count, line.days_overdue) == ("jobs@chengguan/2025-01", 3, 65)
    assert line.shortfall == "300 人"
    assert str(line.reason) == "3 not done; 300 人 was to be reached by 2025-03-31"
    (rest,) = _status(work, date(2025, 4, 2), done("jobs@chengguan/2025-01", date(2025, 1, 20))).overdue
    assert (rest.item.id, rest.count) == ("jobs@chengguan/2025-02", 2)
    every = _status(work, date(2025, 4, 2), every=True).overdue
    assert _ids(every) == [item.id for item in work]
    assert str(every[1].reason) == "not done; 200 人 was to be reached by 2025-02-28"


def test_units_actions_stages_and_phases_are_lines_of_their_own() -> None:
    ids = ["jobs@chengguan/2025-03", "jobs@hedong/2025-03", "jobs/2025-03", "jobs!fair/2025-03-14"]
    stages = [work_item(f"p01/{name}", _MARCH_END, level=Level.STAGE, project="p01") for name in ("eia", "tender")]
    phases = [work_item(f"metal/{name}", _MARCH_END, level=Level.PHASE) for name in ("check", "mend")]
    found = _status([*(work_item(name, _MARCH_END) for name in ids), *stages, *phases], date(2025, 4, 2))
    assert _ids(found.overdue) == sorted([*ids, "p01/eia", "p01/tender", "metal/check", "metal/mend"])
    assert {line.count for line in found.overdue} == {1}


def test_of_one_day_the_coarsest_task_stands_for_the_line() -> None:
    day = work_item("jobs/2025-03-31", _MARCH_END, level=Level.DAY)
    month = work_item("jobs/2025-03", _MARCH_END)
    quarter = work_item("jobs/2025-Q1", _MARCH_END, level=Level.QUARTER)
    assert _ids(_status([day, month, quarter], date(2025, 4, 2)).overdue) == ["jobs/2025-Q1"]


def test_what_is_due_soon_says_by_when() -> None:
    days = [date(2025, 3, n) for n in (10, 11, 12)]
    work = [work_item(f"jobs/{day}", day, level=Level.DAY, checkpoint=str(day.day)) for day in days]
    (line,) = _status(work, _MONDAY).due_soon
    assert (line.count, line.days_overdue, line.lamp, str(line.words)) == (3, 0, YELLOW, "due today")
    assert str(line.reason) == "3 to do; 12 人 is to be reached by 2025-03-12"
    assert str(_status([work_item("a/1", days[2])], _MONDAY).due_soon[0].words) == "2 days left"
    assert str(_status([work_item("a/1", days[1])], _MONDAY).due_soon[0].words) == "1 day left"
    assert str(_status([work_item("a/1", days[1])], _MONDAY).due_soon[0].reason) == "to do by 2025-03-11"


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        (By.LEADER, [("zhou-ning", 2), ("", 1)]),
        (By.UNIT, [("chengguan", 2), ("rsj", 1)]),
        (By.OWNER, [("wang-min", 1), ("zhao-lei", 1), ("", 1)]),
        (By.PROJECT, [("", 3)]),
    ],
)
def test_a_cause_in_two_groups_makes_two_lines(by: By, groups: list[tuple[str, int]]) -> None:
    work = [
        work_item("jobs/2025-01", date(2025, 1, 27), owner=WANG_MIN),
        work_item("jobs/2025-02", date(2025, 2, 28), owner=ZHAO_LEI),
        work_item("jobs/2025-03", _MARCH_END, owner=None, supervisor=None, unit=RSJ),
    ]
    assert [(line.group, line.count) for line in _status(work, date(2025, 4, 2), by=by).overdue] == groups


def test_totals_count_every_piece_of_work_by_state_and_level() -> None:
    work = [
        work_item("a/2025-01", date(2025, 1, 27)),
        work_item("a/2025-02", date(2025, 2, 28)),
        work_item("a/2025-Q1", date(2025, 3, 11), level=Level.QUARTER),
        work_item("a/2025-12", date(2025, 12, 31)),
    ]
    found = _status(work, _MONDAY, done("a/2025-01", date(2025, 1, 20)))
    assert found.totals == Tally({State.DONE: 1, State.OVERDUE: 1, State.DUE_SOON: 1, State.OPEN: 1})
    assert found.by_level == {
        Level.QUARTER: Tally({State.DUE_SOON: 1}),
        Level.MONTH: Tally({State.DONE: 1, State.OVERDUE: 1, State.OPEN: 1}),
    }
    assert (found.behind, found.unreported) == ((), ())


def test_shares_are_forced_to_one_hundred() -> None:
    thirds = Tally({State.OVERDUE: 1, State.DONE: 1, State.OPEN: 1})
    assert thirds.shares() == dict.fromkeys(State, 0) | {State.OVERDUE: 334, State.DONE: 333, State.OPEN: 333}
    assert Tally({}).shares() == dict.fromkeys(State, 0)


@given(st.lists(st.integers(0, 10**6), min_size=len(State), max_size=len(State)).filter(any))
def test_shares_add_up_and_none_is_more_than_a_tenth_off(counts: list[int]) -> None:
    tally = Tally(dict(zip(State, counts, strict=True)))
    shares = tally.shares()
    assert sum(shares.values()) == 1000
    for state in State:
        assert abs(shares[state] * tally.total - tally.count(state) * 1000) <= tally.total


@pytest.mark.parametrize(
    ("counts", "tenths"),
    [((3, 3, 1994), (1, 1, 998)), ((1, 1, 663), (2, 2, 996)), ((5, 5), (500, 500))],
)
def test_equal_counts_have_equal_shares_where_that_can_be(counts: tuple[int, ...], tenths: tuple[int, ...]) -> None:
    shares = Tally(dict(zip(State, counts, strict=False))).shares()
    assert tuple(shares.values())[: len(counts)] == tenths


_WORK = st.lists(
    st.builds(
        lambda target, unit, day, level, leader: replace(
            work_item(f"{target}@{unit.id}/{day}-{level}", day, level=level, checkpoint="1"),
            unit=unit,
            supervisor=leader,
        ),
        st.sampled_from(["jobs", "tax"]),
        st.sampled_from([CHENGGUAN, RSJ]),
        st.dates(date(2025, 2, 20), date(2025, 3, 20)),
        st.sampled_from([Level.QUARTER, Level.MONTH, Level.DAY, Level.STAGE]),
        st.sampled_from([ZHOU_NING, WU_QIANG, None]),
    ),
    max_size=25,
    unique_by=lambda item: item.id,
)


@given(_WORK, st.sampled_from(By), st.randoms(use_true_random=False))
def test_lines_account_for_every_piece_of_work_in_any_order(
    work: list[WorkItem], by: By, chance: random.Random
) -> None:
    found = _status(work, _MONDAY, by=by)
    every = _status(work, _MONDAY, by=by, every=True)
    for lines, single, state in (
        (found.overdue, every.overdue, State.OVERDUE),
        (found.due_soon, every.due_soon, State.DUE_SOON),
    ):
        assert sum(line.count for line in lines) == len(single) == found.totals.count(state)
        assert [line.first_deadline for line in lines] == sorted(line.first_deadline for line in lines)
        assert {line.item.id for line in lines} <= {line.item.id for line in single}
    shuffled = work.copy()
    chance.shuffle(shuffled)
    assert _status(shuffled, _MONDAY, by=by) == found
