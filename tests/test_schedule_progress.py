"""Where a project stands: what happened stays, the rest goes on from today, and the reason is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from schedule_builders import CHINA, duration, group, known_project, project, stage
from test_schedule_properties import texts

from perfplan.model.project import Project
from perfplan.schedule.forecast import as_planned, from_today, with_forecast
from perfplan.schedule.progress import Actual
from perfplan.schedule.reverse import schedule_project
from perfplan.schedule.timeline import Forecast, ForecastStage


def on(plan: Project, today: str, **actuals: Actual) -> Forecast:
    found = with_forecast(schedule_project(plan), actuals, date.fromisoformat(today)).forecast
    assert found is not None
    return found


def said(plan: Project, today: str, **actuals: Actual) -> list[str]:
    return [str(sentence) for sentence in on(plan, today, **actuals).why]


def of(plan: Project, id_: str, today: str, **actuals: Actual) -> ForecastStage:
    place = next(place for place, each in enumerate(plan.stages) if each.id == id_)
    return on(plan, today, **actuals).stages[place]


def done(finish: str, start: str = "") -> Actual:
    return Actual(date.fromisoformat(start) if start else None, date.fromisoformat(finish))


def begun(start: str, left: str = "", told: str = "") -> Actual:
    remaining = duration(left) if left else None
    return Actual(date.fromisoformat(start), None, remaining, date.fromisoformat(told or start) if left else None)


# 2025: Mon 1 Sep … Fri 5 Sep, Mon 8 Sep; three stages of 3, 2 and 4 working days fit by Thursday 11 September.
CHAIN = project("2025-09-01", "2025-09-18", "a 3wd", "b 2wd a", "c 4wd b")


def test_before_it_starts_the_forecast_is_the_plan() -> None:
    found = on(CHAIN, "2025-08-20")
    assert [(each.start, each.finish) for each in found.stages] == [
        (each.earliest_start, each.earliest_finish) for each in schedule_project(CHAIN).stages
    ]
    assert not found.under_way
    assert said(CHAIN, "2025-08-20") == ["finishes on 2025-09-11; 5 working days in reserve"]


@settings(max_examples=60, deadline=None)
@given(texts(least=0), st.integers(0, 60))
def test_before_it_starts_the_way_over_the_rest_leads_to_the_plan(built: list[str], length: int) -> None:
    timeline = schedule_project(project("2025-09-20", (date(2025, 9, 20) + timedelta(length)).isoformat(), *built))
    assert as_planned(timeline, date(2025, 9, 1), {}) == from_today(timeline, {}, date(2025, 9, 1), {})


def test_what_nobody_has_begun_begins_today_at_the_earliest() -> None:
    assert of(CHAIN, "a", "2025-09-08").start == date(2025, 9, 8)
    assert said(CHAIN, "2025-09-08") == ["finishes on 2025-09-18; no working day in reserve"]
    assert said(CHAIN, "2025-09-09") == [
        "finishes 1 working day late, because A → B → C",
        "it fits if C is cut to 3wd or the deadline moves to 2025-09-19",
        "A can start today",
    ]


def test_a_finished_stage_stands_where_it_was() -> None:
    a = done("2025-09-04", "2025-09-02")
    found = of(CHAIN, "a", "2025-09-08", a=a)
    assert (found.start, found.finish, found.remaining) == (date(2025, 9, 2), date(2025, 9, 4), None)
    assert (found.actual_start, found.actual_finish) == (date(2025, 9, 2), date(2025, 9, 4))
    assert of(CHAIN, "b", "2025-09-08", a=a).start == date(2025, 9, 8)
    assert on(CHAIN, "2025-09-08", a=a).reserve == 3


def test_an_early_finish_lets_the_next_begin_only_today() -> None:
    assert of(CHAIN, "b", "2025-09-03", a=done("2025-09-01")).start == date(2025, 9, 3)
    later = of(project("2025-09-01", "2025-09-30", "a 3wd", "b 2wd a:FS+5wd"), "b", "2025-09-03", a=done("2025-09-01"))
    assert later.start == date(2025, 9, 9)


@pytest.mark.parametrize(
    ("actual", "remaining", "finish"),
    [
        (begun("2025-09-01"), "1wd", "2025-09-03"),  # 3wd, two of them gone
        (begun("2025-09-02"), "2wd", "2025-09-04"),
        (begun("2025-08-20"), "1wd", "2025-09-03"),  # overdue, yet at least a day
        (begun("2025-09-01", "6wd"), "4wd", "2025-09-08"),
        (begun("2025-09-01", "6wd", "2025-09-03"), "6wd", "2025-09-10"),
        (begun("2025-09-01", "10cd", "2025-09-02"), "9cd", "2025-09-11"),
    ],
)
def test_what_is_left_of_a_stage_that_has_begun(actual: Actual, remaining: str, finish: str) -> None:
    found = of(CHAIN, "a", "2025-09-03", a=actual)
    assert (str(found.remaining), found.finish.isoformat()) == (remaining, finish)
    assert found.start == actual.started


def test_what_starts_with_a_begun_stage_follows_its_actual_start() -> None:
    plan = project("2025-09-01", "2025-09-30", "a 9wd", "b 1wd a:SS+4wd", "c 1wd a:FF")
    a = begun("2025-09-02", "9wd", "2025-09-04")
    assert of(plan, "b", "2025-09-04", a=a).start == date(2025, 9, 8)
    assert of(plan, "c", "2025-09-04", a=a).finish == date(2025, 9, 16)


def test_what_did_not_wait_is_told_and_stands() -> None:
    b = begun("2025-09-02")
    assert of(CHAIN, "b", "2025-09-03", b=b).start == date(2025, 9, 2)
    assert said(CHAIN, "2025-09-03", b=b)[-1] == "B did not wait for A"
    plan = project("2025-09-01", "2025-09-30", group("g", stage("a 3wd"), stage("b 2wd")), "c 4wd g")
    assert said(plan, "2025-09-03", c=b)[-1] == "C did not wait for G"
    assert len(said(plan, "2025-09-04", a=done("2025-09-01"), b=done("2025-09-01"), c=b)) == 1


def test_a_finished_project_is_in_time_or_late() -> None:
    all_done = {"a": done("2025-09-03"), "b": done("2025-09-05"), "c": done("2025-09-10")}
    assert said(CHAIN, "2025-12-01", **all_done) == ["finished on 2025-09-10"]
    assert on(CHAIN, "2025-12-01", **all_done).reserve == 6
    found = on(CHAIN, "2025-12-01", **all_done | {"c": done("2025-09-22")})
    assert [str(each) for each in found.why] == ["finished on 2025-09-22, 2 working days late"]
    assert (found.fits, found.finished, found.days_late, found.reserve) == (False, True, 2, -2)


def test_past_the_deadline_nothing_fits() -> None:
    found = on(CHAIN, "2025-10-20")
    assert not found.fits
    assert str(found.why[0]).startswith("finishes 26 working days late")
    assert str(found.why[1]) == "it fits if the deadline moves to 2025-10-30"


def test_a_limit_after_a_finished_stage_is_a_date() -> None:
    plan = project("2025-09-01", "2025-12-31", "a 3wd", stage("b 5wd a", due=("a", "6wd")))
    assert of(plan, "b", "2025-09-08", a=done("2025-09-03")).total_float == -1
    assert said(plan, "2025-09-08", a=done("2025-09-03"))[0] == (
        "B finishes 1 working day after its limit of 2025-09-11, because B"
    )


def test_variance_is_from_what_was_issued() -> None:
    timeline = schedule_project(CHAIN)
    own = with_forecast(timeline, {"a": done("2025-09-12")}, date(2025, 9, 15)).forecast
    issued = with_forecast(timeline, {"a": done("2025-09-12")}, date(2025, 9, 15), {"a": date(2025, 9, 3)}).forecast
    assert own is not None
    assert issued is not None
    assert [each.variance for each in own.stages] == [2, 2, 2]
    assert [each.variance for each in issued.stages] == [7, 2, 2]


@settings(max_examples=60, deadline=None)
@given(texts(least=0), st.integers(0, 40), st.data())
def test_the_rest_keeps_what_happened_and_begins_no_earlier_than_today(
    built: list[str], later: int, data: st.DataObject
) -> None:
    plan = project("2025-09-20", "2025-12-31", *built)
    today = date(2025, 9, 20) + timedelta(later)
    days = st.dates(date(2025, 9, 1), today - timedelta(1))
    actuals: dict[str, Actual] = {}
    for each in plan.stages:
        started = data.draw(st.none() | days)
        finished = data.draw(st.none() | st.dates(started, today)) if started else None
        if started:
            actuals[each.id] = Actual(started, finished)
    found = with_forecast(schedule_project(plan), actuals, today).forecast
    assert found is not None
    for each, stands in zip(plan.stages, found.stages, strict=True):
        actual = actuals.get(each.id)
        if actual and actual.finished:
            assert stands.finish == actual.finished
        elif actual:
            assert (stands.start, stands.actual_start) == (actual.started, actual.started)
            assert stands.finish >= today
        else:
            assert stands.finish >= max(today, plan.start) - timedelta(1) * (not each.duration.days)
    assert found.finish == max(each.finish for each in found.stages)
    assert found.fits == (found.days_late == 0)


def test_a_known_project_that_keeps_its_dates_keeps_its_end() -> None:
    """Everything done on its last day, stage after stage: on any day the project ends on its deadline."""
    timeline = schedule_project(known_project("p01"))
    for today in (date(2025, 9, 1), date(2025, 12, 15), date(2026, 4, 1)):
        actuals = {
            each.stage.id: Actual(each.latest_start, each.latest_finish if each.latest_finish < today else None)
            for each in timeline.stages
            if each.latest_start <= today
        }
        found = with_forecast(timeline, actuals, today).forecast
        assert found is not None
        assert (found.finish, found.fits) == (date(2026, 6, 30), True)


def test_calendars_of_the_rest_are_the_stages_own() -> None:
    six = replace(stage("a 6wd"), calendar=CHINA)
    assert of(project("2025-09-01", "2025-12-31", six), "a", "2025-09-03", a=begun("2025-09-01")).finish == date(
        2025, 9, 8
    )
