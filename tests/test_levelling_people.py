"""People in plans: dates that they can keep, what holds a stage, leave, and an independent check that finds faults."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from schedule_builders import HERE, OWNER, project, stage

from perfplan.calendars import without_leave
from perfplan.model.project import Project, Stage
from perfplan.model.unit import Leave, Need, Person, Resource
from perfplan.schedule.binding import HeldBy
from perfplan.schedule.people import Staffed, staff_projects
from perfplan.schedule.reverse import schedule_project
from perfplan.schedule.shortage import chain_of
from perfplan.schedule.staffing_check import faults

ONE = replace(OWNER, capacity=1)
CREW = Resource("crew", "测量队", "gxj", 2, HERE)


def needing(text: str, *who: tuple[Person | Resource, int], **dates: Any) -> Stage:
    return replace(stage(text, **dates), needs=tuple(Need(each, amount, HERE) for each, amount in who))


def mine(text: str, **dates: Any) -> Stage:
    return needing(text, (ONE, 1), **dates)


def dates_of(found: Staffed) -> dict[str, tuple[str, str]]:
    return {each.stage: (each.start.isoformat(), each.finish.isoformat()) for each in found.stages}


def checked(*projects: Project) -> dict[str, Staffed]:
    found = staff_projects(projects)
    dates = {(p, each.stage): (each.start, each.finish) for p, staffed in found.items() for each in staffed.stages}
    staffed_ones = [each for each in projects if each.id in found]
    assert list(faults(staffed_ones, dates, {p for p, staffed in found.items() if staffed.feasible})) == []
    return found


def test_two_stages_of_one_person_follow_each_other() -> None:
    found = checked(project("2025-03-03", "2025-06-30", mine("a 10wd"), mine("b 5wd")))["p"]
    assert found.proved
    assert found.first_start == date(2025, 6, 10)
    (first, _), (second, _) = sorted(dates_of(found).values())
    assert first < second


def test_nobody_limited_means_nothing_to_level() -> None:
    assert staff_projects([project("2025-03-03", "2025-06-30", "a 10wd", "b 5wd")]) == {}


def test_dates_equal_the_networks_where_people_suffice() -> None:
    subject = project("2025-03-03", "2025-06-30", mine("a 10wd"), mine("b 5cd a"), mine("m 0wd b"), mine("c 3wd m"))
    found = checked(subject)["p"]
    late = {
        each.stage.id: (str(each.latest_start), str(each.latest_finish)) for each in schedule_project(subject).stages
    }
    assert dates_of(found) == late


def test_projects_share_people() -> None:
    first = project("2025-03-03", "2025-06-30", mine("a 10wd"), id="p")
    second = project("2025-03-03", "2025-06-30", mine("a 10wd"), id="q")
    alone = project("2025-03-03", "2025-06-30", needing("a 10wd", (CREW, 2)), id="r")
    found = checked(first, second, alone)
    assert (found["p"].shared, found["q"].shared, found["r"].shared) == (("q",), ("p",), ())
    assert dates_of(found["r"])["a"] == ("2025-06-17", "2025-06-30")
    assert sorted(date for each in "pq" for date in dates_of(found[each])["a"])[1:3] == ["2025-06-16", "2025-06-17"]


def test_a_crew_of_two_takes_two_at_a_time() -> None:
    stages = [needing(f"{name} 4wd", (CREW, 1)) for name in "abcd"]
    found = checked(project("2025-03-03", "2025-06-30", *stages))["p"]
    assert found.proved
    assert found.first_start == date(2025, 6, 19)


def test_each_stage_says_what_holds_it() -> None:
    other = project("2025-03-03", "2025-06-30", mine("x 5wd"), id="q")
    limit = {"finish_not_after": date(2025, 5, 30)}
    subject = project(
        "2025-03-03", "2025-06-30", mine("a 5wd"), stage("b 5wd a"), mine("c 5wd", **limit), stage("d 0wd b")
    )
    found = checked(subject, other)
    holds = {each.stage: each.hold for each in found["p"].stages}
    assert (holds["a"].by, holds["a"].stage) == (HeldBy.STAGE, "b")
    assert holds["c"].by is HeldBy.DATE
    assert holds["d"].by is HeldBy.DEADLINE
    subject = project("2025-03-03", "2025-06-30", mine("a 5wd"), mine("b 5wd"))
    first, second = sorted(checked(subject)["p"].stages, key=lambda each: each.start)
    assert (first.hold.by, first.hold.who, first.hold.stage) == (HeldBy.PERSON, "chen-yu", second.stage)
    assert second.hold.by is HeldBy.DEADLINE


def test_too_few_people_show_as_days_before_the_start() -> None:
    found = checked(project("2025-06-16", "2025-06-30", mine("a 8wd"), mine("b 8wd")))["p"]
    assert not found.feasible
    assert found.days_late == 5
    assert found.bound < date(2025, 6, 16)


def test_a_shortage_names_who_and_what_stands_in_the_way() -> None:
    """Across projects: B waits for nobody, but its person does X and A after it."""
    other = project("2025-06-03", "2025-06-25", mine("x 5wd"), id="q")
    found = checked(project("2025-06-03", "2025-06-30", mine("a 10wd"), mine("b 10wd")), other)["p"]
    assert found.shortage is not None
    assert found.shortage.days == found.days_late == 5
    assert found.refuted == ("p", "q")
    assert [step.who for step in found.shortage.steps] == [ONE.name, ONE.name, ""]
    assert chain_of(found.shortage, "p").replace("B ", "A ") == (
        f"A (2025-05-26/2025-06-09) → [{ONE.name}] q/x (2025-06-10/2025-06-16) → [{ONE.name}] A (2025-06-17/2025-06-30)"
    )


def test_what_is_infeasible_begins_no_later_than_its_bound() -> None:
    """The bound is of schedules that miss dates too, where none keeps them."""
    early = {"finish_not_after": date(2025, 6, 16)}
    one = project("2025-06-03", "2025-06-30", mine("a 10wd", **early), mine("b 8wd a"))
    found = checked(one, project("2025-06-03", "2025-06-18", mine("x 5wd"), id="q"))
    assert not all(each.feasible for each in found.values())
    assert found["p"].first_start <= found["p"].bound < date(2025, 6, 3)


def test_alone_refuted_or_not_at_all() -> None:
    assert checked(project("2025-06-16", "2025-06-30", mine("a 8wd"), mine("b 8wd")))["p"].refuted == ("p",)
    three = [needing(f"{name} 3wd", (CREW, 1)) for name in "abc"]
    found = checked(project("2025-06-16", "2025-06-20", *three))["p"]
    assert (found.feasible, found.refuted) == (False, ())
    assert checked(project("2025-06-16", "2025-06-24", *three))["p"].shortage is None


def test_a_relative_deadline_that_people_break_is_a_shortage() -> None:
    limited = replace(mine("b 3wd a"), due_within=stage("x 1wd", due=("a", "5cd")).due_within)
    tied = stage("d 0wd", finish_on=date(2025, 6, 27))
    between = replace(mine("c 5wd a", start_on=date(2025, 6, 20)), name="C")
    found = checked(project("2025-06-16", "2025-06-30", mine("a 3wd"), limited, between, tied))["p"]
    assert found.shortage is not None
    assert found.shortage.days > 0


def test_a_long_chain_is_shown_around_an_ellipsis() -> None:
    stages = [mine(f"s{number} 2wd") for number in range(12)]
    found = checked(project("2025-06-16", "2025-06-30", *stages))["p"]
    assert found.shortage is not None
    assert len(found.shortage.steps) == 12
    assert chain_of(found.shortage, "p").count(" → ") == 7


def test_a_first_date_that_people_cannot_keep_shows_too() -> None:
    late = {"start_not_before": date(2025, 6, 23)}
    found = checked(project("2025-03-03", "2025-06-30", mine("a 6wd", **late), mine("b 6wd", **late)))["p"]
    assert not found.feasible
    assert found.days_late == 0


def test_centuries_of_work_are_left_to_the_network() -> None:
    assert staff_projects([project("2025-03-03", "2025-06-30", mine("a 99999wd"), mine("b 99999wd"))]) == {}


def test_decades_of_work_have_dates() -> None:
    found = checked(project("2025-03-03", "2025-06-30", mine("a 1500wd"), mine("b 1000wd a:FS+3000cd")))["p"]
    assert not found.feasible
    assert found.first_start.year < 2010


def test_leave_until_long_after_the_deadline_puts_the_work_before_it() -> None:
    """Nobody can work on the days the search begins with; it has to reach farther back."""
    away = replace(ONE, leave=(Leave(date(2025, 1, 1), date(2026, 12, 31), "", HERE),))
    subject = project("2025-03-03", "2025-06-30", on_leave("a 15wd", away), on_leave("b 5wd a", away))
    found = checked(subject)["p"]
    assert not found.feasible
    assert (found.first_start, found.proved) == (date(2024, 12, 4), False)


@pytest.mark.parametrize("who", [replace(ONE, id="nobody", capacity=0), replace(CREW, capacity=0)])
def test_a_capacity_of_nothing_leaves_work_to_the_network(who: Person | Resource) -> None:
    """Plans cannot say it (PP213, PP327); a milestone needs nobody, so it can be theirs."""
    other = project("2025-03-03", "2025-06-30", mine("x 5wd"), mine("y 5wd"), id="q")
    assert list(checked(project("2025-03-03", "2025-06-30", mine("a 5wd"), needing("b 5wd", (who, 1))), other)) == ["q"]
    found = checked(project("2025-03-03", "2025-06-30", mine("a 5wd"), mine("c 5wd"), needing("b 0wd", (who, 1))))
    assert found["p"].first_start == date(2025, 6, 17)


def test_a_relative_deadline_holds_with_people_too() -> None:
    limited = replace(mine("b 3wd a"), due_within=stage("x 1wd", due=("a", "10cd")).due_within)
    found = checked(project("2025-03-03", "2025-06-30", mine("a 3wd"), limited, mine("c 10wd a")))["p"]
    assert found.feasible
    spans = {each.stage: each for each in found.stages}
    assert (spans["b"].finish - spans["a"].finish).days <= 10


def on_leave(text: str, who: Person) -> Stage:
    built = needing(text, (who, 1))
    return replace(built, leave=who.leave, calendar=without_leave(built.calendar, who.id, who.leave))


@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.booleans(), st.sets(st.integers(0, 4), max_size=2)), min_size=2, max_size=6
    ),
    st.integers(0, 40),
    st.integers(1, 12),
)
@settings(max_examples=50, deadline=None)
def test_leave_links_and_people_hold_together(stages: list[tuple[int, bool, set[int]]], away: int, days: int) -> None:
    first = date(2025, 5, 1) + timedelta(days=away)
    person = replace(ONE, leave=(Leave(first, first + timedelta(days=days - 1), "", HERE),))
    built = []
    for place, (length, working, before) in enumerate(stages):
        links = " ".join(f"s{each}" for each in before if each < place)
        text = f"s{place} {length}{'wd' if working else 'cd'} {links}"
        built.append(on_leave(text, person) if working else needing(text, (person, 1)))
    found = checked(project("2025-01-06", "2025-06-30", *built))["p"]
    assert found.bound >= found.first_start
    assert found.proved == (found.feasible and found.bound == found.first_start)


SOUND = project(
    "2025-03-03",
    "2025-06-30",
    mine("a 10wd", finish_not_after=date(2025, 6, 20)),
    needing("b 5wd a", (CREW, 2)),
    needing("c 10cd a:SS+2wd", (CREW, 1)),
    stage("d 3wd b:FF-1wd c"),
    stage("m 0wd d"),
)


def moved(name: str, first: int, last: int) -> list[str]:
    dates = {("p", each.stage): (each.start, each.finish) for each in checked(SOUND)["p"].stages}
    start, finish = dates["p", name]
    dates["p", name] = start + timedelta(days=first), finish + timedelta(days=last)
    return list(faults([SOUND], dates, {"p"}))


@pytest.mark.parametrize(
    ("name", "first", "last", "fault"),
    [
        ("a", 28, 28, "does not keep"),
        ("a", 7, 7, "is later than 2025-06-20"),
        ("b", 0, 1, "works"),
        ("d", 14, 14, "is later than 2025-06-30"),
        ("m", -1, 0, "milestone of several days"),
        ("m", -14, -14, "p: d FS m does not keep 0cd"),
        ("c", -60, -60, "p: a SS c does not keep 2wd"),
        ("a", -140, -140, "is earlier than 2025-03-03"),
    ],
)
def test_the_check_finds_planted_faults(name: str, first: int, last: int, fault: str) -> None:
    assert any(fault in each for each in moved(name, first, last)), moved(name, first, last)


def test_the_check_finds_people_in_two_places() -> None:
    subject = project("2025-03-03", "2025-06-30", mine("a 10wd"), mine("b 10wd"))
    late = {("p", each.stage.id): (each.latest_start, each.latest_finish) for each in schedule_project(subject).stages}
    assert "chen-yu is needed 2 times on 2025-06-17" in list(faults([subject], late, {"p"}))


def test_the_check_finds_days_of_leave_and_a_limit_that_is_passed() -> None:
    away = replace(ONE, leave=(Leave(date(2025, 6, 18), date(2025, 6, 18), "", HERE),))
    subject = project("2025-03-03", "2025-06-30", on_leave("a 10wd", away))
    assert list(faults([subject], {("p", "a"): (date(2025, 6, 17), date(2025, 6, 30))}, {"p"})) == ["p/a works 9 days"]
    limited = project("2025-03-03", "2025-06-30", "a 1wd", stage("b 1wd a", due=("a", "10cd")))
    dates = {("p", "a"): (date(2025, 6, 3),) * 2, ("p", "b"): (date(2025, 6, 16),) * 2}
    assert list(faults([limited], dates, {"p"})) == ["p/b is beyond its limit"]


LINKS = st.tuples(st.integers(0, 4), st.sampled_from(("FS", "SS", "FF", "SF")), st.integers(-3, 6), st.booleans())
STAGES = st.tuples(st.integers(0, 8), st.booleans(), st.lists(LINKS, max_size=2), st.integers(0, 2))


def linked(number: int, days: int, working: bool, links: list[tuple[int, str, int, bool]], crew: int) -> Stage:
    before = {each: f"s{each}:{kind}{lag:+}{'wd' if wd else 'cd'}" for each, kind, lag, wd in links if each < number}
    text = f"s{number} {days}{'wd' if working else 'cd'} {' '.join(before.values())}"
    who = [(CREW, crew)] if crew else []
    return needing(text, (ONE, 1), *who) if days else stage(text)


@given(st.lists(STAGES, min_size=1, max_size=5), st.lists(STAGES, min_size=1, max_size=3), st.integers(0, 60))
@settings(max_examples=40, deadline=None)
def test_all_links_hold_in_projects_that_share_people(first: list[Any], second: list[Any], later: int) -> None:
    one = project("2025-01-06", "2025-06-30", *(linked(number, *each) for number, each in enumerate(first)))
    due = (date(2025, 5, 1) + timedelta(days=later)).isoformat()
    other = project("2025-02-03", due, *(linked(number, *each) for number, each in enumerate(second)), id="q")
    checked(one, other)
