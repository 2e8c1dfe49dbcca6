"""Each date of a stage has one sentence that names what fixes it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from schedule_builders import CHINA, HERE, OWNER, group, project, stage
from test_schedule_groups import Sketch, nests

from perfplan.calendars import weekly_calendar, without_leave
from perfplan.model.project import Project
from perfplan.model.unit import Leave
from perfplan.schedule.causes import Causes
from perfplan.schedule.reverse import schedule_project

SIX = weekly_calendar("six", [1, 2, 3, 4, 5, 6], name="six days")


def said(plan: Project, id_: str) -> list[str]:
    return [str(sentence) for sentence in Causes(plan).of(id_)]


# 2025: Mon 1 Sep … Fri 5 Sep; the National Day holiday runs from 1 to 8 October.
@pytest.mark.parametrize(
    ("link", "start"),
    [
        ("a", "2025-09-04: A before it finishes on 2025-09-03"),
        ("a:FS+1wd", "2025-09-05: A before it finishes on 2025-09-03 (FS, lag 1wd)"),
        ("a:FS+2wd", "2025-09-08: A before it finishes on 2025-09-03 (FS, lag 2wd); no working day from 2025-09-06"),
        ("a:SS+1cd", "2025-09-02: A starts on 2025-09-01 (SS, lag 1cd)"),
    ],
)
def test_the_link_that_fixes_the_earliest_start_is_named(link: str, start: str) -> None:
    assert said(project("2025-09-01", "2025-12-31", "a 3wd", f"b 2wd {link}"), "b")[0].startswith(
        f"earliest start {start}"
    )


def test_a_link_to_the_finish_fixes_the_finish_and_the_length_the_start() -> None:
    plan = project("2025-09-01", "2025-12-31", "a 4wd", "b 2wd a:FF")
    assert said(plan, "b")[:2] == [
        "earliest start 2025-09-03: 2wd up to 2025-09-04",
        "earliest finish 2025-09-04: it finishes no earlier than A does, on 2025-09-04",
    ]


def test_all_four_dates_have_their_sentence() -> None:
    plan = project("2025-09-01", "2025-09-30", "a 3wd", stage("b 5wd a", start_not_before=date(2025, 9, 10)), "c 2wd b")
    assert said(plan, "b") == [
        "earliest start 2025-09-10: start_not_before says 2025-09-10",
        "earliest finish 2025-09-16: 5wd from 2025-09-10 on",
        "latest finish 2025-09-28: C after it must start by 2025-09-29",
        "latest start 2025-09-23: 5wd up to 2025-09-28",
    ]
    assert said(plan, "a")[0] == "earliest start 2025-09-01: the project starts on 2025-09-01"
    assert said(plan, "c")[2] == "latest finish 2025-09-30: the deadline is 2025-09-30"


def test_groups_limits_and_calendars_are_named() -> None:
    inside = group("g a", stage("b 1wd"), stage("c 1wd b"), finish_not_after=date(2025, 9, 15))
    plan = project("2025-09-01", "2025-12-31", "a 3wd", inside, stage("d 1wd g", due=("a", "30cd")))
    assert said(plan, "b")[0] == "earliest start 2025-09-04: A before it finishes on 2025-09-03, through the group G"
    assert said(plan, "c")[2] == "latest finish 2025-09-15: finish_not_after of G says 2025-09-15"
    assert said(plan, "d")[2].endswith("it must be finished within 30cd of the finish of A")
    lagged = stage("b 1wd a:FS+2wd")
    lagged = replace(lagged, links=(replace(lagged.links[0], calendar=SIX),))
    plan = project("2025-09-01", "2025-12-31", "a 5wd", lagged)
    assert said(plan, "b")[0] == (
        "earliest start 2025-09-09: A before it finishes on 2025-09-05 (FS, lag 2wd on six days)"
    )


def test_leave_is_named_where_it_moves_a_date() -> None:
    leave = (Leave(date(2025, 9, 4), date(2025, 9, 5), "年休", HERE),)
    away = replace(stage("b 3wd a"), calendar=without_leave(CHINA, OWNER.id, leave), leave=leave)
    plan = project("2025-09-01", "2025-12-31", "a 3wd", away, "c 5wd a")
    assert said(plan, "b")[0] == (
        "earliest start 2025-09-08: A before it finishes on 2025-09-03; 陈宇 is on leave from 2025-09-04 to 2025-09-05"
    )
    plan = replace(plan, stages=(plan.stages[0], replace(plan.stages[1], links=()), plan.stages[2]))
    assert said(plan, "b")[1] == ("earliest finish 2025-09-03: 3wd from 2025-09-01 on")
    later = replace(plan, start=date(2025, 9, 3))
    assert said(later, "b")[1].endswith("3wd from 2025-09-03 on; 陈宇 is on leave from 2025-09-04 to 2025-09-05")


@settings(max_examples=60, deadline=None)
@given(nests())
def test_the_sentences_tell_the_dates_of_the_schedule(sketch: Sketch) -> None:
    causes = Causes(sketch.plan)
    for found in schedule_project(sketch.plan).stages:
        told = dict(re.findall(r"^(\w+ \w+) (\S+):", "\n".join(map(str, causes.of(found.stage.id))), re.MULTILINE))
        dates = {
            "earliest start": found.earliest_start,
            "earliest finish": found.earliest_finish,
            "latest finish": found.latest_finish,
            "latest start": found.latest_start,
        }
        assert set(told) == (set(dates) if found.stage.duration.days else {"earliest finish", "latest finish"})
        if found.stage.duration.days:
            assert told == {key: day.isoformat() for key, day in dates.items()}


@settings(max_examples=60, deadline=None)
@given(nests())
def test_where_the_project_start_is_named_nothing_else_holds_the_stage(sketch: Sketch) -> None:
    """Without its links and dates the stage would start on the same day; and where a link is named, it would not."""
    plan = sketch.plan
    causes = Causes(plan)
    early = {each.stage.id: each for each in schedule_project(plan).stages}
    for place, each in enumerate(plan.stages):
        if not each.duration.days:
            continue
        free = replace(each, links=(), due_within=None, constraints=stage("x 1wd").constraints, parent="")
        alone = schedule_project(replace(plan, stages=(free,), groups=())).stages[0]
        told = " ".join(str(sentence) for sentence in list(causes.of(each.id))[:2])
        starts = "the project starts on" in told
        assert starts == (early[each.id].earliest_start == alone.earliest_start), place
