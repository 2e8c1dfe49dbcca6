"""The plans and examples that ship: every file fits the format, every reference resolves, every sum adds up."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from datetime import date, datetime, time
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from plans_reader import (
    FILES,
    FOLDERS,
    LISTS,
    ROOT,
    SINGLES,
    chosen,
    duplicates,
    names,
    read,
    references,
    unresolved,
    whole,
)

KINDS = {"flow", "level", "ratio", "mean", "growth", "annual", "milestone", "limit"}
METHODS = {
    *("even", "calendar_days", "workdays", "weights", "cumulative"),
    *("profile", "history", "denton", "s_curve", "growth", "manual"),
}
ALLOCATIONS = {"equal", "shares", "history", "manual", "baseline"}
KNOWN = ROOT / "tests/cases/schedule/projects.csv"
COUNTIES = ("plans/county-2025", "plans/county-2026")
RURAL_INCOME = {"plans/county-2025": (16569, 17729), "plans/county-2026": (17745, 18898)}
PROVENANCE = re.compile(r"# (public|derived|invented)")
FIGURE = re.compile(r"\b(value|baseline|growth|amount|denominator): *-?\d|\b(base|amounts|fixed|shares): \{")

ids = [str(path.relative_to(ROOT)) for path in (*FOLDERS, *SINGLES)]
every_plan = pytest.mark.parametrize("path", [*FOLDERS, *SINGLES], ids=ids)
every_county = pytest.mark.parametrize("name", COUNTIES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_fits_the_format(path: Path) -> None:
    read(path)
    assert path.read_text("utf-8").startswith("# "), "a file begins with a comment that says what it is"


@every_plan
def test_ids_are_unique_and_references_resolve(path: Path) -> None:
    plan = whole(path)
    assert plan.head is not None
    assert plan.head.perfplan == "1"
    for key in LISTS:
        assert duplicates(item.id for item in getattr(plan, key)) == []
    assert duplicates(name for unit in plan.units for name in names([unit])) == []
    for target in plan.targets:
        assert duplicates(action.id for action in target.actions) == []
    assert unresolved(plan) == []


def test_an_unknown_name_is_noticed() -> None:
    plan = whole(ROOT / "examples/minimal.yaml")
    plan.people.clear()
    assert unresolved(plan) == [("people", "ann")]


@every_plan
def test_links_follow_known_stages(path: Path) -> None:
    plan = whole(path)
    for job in plan.projects:
        known = [stage.id for stage in job.stages]
        assert duplicates(known) == []
        assert {link.stage for stage in job.stages for link in stage.after} <= set(known)
    for campaign in plan.campaigns:
        known = [phase.id for phase in campaign.phases]
        assert {name for phase in campaign.phases for name in phase.after} <= set(known)
        assert {clue.kind for clue in campaign.clues} <= set(campaign.clocks)


@every_plan
def test_shares_use_units_and_attributes_that_exist(path: Path) -> None:
    plan = whole(path)
    for target in plan.targets:
        if target.allocate is None:
            continue
        units = chosen(plan, target.allocate.over)
        assert units, target.id
        attributes = {target.allocate.by} - ALLOCATIONS | (
            {target.weight} if getattr(target, "weight", None) else set()
        )
        assert all(attributes <= set(unit.weights) for unit in units), target.id
        for table in (target.allocate.shares, target.allocate.amounts, target.allocate.fixed, target.allocate.base):
            assert set(table or ()) <= {unit.id for unit in units}, target.id


@every_plan
def test_declared_amounts_add_up(path: Path) -> None:
    plan = whole(path)
    for target in plan.targets:
        if target.allocate and target.allocate.amounts:
            assert sum(target.allocate.amounts.values()) == target.value.value, target.id
        if target.split and target.split.method == "manual":
            assert sum((target.split.months or target.split.quarters).values()) == target.value.value, target.id
        if target.split and target.split.method == "growth" and target.split.quarters:
            assert sum(target.split.quarters.values()) == target.baseline, target.id
    tables = [profile.cumulative for profile in plan.profiles if profile.cumulative]
    tables += [t.split.months for t in plan.targets if t.split and t.split.method == "cumulative"]
    for table in tables:
        curve = [table[month] for month in sorted(table)]
        assert max(table) == 12
        assert curve[-1] == 100
        assert all(one < two for one, two in pairwise(curve))


@every_plan
def test_actions_happen_after_the_plan_is_issued(path: Path) -> None:
    plan = whole(path)
    first, last = (datetime.combine(date(plan.head.year, *day), time()) for day in ((1, 1), (12, 31)))
    issued = datetime.combine(plan.head.issued or first.date(), time())
    for target in plan.targets:
        for action in target.actions:
            assert bool(action.rule) != bool(action.on), action.id
            dates = rrulestr(action.rule, dtstart=first).between(issued, last, inc=True) if action.rule else action.on
            assert dates, (target.id, action.id)


@every_plan
def test_somebody_acts_on_some_day(path: Path) -> None:
    for target in whole(path).targets:
        assert target.kind == "flow" or target.actions, target.id


@every_plan
def test_weights_of_a_scheme_add_up(path: Path) -> None:
    for scheme in whole(path).schemes:
        assert sum(item.weight for item in scheme.items) == scheme.total == 100
        assert duplicates(item.target for item in scheme.items) == []


@every_county
def test_everybody_who_answers_is_named(name: str) -> None:
    plan = whole(ROOT / name)
    home = {person.id: person.unit for person in plan.people}
    for target in plan.targets:
        assert home[target.supervisor] == "county", target.id
        assert home[target.owner] == target.lead_unit, target.id
        assert {home[person] for person in target.handlers} == {target.lead_unit}, target.id
        assert len(target.handlers) <= 3
        assert target.report is not None, target.id
        assert target.actions or target.uom != "亿元", target.id
    for unit in plan.units:
        if unit.kind == "township":
            assert home[unit.head] == unit.id
            assert {home[person] for person in unit.handlers} == {unit.id}
    used = {person for what, person in references(plan) if what == "people"}
    assert set(home) <= used, "nobody is listed for nothing"


@every_county
def test_every_figure_says_where_it_comes_from(name: str) -> None:
    bare = [
        f"{path.name}:{number}: {line.strip()}"
        for path in sorted((ROOT / name / "targets").glob("*.yaml"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if FIGURE.search(line) and not PROVENANCE.search(line)
    ]
    assert bare == []


@every_county
def test_the_county_says_that_it_is_fictional(name: str) -> None:
    for path in [*(ROOT / name).rglob("*.yaml"), *(ROOT / name).rglob("*.csv")]:
        assert "虚构" in path.read_text("utf-8").splitlines()[0], path


@every_county
def test_rural_income_of_the_townships_makes_the_county(name: str) -> None:
    plan = whole(ROOT / name)
    target = plan.target("income_rural")
    heads = {unit.id: unit.weights["rural_population"] for unit in plan.units if unit.kind == "township"}
    assert sum(heads.values()) == 236000
    mean = sum(heads[unit] * value for unit, value in target.allocate.base.items()) / 236000
    assert (round(mean), round(mean * (1 + target.growth))) == RURAL_INCOME[name]
    assert target.baseline == RURAL_INCOME[name][0]


@every_county
def test_history_ends_at_the_baseline(name: str) -> None:
    plan = whole(ROOT / name)
    own: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    shared: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for row in plan.history:
        year, month = row["period"].split("-")
        quarter = month if month.startswith("Q") else f"Q{(int(month) + 2) // 3}"
        (shared if row["unit"] else own)[row["target"], f"{year}-{quarter}"] += Fraction(row["value"])
    assert own
    for target in {key[0] for key in own}:
        last = sum(
            value for (who, quarter), value in own.items() if (who, quarter[:4]) == (target, f"{plan.head.year - 1}")
        )
        assert last == plan.target(target).baseline
    assert {row["unit"] for row in plan.history} - {""} <= {unit.id for unit in plan.units}
    assert all(own[cell] == value for cell, value in shared.items())


def test_county_2025_is_complete() -> None:
    plan = whole(ROOT / "plans/county-2025")
    kinds = Counter(unit.kind for unit in plan.units)
    methods = {target.split.method for target in plan.targets if target.split}
    assert [len(scheme.items) for scheme in plan.schemes] == [25]
    assert (kinds["department"], kinds["township"]) == (18, 8)
    assert {target.kind for target in plan.targets} == KINDS
    assert methods == METHODS
    assert {target.allocate.by for target in plan.targets if target.allocate} >= ALLOCATIONS
    assert sum(unit.weights["population"] for unit in plan.units if unit.kind == "township") == 386000
    assert {project.id for project in plan.projects} == {"p01", "p02", "p03"}
    assert len(plan.campaigns) == 2
    assert any(target.pending for target in plan.targets)


def test_the_three_projects_are_those_whose_dates_are_known() -> None:
    rows = csv.DictReader(line for line in KNOWN.read_text("utf-8").splitlines() if not line.startswith("#"))
    columns = ("project", "project_start", "stage", "name", "duration", "after")
    written = [
        (
            job.id,
            str(job.start),
            stage.id,
            stage.name,
            str(stage.duration.likely),
            ";".join(link.stage for link in stage.after),
        )
        for job in sorted(whole(ROOT / "plans/county-2025").projects, key=lambda job: job.id)
        for stage in job.stages
    ]
    assert written == [tuple(row[column] for column in columns) for row in rows]


@pytest.mark.parametrize(("area", "expected"), [("kinds", KINDS), ("methods", METHODS)])
def test_every_kind_and_method_has_its_example(area: str, expected: set[str]) -> None:
    shown = {}
    for path in (ROOT / "examples" / area).iterdir():
        target = whole(path).targets[0]
        shown[path.stem] = target.kind if area == "kinds" else target.split.method
    assert shown == {name: name for name in expected}


def test_every_allocation_has_its_example() -> None:
    shown = {path.stem: whole(path).targets[0].allocate.by for path in (ROOT / "examples/allocation").iterdir()}
    assert shown == {name: name for name in ALLOCATIONS} | {"attribute": "readers"}


def test_the_minimal_plan_is_minimal() -> None:
    assert len((ROOT / "examples/minimal.yaml").read_text("utf-8").splitlines()) <= 15
