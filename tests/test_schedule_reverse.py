"""Known timelines, worked examples of every link and constraint, and the sentences that explain them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from msgspec.structs import replace
from schedule_builders import known_project, known_rows, project, stage

from perfplan.model.project import Project
from perfplan.schedule.reverse import schedule_project
from perfplan.schedule.timeline import ScheduledStage, Timeline


def why(timeline: Timeline) -> list[str]:
    return [str(sentence) for sentence in timeline.why]


def of(plan: Project, id_: str) -> ScheduledStage:
    return next(each for each in schedule_project(plan).stages if each.stage.id == id_)


def early(plan: Project, id_: str) -> tuple[str, str]:
    found = of(plan, id_)
    return found.earliest_start.isoformat(), found.earliest_finish.isoformat()


def late(plan: Project, id_: str) -> tuple[str, str]:
    found = of(plan, id_)
    return found.latest_start.isoformat(), found.latest_finish.isoformat()


@pytest.mark.parametrize("id_", ["p01", "p02", "p03"])
def test_the_known_projects_have_their_known_dates(id_: str) -> None:
    timeline = schedule_project(known_project(id_))
    for found, row in zip(timeline.stages, known_rows()[id_], strict=True):
        dates = (found.latest_start, found.latest_finish, found.earliest_start, found.earliest_finish)
        known = (row["latest_start"], row["latest_finish"], row["earliest_start"], row["earliest_finish"])
        assert tuple(map(str, dates)) == known, row["stage"]


def test_floats_and_chain_of_a_known_project() -> None:
    timeline = schedule_project(known_project("p01"))
    floats = {each.stage.id: (each.total_float, each.free_float) for each in timeline.stages if each.total_float}
    assert floats == {"land": (5, 5), "eia": (70, 70), "planning": (6, 6), "statistics_entry": (21, 21)}
    assert {each.stage.id for each in timeline.stages if each.critical} == set(timeline.chain)
    assert " ".join(timeline.chain) == (
        "approval feasibility design tender permit start foundation topped fitout acceptance"
    )
    assert [each.driver for each in timeline.stages[:6]] == [
        "",
        "approval",
        "approval",
        "approval",
        "feasibility",
        "design",
    ]
    assert why(timeline) == ["the project must start by 2025-07-10; no working day in reserve"]


# 2025: Mon 1 Sep ... Fri 5 Sep; the National Day holiday runs from 1 to 8 October, Sat 11 October is worked.
@pytest.mark.parametrize(
    ("link", "dates"),
    [
        ("a", ("2025-09-05", "2025-09-08")),
        ("a:FS+2wd", ("2025-09-09", "2025-09-10")),
        ("a:FS+2cd", ("2025-09-08", "2025-09-09")),
        ("a:FS-1wd", ("2025-09-04", "2025-09-05")),
        ("a:SS", ("2025-09-02", "2025-09-03")),
        ("a:SS+1wd", ("2025-09-03", "2025-09-04")),
        ("a:SS-1wd", ("2025-09-01", "2025-09-02")),
        ("a:FF", ("2025-09-03", "2025-09-04")),
        ("a:FF+2wd", ("2025-09-05", "2025-09-08")),
        ("a:FF-1wd", ("2025-09-02", "2025-09-03")),
        ("a:SF+1wd", ("2025-09-01", "2025-09-02")),
        ("a:SF+3wd", ("2025-09-03", "2025-09-04")),
    ],
)
def test_each_kind_of_link_sets_the_earliest_start(link: str, dates: tuple[str, str]) -> None:
    first = stage("a 3wd", start_not_before=date(2025, 9, 2))
    assert early(project("2025-09-01", "2025-12-31", first, f"b 2wd {link}"), "b") == dates


@pytest.mark.parametrize(
    ("link", "dates"),
    [
        ("a", ("2025-09-01", "2025-09-03")),
        ("a:FS+2wd", ("2025-08-28", "2025-09-01")),
        ("a:FS-1wd", ("2025-09-02", "2025-09-04")),
        ("a:SS+1wd", ("2025-09-03", "2025-09-05")),
        ("a:FF+2wd", ("2025-09-01", "2025-09-03")),
        ("a:SF+1wd", ("2025-09-05", "2025-09-09")),
    ],
)
def test_each_kind_of_link_sets_the_latest_finish(link: str, dates: tuple[str, str]) -> None:
    last = stage(f"b 2wd {link}", finish_not_after=date(2025, 9, 5))
    assert late(project("2025-01-02", "2025-12-31", "a 3wd", last), "a") == dates


def test_a_permit_before_a_monday_ends_on_the_friday() -> None:
    plan = project("2025-09-01", "2025-09-16", "permit 7wd", "works 2wd permit")
    assert late(plan, "works") == ("2025-09-15", "2025-09-16")
    assert late(plan, "permit") == ("2025-09-04", "2025-09-12")


def test_a_calendar_day_stage_starts_on_the_day_after_even_in_a_holiday() -> None:
    plan = project("2025-09-25", "2025-12-31", "a 4wd", "b 10cd a", "c 1wd b")
    assert early(plan, "a") == ("2025-09-25", "2025-09-29")
    assert early(plan, "b") == ("2025-09-30", "2025-10-09")
    assert early(project("2025-09-25", "2025-12-31", "a 5wd", "b 10cd a"), "b") == ("2025-10-01", "2025-10-10")
    assert early(plan, "c") == ("2025-10-10", "2025-10-10")


def test_a_milestone_is_at_the_end_of_its_predecessors_day() -> None:
    plan = project("2025-09-01", "2025-09-30", "a 3wd", "m 0wd a", "b 1wd m")
    assert early(plan, "m") == ("2025-09-03", "2025-09-03")
    assert early(plan, "b") == ("2025-09-04", "2025-09-04")
    assert late(plan, "m") == ("2025-09-29", "2025-09-29")


def test_a_first_milestone_is_on_the_projects_first_day_and_delays_nothing() -> None:
    plan = project("2025-09-06", "2025-09-30", "kickoff 0wd", "a 3cd kickoff", "end 0cd a")
    assert early(plan, "kickoff") == ("2025-09-06", "2025-09-06")
    assert early(plan, "a") == ("2025-09-06", "2025-09-08")
    assert early(plan, "end") == ("2025-09-08", "2025-09-08")


def test_a_dated_milestone_is_on_its_day() -> None:
    fixed = stage("m 0cd", start_on=date(2025, 9, 10))
    plan = project("2025-09-01", "2025-09-30", fixed, "b 1wd m")
    assert early(plan, "m") == late(plan, "m") == ("2025-09-10", "2025-09-10")
    assert early(plan, "b") == ("2025-09-11", "2025-09-11")


def test_dates_bound_both_schedules() -> None:
    fixed = stage("b 2wd a", finish_on=date(2025, 9, 19))
    plan = project("2025-09-01", "2025-12-31", "a 3wd", fixed, "c 1wd b")
    assert early(plan, "b") == late(plan, "b") == ("2025-09-18", "2025-09-19")
    assert late(plan, "a") == ("2025-09-15", "2025-09-17")
    assert of(plan, "b").driver == ""
    assert of(plan, "c").driver == "b"


def test_a_date_never_breaks_a_link_but_shows_as_negative_float() -> None:
    early_bird = stage("b 2wd a", start_on=date(2025, 9, 2))
    timeline = schedule_project(project("2025-09-01", "2025-12-31", "a 3wd", early_bird))
    assert early(timeline.project, "b") == ("2025-09-04", "2025-09-05")
    assert late(timeline.project, "b") == ("2025-09-02", "2025-09-03")
    assert [each.total_float for each in timeline.stages] == [-2, -2]
    assert (timeline.feasible, timeline.days_late, timeline.chain) == (False, 2, ("a", "b"))
    assert why(timeline) == [
        "B starts 2 working days after its limit of 2025-09-02, because A → B",
        "it fits if A is cut to 1wd or B may start on 2025-09-04",
        "it fits too if the project starts on 2025-08-28",
    ]


# September 2025: Sunday 28 is worked, so the ten working days up to Tuesday 30 begin on Thursday 18.
def test_a_limit_bounds_its_stage_and_never_pulls_its_anchor() -> None:
    plan = project("2025-09-01", "2025-09-30", "a 3wd", stage("b 2wd a", due=("a", "6cd")), "c 10wd a")
    free = project("2025-09-01", "2025-09-30", "a 3wd", "b 2wd a", "c 10wd a")
    assert late(plan, "a") == late(free, "a") == ("2025-09-15", "2025-09-17")
    assert late(free, "b") == ("2025-09-29", "2025-09-30")
    assert late(plan, "b") == ("2025-09-22", "2025-09-23")
    assert of(plan, "b").total_float == 12


def test_a_limit_that_cannot_be_kept_counts_from_the_earliest_finish() -> None:
    plan = project("2025-09-01", "2025-09-30", "a 3wd", stage("b 8wd a", due=("a", "5cd")), "c 10wd a")
    assert late(plan, "a") == ("2025-09-15", "2025-09-17")
    assert late(plan, "b") == ("2025-08-28", "2025-09-08")
    assert of(plan, "b").total_float == -5
    assert why(schedule_project(plan)) == [
        "B finishes 5 working days after its limit of 2025-09-08, because A → B",
        "it fits if B is cut to 3wd or B may finish on 2025-09-15",
    ]


def test_a_limit_over_other_stages_is_broken_by_the_way_there() -> None:
    plan = project("2025-09-01", "2025-12-31", "a 3wd", "q 6cd a", stage("b 1wd q", due=("a", "5cd")))
    assert why(schedule_project(plan)) == [
        "B finishes 2 working days after its limit of 2025-09-08, because A → Q → B",
        "it fits if Q is cut to 4cd or B may finish on 2025-09-10",
    ]
    assert late(plan, "a") == late(project("2025-09-01", "2025-12-31", "a 3wd", "q 6cd a", "b 1wd q"), "a")


def test_a_stage_held_up_by_another_keeps_its_limit_by_a_later_anchor() -> None:
    plan = project("2025-09-01", "2025-12-31", "a 3wd", "q 20wd", stage("b 1wd a q", due=("a", "5cd")))
    timeline = schedule_project(plan)
    assert timeline.feasible
    assert timeline.stages[2].total_float > 0


def test_a_limit_in_working_days_pulls_the_other_predecessors() -> None:
    limited = stage("b 2wd a q", due=("a", "6wd"))
    plan = project("2025-09-01", "2025-09-30", "a 3wd", "q 1wd", limited, "c 10wd a")
    assert late(plan, "a") == ("2025-09-15", "2025-09-17")
    assert late(plan, "b") == ("2025-09-24", "2025-09-25")
    assert late(plan, "q") == ("2025-09-23", "2025-09-23")


def test_a_limit_can_move_the_anchor_of_another() -> None:
    first = stage("b 2wd a q", due=("a", "6wd"))
    second = stage("d 1wd q", due=("q", "2wd"))
    plan = project("2025-09-01", "2025-09-30", "a 3wd", "q 1wd", first, second, "c 10wd a")
    assert late(plan, "q") == ("2025-09-23", "2025-09-23")
    assert late(plan, "d") == ("2025-09-25", "2025-09-25")


def test_limits_that_contradict_each_other_end_in_negative_float() -> None:
    first = stage("b 1wd a c:FS+10wd", due=("a", "3wd"))
    second = stage("d 1wd c a", due=("c", "3wd"))
    timeline = schedule_project(project("2025-01-02", "2025-12-31", "a 1wd", "c 1wd", first, second))
    assert not timeline.feasible
    assert min(each.total_float for each in timeline.stages) == -8
    assert why(timeline) == [
        "B finishes 8 working days after its limit of 2025-01-07, because C → B",
        "it fits if B may finish on 2025-01-17",
    ]


def test_a_late_anchor_does_not_make_its_limited_stage_a_second_reason() -> None:
    plan = project("2025-09-01", "2025-09-10", "a 5wd", stage("b 1wd a", due=("a", "3cd")), "c 5wd a")
    timeline = schedule_project(plan)
    assert why(timeline) == [
        "finishes 2 working days late, because A → C",
        "it fits if A is cut to 3wd or the deadline moves to 2025-09-12",
        "it fits too if the project starts on 2025-08-28",
    ]


def test_what_does_not_fit_says_why_and_what_would() -> None:
    plan = project("2025-09-01", "2025-10-17", "a 10wd", "b 32wd a", "c 5wd b", "d 3wd a")
    timeline = schedule_project(plan)
    assert (timeline.days_late, timeline.late_unit, timeline.chain) == (16, "wd", ("a", "b", "c"))
    assert why(timeline) == [
        "finishes 16 working days late, because A → B → C",
        "it fits if B is cut to 16wd or the deadline moves to 2025-11-10",
        "it fits too if the project starts on 2025-08-08",
    ]
    assert [each.stage.id for each in timeline.stages if each.critical] == ["a", "b", "c"]
    assert [each.total_float for each in timeline.stages] == [-16, -16, -16, 18]


def test_a_known_project_with_too_near_a_deadline_in_both_day_units() -> None:
    timeline = schedule_project(replace(known_project("p01"), deadline=date(2026, 6, 11)))
    assert (timeline.days_late, timeline.late_unit) == (12, "wd")
    assert [each.stage.id for each in timeline.stages if each.critical] == list(timeline.chain)
    assert why(timeline) == [
        "finishes 12 working days late, because 项目备案 → 可研批复 → 初步设计与施工图审查 → 招标 → 施工许可 → 开工"
        " → 基础工程 → 主体封顶 → 安装装修室外 → 竣工验收备案",
        "it fits if 主体封顶 is cut to 70cd or the deadline moves to 2026-06-30",
        "it fits too if the project starts on 2025-06-20",
    ]


def test_the_chain_of_what_fits_leads_to_the_end_however_days_off_fall() -> None:
    plan = project("2025-09-01", "2033-12-19", "a 300wd", "b 900wd a", "c 500cd b", "d 30wd c", "x 5wd a")
    assert schedule_project(plan).chain == ("a", "b", "c", "d")


def test_many_broken_limits_are_told_in_few_sentences() -> None:
    ids = [f"s{n}" for n in range(8)]
    chained = [stage(f"{id_} 3wd {before}", due=(before, "2cd")) for before, id_ in pairwise(ids)]
    timeline = schedule_project(project("2025-09-01", "2025-12-31", "s0 3wd", *chained))
    assert len([each for each in timeline.stages if each.total_float < 0]) == 7
    assert why(timeline)[3:] == [
        "S4 finishes 1 working day after its limit of 2025-09-18, because S0 → S1 → S2 → S3 → S4",
        "3 more limits cannot be kept",
    ]


def test_two_equally_late_branches_leave_only_what_they_share() -> None:
    shared = project("2025-09-01", "2025-09-12", "a 4wd", "b 8wd a", "c 8wd a")
    assert why(schedule_project(shared))[1] == "it fits if A is cut to 2wd or the deadline moves to 2025-09-16"
    apart = project("2025-09-01", "2025-09-10", "b 9wd", "c 9wd")
    assert why(schedule_project(apart)) == [
        "finishes 1 working day late, because B",
        "it fits if the deadline moves to 2025-09-11",
        "it fits too if the project starts on 2025-08-29",
    ]


def test_a_delay_over_days_off_counts_calendar_days() -> None:
    timeline = schedule_project(project("2025-09-01", "2025-09-05", "a 6cd"))
    assert (timeline.days_late, timeline.late_unit) == (1, "cd")
    assert why(timeline)[0] == "finishes 1 calendar day late, because A"


def test_what_fits_says_when_it_must_start_and_what_is_in_reserve() -> None:
    timeline = schedule_project(project("2025-09-01", "2025-09-30", "a 3wd", "b 5wd a"))
    assert timeline.chain == ("a", "b")
    assert why(timeline) == ["the project must start by 2025-09-22; 15 working days in reserve"]
    assert [each.total_float for each in timeline.stages] == [15, 15]
    assert not any(each.critical for each in timeline.stages)


def test_dates_beyond_the_calendar_are_held_at_its_ends() -> None:
    timeline = schedule_project(project("2025-09-01", "2025-09-30", "a 3000000cd", "b 900000wd a"))
    assert timeline.stages[1].earliest_finish == date.max
    assert timeline.stages[0].latest_start == date.min


def test_no_stages_make_an_empty_timeline() -> None:
    assert schedule_project(project("2025-09-01", "2025-09-30")).stages == ()
