"""Groups of stages: whatever is said of a group holds as if it were said of the stages it means, one by one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import schedule_oracle as oracle
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from schedule_builders import CHINA, HERE, Nest, Nested, group, project, stage

from perfplan.calendars import weekly_calendar
from perfplan.model.project import DueWithin, Duration, Group, Link, LinkKind, Project, Stage
from perfplan.schedule.analysis import run_network
from perfplan.schedule.gates import linked
from perfplan.schedule.network import build_network, circle_of
from perfplan.schedule.reverse import schedule_project

SIX = weekly_calendar("six", [1, 2, 3, 4, 5, 6])
START = date(2025, 9, 20)
DATES = ("start_not_before", "start_not_after", "finish_not_before", "finish_not_after", "start_on", "finish_on")
TO_START, FROM_FINISH = (LinkKind.FS, LinkKind.SS), (LinkKind.FS, LinkKind.FF)


def leaves(plan: Project, name: str) -> list[str]:
    """Return the stages that a name stands for."""
    found = next((each for each in plan.groups if each.id == name), None)
    return [each.id for each in plan.stages[found.first : found.end]] if found else [name]


def names_of(plan: Project, leaf: str) -> list[str]:
    """Return a stage's own id and those of all groups around it."""
    return [leaf, *(each.id for each in plan.groups if leaf in leaves(plan, each.id))]


def opening(plan: Project, name: str) -> list[str]:
    """Return the stages of a group whose start waits for none of the others."""
    members = leaves(plan, name)
    said = {each.id: each.links for each in linked(plan)}
    waits = {
        leaf
        for leaf in members
        for own in names_of(plan, leaf)
        for link in said[own]
        if link.kind in TO_START and link.stage != name and set(leaves(plan, link.stage)) <= set(members) - {leaf}
    }
    return [leaf for leaf in members if leaf not in waits]


def closing(plan: Project, name: str) -> list[str]:
    """Return the stages of a group for whose finish none of the others waits."""
    members = leaves(plan, name)
    awaited = {
        source
        for each in linked(plan)
        for link in each.links
        for source in leaves(plan, link.stage)
        if link.kind in FROM_FINISH and set(leaves(plan, each.id)) <= set(members) - {source}
    }
    return [leaf for leaf in members if leaf not in awaited]


def flat(plan: Project) -> Project:
    """Return the same project without groups: every link, limit and date written at each stage that it means."""
    stages = {each.id: each for each in plan.stages}
    spread: dict[str, list[Link]] = {id_: [] for id_ in stages}
    grouped = {each.id for each in plan.groups}
    for each in linked(plan):
        for link in each.links:
            of_group = {True: leaves, False: opening}[link.kind in FROM_FINISH]
            sources = of_group(plan, link.stage) if link.stage in grouped else [link.stage]
            of_group = {True: leaves, False: closing}[link.kind in TO_START]
            targets = of_group(plan, each.id) if each.id in grouped else [each.id]
            for target in targets:
                spread[target] += [replace(link, stage=source) for source in sources]
    for each in plan.groups:
        _put_dates(plan, each, stages)
        for leaf in leaves(plan, each.id):
            if each.due_within:
                stages[leaf] = replace(stages[leaf], due_within=each.due_within)
    built = tuple(replace(each, links=tuple(spread[each.id]), parent="") for each in stages.values())
    return replace(plan, stages=built, groups=())


def _put_dates(plan: Project, each: Group, stages: dict[str, Stage]) -> None:
    says = each.constraints
    first = [(leaf, says.start_not_before or says.start_on, "start_not_before", max) for leaf in leaves(plan, each.id)]
    first += [(leaf, says.start_not_after or says.start_on, "start_not_after", min) for leaf in opening(plan, each.id)]
    last = [
        (leaf, says.finish_not_before or says.finish_on, "finish_not_before", max) for leaf in closing(plan, each.id)
    ]
    last += [(leaf, says.finish_not_after or says.finish_on, "finish_not_after", min) for leaf in leaves(plan, each.id)]
    for leaf, day, key, stricter in (*first, *last):
        if day:
            has = getattr(stages[leaf].constraints, key)
            said = replace(stages[leaf].constraints, **{key: stricter(day, has) if has else day})
            stages[leaf] = replace(stages[leaf], constraints=said)


class Sketch:
    """A project, and in few words what it is made of, so that a failing one can be read."""

    def __init__(self, words: list[str], plan: Project) -> None:
        self.words = words
        self.plan = plan

    def __repr__(self) -> str:
        return "\n".join(self.words)


@st.composite
def nests(draw: st.DrawFn) -> Sketch:
    """Return a project of at most nine stages in groups of groups, with all kinds of links, lags and dates."""
    calendar = draw(st.sampled_from((CHINA, SIX)))
    ids: list[str] = []
    done: list[str] = []
    words: list[str] = []

    def fresh(letter: str) -> str:
        ids.append(f"{letter}{len(ids)}")
        return ids[-1]

    def links() -> str:
        before = draw(st.lists(st.sampled_from(done), max_size=2, unique=True)) if done else []
        lags = st.builds("{:+}{}".format, st.integers(-3, 4), st.sampled_from(("wd", "cd")))
        return " ".join(f"{each}:{draw(st.sampled_from(list(LinkKind)))}{draw(lags)}" for each in before)

    def dates() -> dict[str, date]:
        days = st.dates(START - timedelta(5), START + timedelta(50))
        return draw(st.one_of(st.just({}), st.dictionaries(st.sampled_from(DATES), days, max_size=1)))

    def members(depth: int, room: int) -> list[Nested]:
        return [member(depth) for _ in range(draw(st.integers(1, room)))]

    def member(depth: int) -> Nested:
        if depth < 3 and draw(st.booleans()):
            name, waits, said = fresh("g"), links(), dates()
            words.append(f"{'  ' * depth}{name} {waits} {_shown(said)}")
            inside = members(depth + 1, 2)
            done.append(name)
            return group(f"{name} {waits}", *inside, due=None, **said)
        name = fresh("s")
        days = f"{draw(st.integers(0, 9))}{draw(st.sampled_from(('wd', 'cd')))}"
        text, said = f"{name} {days} {links()}", dates()
        words.append(f"{'  ' * depth}{text} {_shown(said)}")
        done.append(name)
        return stage(text, calendar, None, **said)

    inside = members(0, 4)
    start = START + timedelta(draw(st.integers(0, 15)))
    deadline = start + timedelta(draw(st.integers(0, 90)))
    words.append(f"{start} to {deadline}, {calendar.id}")
    return Sketch(words, project(start.isoformat(), deadline.isoformat(), *inside, calendar=calendar))


def _shown(dates: dict[str, date]) -> str:
    return " ".join(f"{key}={day}" for key, day in dates.items())


@settings(max_examples=70, deadline=None)
@given(nests())
def test_a_group_means_its_stages_one_by_one(sketch: Sketch) -> None:
    plan = sketch.plan
    alike = flat(plan)
    grouped, single = schedule_project(plan), schedule_project(alike)
    facts = ("latest_start", "latest_finish", "earliest_start", "earliest_finish", "total_float", "free_float")
    for own, other in zip(grouped.stages, single.stages, strict=True):
        assert {fact: getattr(own, fact) for fact in facts} == {fact: getattr(other, fact) for fact in facts}
    assert grouped.feasible == single.feasible
    assert grouped.days_late == single.days_late
    early = oracle.earliest(alike)
    run = run_network(build_network(plan), plan.start.toordinal(), plan.deadline.toordinal() + 1)
    assert list(zip(*run.early, strict=True))[: len(plan.stages)] == [early[each.id] for each in alike.stages]


@settings(max_examples=50, deadline=None)
@given(nests(), st.integers(0, 20), st.booleans(), st.integers(0, 8), st.integers(0, 8))
def test_a_limit_of_a_group_is_a_limit_of_each_of_its_stages(
    sketch: Sketch, days: int, working: bool, which: int, anchor: int
) -> None:
    plan = sketch.plan
    held = dict(enumerate(plan.groups)).get(which % (len(plan.groups) or 1))
    others = [each.id for each in plan.stages if held is None or each.id not in leaves(plan, held.id)]
    assume(held is not None and others)
    limit = DueWithin(others[anchor % len(others)], Duration(days, working), HERE)
    bound = replace(plan, groups=tuple(replace(g, due_within=limit) if g is held else g for g in plan.groups))
    grouped, single = schedule_project(bound), schedule_project(flat(bound))
    assert grouped.feasible == single.feasible
    if grouped.feasible:  # else a limit counts from the earliest finish where it cannot be kept: the group's as a whole
        assert [each.latest_finish for each in grouped.stages] == [each.latest_finish for each in single.stages]


@settings(max_examples=50, deadline=None)
@given(nests())
def test_a_group_spans_its_stages(sketch: Sketch) -> None:
    plan = sketch.plan
    timeline = schedule_project(plan)
    by_id = {each.stage.id: each for each in timeline.stages}
    for found in timeline.groups:
        inside = [by_id[leaf] for leaf in leaves(plan, found.group.id)]
        assert found.earliest_start == min(each.earliest_start for each in inside)
        assert found.latest_finish == max(each.latest_finish for each in inside)
        assert (found.total_float < 0) == any(each.total_float < 0 for each in inside)
        assert found.critical == any(each.critical for each in inside)


def dates_of(plan: Project, id_: str) -> tuple[str, str]:
    found = next(each for each in schedule_project(plan).stages if each.stage.id == id_)
    return found.earliest_start.isoformat(), found.earliest_finish.isoformat()


# 2025: Mon 1 Sep … Fri 5 Sep. The group's stages run 1–3 and, after the first, 4–5 September.
@pytest.mark.parametrize(
    ("link", "dates"),
    [
        ("g", ("2025-09-08", "2025-09-08")),
        ("g:FS+1wd", ("2025-09-09", "2025-09-09")),
        ("g:SS+1wd", ("2025-09-02", "2025-09-02")),
        ("g:FF", ("2025-09-05", "2025-09-05")),
        ("g:SF+3wd", ("2025-09-03", "2025-09-03")),
    ],
)
def test_a_link_from_a_group(link: str, dates: tuple[str, str]) -> None:
    plan = project("2025-09-01", "2025-12-31", group("g", stage("a 3wd"), stage("b 2wd a")), f"c 1wd {link}")
    assert dates_of(plan, "c") == dates


@pytest.mark.parametrize(
    ("link", "first", "last"),
    [
        ("c", ("2025-09-08", "2025-09-10"), ("2025-09-11", "2025-09-12")),
        ("c:SS+1wd", ("2025-09-02", "2025-09-04"), ("2025-09-05", "2025-09-08")),
        ("c:FF+3wd", ("2025-09-01", "2025-09-03"), ("2025-09-09", "2025-09-10")),
        ("c:SF+7wd", ("2025-09-01", "2025-09-03"), ("2025-09-08", "2025-09-09")),
    ],
)
def test_a_link_to_a_group(link: str, first: tuple[str, str], last: tuple[str, str]) -> None:
    plan = project("2025-09-01", "2025-12-31", "c 5wd", group(f"g {link}", stage("a 3wd"), stage("b 2wd a")))
    assert dates_of(plan, "a") == first
    assert dates_of(plan, "b") == last


def test_a_group_that_cannot_keep_its_date_is_named_once() -> None:
    inside = [stage("a 3wd"), stage("b 4wd a"), stage("c 4wd a")]
    plan = project("2025-09-01", "2025-12-31", group("g", *inside, finish_not_after=date(2025, 9, 8)))
    why = [str(sentence) for sentence in schedule_project(plan).why]
    assert why[0] == "G finishes 1 working day after its limit of 2025-09-08, because A → B"
    assert why[1] == "it fits if A is cut to 2wd or G may finish on 2025-09-09"


def test_a_limit_after_a_group_counts_from_its_last_finish() -> None:
    plan = project(
        *("2025-09-01", "2025-12-31", group("g", stage("a 3wd"), stage("b 5wd"))),
        stage("c 1wd g", due=("g", "4wd")),
        stage("d 1wd a b"),
    )
    found = {each.stage.id: each for each in schedule_project(plan).stages}
    assert found["b"].latest_finish == date(2025, 12, 30)
    assert found["c"].latest_finish == date(2025, 12, 31)
    tight = replace(plan, deadline=date(2026, 3, 31))
    assert {each.stage.id: each for each in schedule_project(tight).stages}["c"].total_float > 0


def test_a_circle_through_groups_is_named() -> None:
    plan = project("2025-09-01", "2025-12-31", group("g c", stage("a 1wd"), stage("b 1wd")), "c 1wd b")
    assert circle_of(plan) == ["g", "b", "c", "g"]
    inner = group("h", stage("a 1wd"))
    plan = project("2025-09-01", "2025-12-31", group("g", inner), "c 1wd h:SS", group("k c", stage("d 1wd")))
    assert circle_of(plan) is None


def test_what_starts_with_a_group_may_come_before_its_end() -> None:
    """A stage that starts with a group, and one of the group that waits for it, make no circle."""
    plan = project("2025-09-01", "2025-12-31", group("g", stage("a 3wd"), stage("b 2wd a c")), "c 4wd g:SS+1wd")
    assert circle_of(plan) is None
    assert dates_of(plan, "c") == ("2025-09-02", "2025-09-05")
    assert dates_of(plan, "b") == ("2025-09-08", "2025-09-09")


def test_groups_of_groups_cost_no_more_than_their_stages() -> None:
    """A hundred stages after a hundred: arcs are counted, as times differ from machine to machine."""
    one = group("g", *(stage(f"a{n} 1wd") for n in range(100)))
    plan = project("2025-09-01", "2025-12-31", one, group("h g", *(stage(f"b{n} 1wd") for n in range(100))))
    network = build_network(plan)
    assert sum(map(len, network.incoming)) == 201
    assert network.size == 200


def test_nests_are_nested() -> None:
    inner: Nested = Nest("h", (), None, stage("x 1wd").constraints, (stage("a 1wd"),))
    plan = project("2025-09-01", "2025-12-31", group("g", stage("b 1wd"), inner))
    assert [(each.id, each.parent, each.depth, each.first, each.end) for each in plan.groups] == [
        ("g", "", 0, 0, 2),
        ("h", "g", 1, 1, 2),
    ]
