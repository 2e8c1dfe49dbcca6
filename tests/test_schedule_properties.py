"""The two passes against a day-by-day oracle, and what must hold of every schedule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import schedule_oracle as oracle
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from schedule_builders import CHINA, HERE, project, stage

from perfplan.calendars import weekly_calendar
from perfplan.model.project import DueWithin, Duration, LinkKind, Project, Stage
from perfplan.schedule.analysis import run_network
from perfplan.schedule.network import build_network
from perfplan.schedule.reverse import schedule_project

START = date(2025, 9, 20)
CALENDARS = {
    "CN": CHINA,
    "six": weekly_calendar("six", [1, 2, 3, 4, 5, 6], [date(2025, 10, 15)], [date(2025, 10, 19)], {}),
}
DAYS = st.dates(START - timedelta(5), START + timedelta(60))
LAGS = st.builds("{:+}{}".format, st.integers(-4, 4), st.sampled_from(["wd", "cd"]))
NAMES = ("start_not_before", "start_not_after", "finish_not_before", "finish_not_after", "start_on", "finish_on")
KINDS = ("FS", "SS", "FF", "SF")


@dataclass(frozen=True)
class Draft:
    """A project in few words, so that a failing one can be read."""

    start: date
    length: int
    calendar: str
    stages: list[tuple[str, str, dict[str, date]]]
    lags: str = ""
    """The calendar that counts lags; empty: the project's."""

    def build(self) -> Project:
        built = [stage(text, CALENDARS[calendar], None, **dates) for text, calendar, dates in self.stages]
        if self.lags:
            built = [
                replace(each, links=tuple(replace(link, calendar=CALENDARS[self.lags]) for link in each.links))
                for each in built
            ]
        deadline = self.start + timedelta(self.length)
        return project(self.start.isoformat(), deadline.isoformat(), *built, calendar=CALENDARS[self.calendar])


@st.composite
def texts(
    draw: st.DrawFn, units: tuple[str, ...] = ("wd", "cd"), kinds: tuple[str, ...] = KINDS, least: int = 0
) -> list[str]:
    """Return one to six stages, each linked to some declared before it; lags only where both day units may occur."""
    lags = LAGS if len(units) > 1 else st.just("+0cd")
    made: list[str] = []
    for place in range(draw(st.integers(1, 6))):
        before = draw(st.lists(st.integers(0, place - 1), max_size=3, unique=True)) if place else []
        links = [f"s{each}:{draw(st.sampled_from(kinds))}{draw(lags)}" for each in before]
        made.append(" ".join([f"s{place} {draw(st.integers(least, 12))}{draw(st.sampled_from(units))}", *links]))
    return made


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Return a small project of any links, day units, calendars and dated constraints."""
    calendars = st.sampled_from(sorted(CALENDARS))
    dated: st.SearchStrategy[dict[str, date]] = st.one_of(
        st.just({}), st.dictionaries(st.sampled_from(NAMES), DAYS, max_size=2)
    )
    stages = [(text, draw(calendars), draw(dated)) for text in draw(texts())]
    start = START + timedelta(draw(st.integers(0, 20)))
    return Draft(start, draw(st.integers(0, 90)), draw(calendars), stages, draw(st.just("") | calendars))


@settings(max_examples=150, deadline=None)
@given(drafts())
def test_both_passes_find_what_trying_every_day_finds(draft: Draft) -> None:
    plan = draft.build()
    run = run_network(build_network(plan), plan.start.toordinal(), plan.deadline.toordinal() + 1)
    early, late = oracle.earliest(plan), oracle.latest(plan)
    assert list(zip(*run.early, strict=True)) == [early[each.id] for each in plan.stages]
    assert list(zip(*run.late, strict=True)) == [late[each.id] for each in plan.stages]


@settings(max_examples=150, deadline=None)
@given(drafts())
def test_both_schedules_keep_every_link_and_the_span(draft: Draft) -> None:
    plan = draft.build()
    run = run_network(build_network(plan), plan.start.toordinal(), plan.deadline.toordinal() + 1)
    places = {each.id: place for place, each in enumerate(plan.stages)}
    for dates in (run.early, run.late):
        spans = list(zip(*dates, strict=True))
        for each in plan.stages:
            for link in each.links:
                assert oracle.holds(link, plan.calendar, spans[places[link.stage]], spans[places[each.id]])
    assert min(run.early.start) >= plan.start.toordinal()
    assert max(run.late.finish) <= plan.deadline.toordinal() + 1


@settings(max_examples=150, deadline=None)
@given(drafts())
def test_the_sign_of_the_float_says_whether_it_fits(draft: Draft) -> None:
    plan = draft.build()
    timeline = schedule_project(plan)
    run = run_network(build_network(plan), plan.start.toordinal(), plan.deadline.toordinal() + 1)
    for each, first, last in zip(timeline.stages, run.early.start, run.late.start, strict=True):
        assert (each.total_float >= 0) == (first <= last)
        assert 0 <= each.free_float <= max(each.total_float, 0)
    assert timeline.feasible == all(each.total_float >= 0 for each in timeline.stages)
    assert timeline.feasible == (timeline.days_late == 0)
    assert any(each.critical for each in timeline.stages) or timeline.feasible


@settings(max_examples=100, deadline=None)
@given(drafts())
def test_free_float_is_as_far_as_a_stage_slips_alone(draft: Draft) -> None:
    plan = draft.build()
    """Delaying a stage by its free float moves no other; by one day more moves another or breaks a bound."""
    timeline = schedule_project(plan)
    assume(timeline.feasible)
    was = _early(plan)
    for place, each in enumerate(timeline.stages):
        if not each.stage.duration.days:
            continue
        slipped = _slipped(each.earliest_start, each.stage, each.free_float)
        after = _early(_pinned(plan, place, slipped))
        assert after == [*was[:place], slipped.toordinal(), *was[place + 1 :]]
        further = _early(_pinned(plan, place, _slipped(slipped, each.stage, 1)))
        moved = [now != then for now, then in zip(further, was, strict=True)]
        assert each.free_float == each.total_float or any(moved[:place] + moved[place + 1 :])


def _early(plan: Project) -> list[int]:
    return run_network(build_network(plan), plan.start.toordinal(), plan.deadline.toordinal() + 1).early.start


def _slipped(day: date, each: Stage, days: int) -> date:
    return each.calendar.add(day, days) if each.duration.working else day + timedelta(days)


def _pinned(plan: Project, place: int, day: date) -> Project:
    built = list(plan.stages)
    built[place] = replace(built[place], constraints=replace(built[place].constraints, start_not_before=day))
    return replace(plan, stages=tuple(built))


@settings(max_examples=150, deadline=None)
@given(drafts(), st.data())
def test_a_limit_holds_its_stage_and_leaves_all_before_its_anchor(draft: Draft, data: st.DataObject) -> None:
    """One limit on one stage: where it can be kept it is; its anchor and what comes before keep their dates."""
    free = draft.build()
    stages = list(free.stages)
    place, anchor = (data.draw(st.integers(0, len(stages) - 1)) for _ in range(2))
    limit = Duration(data.draw(st.integers(0, 20)), data.draw(st.booleans()))
    stages[place] = replace(stages[place], due_within=DueWithin(stages[anchor].id, limit, HERE))
    bound = schedule_project(replace(free, stages=tuple(stages)))
    assert bound.feasible == all(each.total_float >= 0 for each in bound.stages)
    assert bound.why
    for was, now in zip(schedule_project(free).stages, bound.stages, strict=True):
        assert now.latest_finish <= was.latest_finish
        assert now.earliest_finish == was.earliest_finish
        if place != anchor and now.stage.id in _up_to(free, stages[anchor].id) and now.stage.id != stages[place].id:
            assert now.latest_start == was.latest_start
    if bound.feasible:
        run = run_network(build_network(bound.project), free.start.toordinal(), free.deadline.toordinal() + 1)
        last, first = run.late.finish[place], run.late.finish[anchor]
        assert last <= first + limit.days or limit.working
        assert oracle.between(free.calendar, first, last) <= limit.days or not limit.working


def _up_to(plan: Project, anchor: str) -> set[str]:
    found = {anchor}
    for each in reversed(plan.stages):
        if each.id in found:
            found.update(link.stage for link in each.links)
    return found


@settings(max_examples=100, deadline=None)
@given(texts(("wd",), least=1), st.integers(0, 40))
def test_forward_scheduling_undoes_back_scheduling(built: list[str], later: int) -> None:
    """Started on the latest day possible, the project ends exactly on its deadline, with nothing in reserve."""
    deadline = CHINA.previous_workday(date(2026, 3, 31) + timedelta(later))
    plan = project("2024-06-03", deadline.isoformat(), *built)
    latest_start = min(each.latest_start for each in schedule_project(plan).stages)
    again = schedule_project(replace(plan, start=latest_start))
    assert again.feasible
    assert min(each.total_float for each in again.stages) == 0
    assert not schedule_project(replace(plan, start=latest_start + timedelta(1))).feasible
    if all(link.kind is LinkKind.FS for each in plan.stages for link in each.links):
        assert max(each.earliest_finish for each in again.stages) == deadline


@settings(max_examples=100, deadline=None)
@given(texts(("wd",), ("FS", "SS", "FF"), least=1), st.integers(-30, 30))
def test_a_moved_deadline_moves_the_latest_dates_alike(built: list[str], days: int) -> None:
    plan = project("2025-01-02", "2025-12-31", *built)
    moved = replace(plan, deadline=CHINA.add(plan.deadline, days))
    for was, now in zip(schedule_project(plan).stages, schedule_project(moved).stages, strict=True):
        assert now.latest_start == CHINA.add(was.latest_start, days)
        assert now.latest_finish == CHINA.add(was.latest_finish, days)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_the_repair_is_the_smallest_that_works(data: st.DataObject) -> None:
    """Every stage and every shorter duration is tried; none with a smaller share of its duration fits."""
    built = data.draw(texts())
    plan = project("2025-09-20", (START + timedelta(data.draw(st.integers(0, 25)))).isoformat(), *built)
    timeline = schedule_project(plan)
    assume(not timeline.feasible)
    said = next(each for each in timeline.why if "deadline moves" in each.template).args
    options = [
        ((each.duration.days - days) / each.duration.days, place, str(Duration(days, each.duration.working)))
        for place, each in enumerate(plan.stages)
        for days in range(1, each.duration.days)
        if schedule_project(_cut(plan, place, days)).feasible
    ]
    best = min(options, default=None)
    shown = (said["stage"], str(said["duration"])) if "stage" in said else None
    assert shown == ((plan.stages[best[1]].name, best[2]) if best else None)
    deadline = date.fromisoformat(str(said["date"]))
    assert schedule_project(replace(plan, deadline=deadline)).feasible
    assert not schedule_project(replace(plan, deadline=deadline - timedelta(1))).feasible


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_the_earlier_start_is_the_last_that_works(data: st.DataObject) -> None:
    """Every day before the project's start is tried: the day said fits, and none after it; or none fits at all."""
    built = data.draw(texts())
    plan = project("2025-09-20", (START + timedelta(data.draw(st.integers(0, 25)))).isoformat(), *built)
    timeline = schedule_project(plan)
    assume(not timeline.feasible)
    said = [each.args["date"] for each in timeline.why if "project starts" in each.template]
    days = (plan.start - timedelta(number) for number in range(1, 150))
    fitting = next((day for day in days if schedule_project(replace(plan, start=day)).feasible), None)
    assert said == ([fitting.isoformat()] if fitting else [])


def _cut(plan: Project, place: int, days: int) -> Project:
    built = list(plan.stages)
    built[place] = replace(built[place], duration=Duration(days, built[place].duration.working))
    return replace(plan, stages=tuple(built))
