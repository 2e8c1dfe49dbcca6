"""The documents are true: generated pages are current, links lead somewhere, worked numbers come out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools_loader import load_tool

from perfplan import __version__
from perfplan.cli import index
from perfplan.export._timeline import Occasion
from perfplan.export.timeline_json import as_data
from perfplan.i18n import Translator
from perfplan.load import load_plan
from perfplan.model.plan import Plan
from perfplan.schedule.reverse import schedule_project
from perfplan.split.engine import split_target
from perfplan.split.result import TargetSplit
from perfplan.split.table import period_table
from perfplan.tables.summary import Exceptional
from perfplan.tables.tasks import COLUMNS
from perfplan.tables.year_calendar import COLUMNS as CALENDAR_COLUMNS

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEAD = "perfplan: 1\nid: d\nname: d\nyear: 2026\ncalendar: CN\n"


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_plan_format_is_what_the_specs_say() -> None:
    assert page("docs/plan-format.md") == load_tool("plan_format").page(), "python tools/plan_format.py"


@pytest.mark.parametrize("name", ["p01.svg", "erp-rollout.svg"])
def test_the_pictures_are_what_split_draws(name: str) -> None:
    drawn = load_tool("pictures").pictures()
    assert set(drawn) == {path.name for path in (ROOT / "docs" / "images").iterdir()}
    assert (ROOT / "docs" / "images" / name).read_bytes() == drawn[name], "python tools/pictures.py"


def anchors(path: Path) -> set[str]:
    """Return the anchors that a page's headings make, as web pages of repositories do."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for link in LINK.findall(path.read_text(encoding="utf-8")):
        if link.startswith("https://"):
            continue
        file, _, anchor = link.partition("#")
        there = (path.parent / file).resolve() if file else path
        assert there.exists(), link
        assert not anchor or anchor in anchors(there), link


def test_every_page_can_be_found_from_the_readme() -> None:
    linked = set(LINK.findall(page("README.md")))
    generated = {"docs/benchmarks.md"}
    assert {f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")} - generated <= linked


def planned(text: str, folder: Path) -> Plan:
    path = folder / "plan.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    result = load_plan(path)
    assert result.plan is not None, result.findings
    return result.plan


def split_of(plan: Plan) -> TargetSplit:
    return split_target(plan.targets[0], period_table(plan))


def listed(numbers: list[int]) -> str:
    return f"**{', '.join(map(str, numbers))}**"


UNITS = """\
units:
  - {id: office, name: Office, head: ann}
  - {id: a, name: A, kind: branch, head: ann, weights: {population: 46}}
  - {id: b, name: B, kind: branch, head: ann, weights: {population: 31}}
  - {id: c, name: C, kind: branch, head: ann, weights: {population: 23}}
people: [{id: ann, name: Ann, unit: office}]
"""
CONTRACTS = "{id: t, name: T, kind: flow, value: 10, lead_unit: office, allocate: {over: branch, by: population}}"


def test_the_worked_shares_come_out(tmp_path: Path) -> None:
    split = split_of(planned(f"{UNITS}targets: [{CONTRACTS}]", tmp_path))
    assert listed([unit.value for unit in split.units]) in page("docs/splitting.md")
    rows = [[sum(unit.months[q : q + 3]) for q in range(0, 12, 3)] + [unit.value] for unit in split.units]
    shown = [f"| {name} | {' | '.join(map(str, row))} |" for name, row in zip("ABC", rows, strict=True)]
    assert [row for row in shown if row not in page("docs/splitting.md")] == []
    own = [sum(split.own.months[q : q + 3]) for q in range(0, 12, 3)]
    assert f"the total is {', '.join(map(str, own))}" in page("docs/splitting.md")


def test_the_worked_months_come_out() -> None:
    plan = load_plan(ROOT / "examples" / "minimal.yaml").plan
    assert plan is not None
    assert listed(list(split_of(plan).own.months)) in " ".join(page("docs/splitting.md").split())


@pytest.mark.parametrize(("before", "march"), [("", 30), (", done_before: 12", 18)])
def test_the_worked_issue_during_the_year_comes_out(before: str, march: int, tmp_path: Path) -> None:
    target = f"{{id: t, name: T, kind: flow, value: 120, lead_unit: office, split: even{before}}}"
    months = split_of(planned(f"issued: 2026-03-10\n{UNITS}targets: [{target}]", tmp_path)).own.months
    assert list(months) == [0, 0, march] + [10] * 9
    assert f"brings {march}" in page("docs/splitting.md")


def test_the_worked_growth_comes_out(tmp_path: Path) -> None:
    base = "base: {amount: 201.20, uom: x, decimals: 2}"
    target = f'{{id: t, name: T, kind: growth, uom: "%", decimals: 1, value: 6.0, lead_unit: office, {base}}}'
    implied = planned(f"{UNITS}targets: [{target}]", tmp_path).targets[0].implied
    assert implied is not None
    assert implied.value == 21327
    assert "6.0 % on 201.20 is\n213.27" in page("docs/splitting.md")


def test_the_contract_has_the_columns_of_tasks_in_their_order() -> None:
    table = page("docs/tasks.md").partition("| column | meaning |")[2].partition("\n\n")[0]
    first = [cell for row in table.splitlines()[2:] for cell in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert tuple(first) == COLUMNS


def named(text: str, key: str) -> bool:
    return re.search(rf"[`,{{\[\s]{key}[`,}}\]\n:]", text) is not None


def test_the_contract_names_every_key() -> None:
    text = page("docs/tasks.md")
    plan = load_plan(ROOT / "examples" / "company-kpi.yaml").plan
    assert plan is not None
    occasion = Occasion(Translator("en"), None, plan.id, plan.issued)
    data = as_data(schedule_project(plan.projects[0]), occasion)
    keys = [*data, *data["stages"][0], *Exceptional._fields, *CALENDAR_COLUMNS]
    assert [key for key in keys if not named(text, key)] == []


def test_decisions_are_short_and_each_says_something() -> None:
    entries = re.split(r"^### ", page("docs/decisions.md"), flags=re.MULTILINE)[1:]
    assert len({entry.splitlines()[0] for entry in entries}) == len(entries) >= 30
    for entry in entries:
        body = [line for line in entry.partition("\n## ")[0].splitlines()[1:] if line]
        assert 1 <= len(body) <= 6, entry


def test_the_changelog_knows_this_version_and_every_command() -> None:
    text = page("CHANGELOG.md")
    assert "## [Unreleased]" in text
    assert __version__ in text
    assert [name for name in index.names() if f"`{name}`" not in text] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_are_tidy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert text.count("```") % 2 == 0
    assert text.startswith("# ")
    assert not re.search(r"\b(?:TODO|FIXME|XXX|TBD)\b", text)
    assert [line for line in text.splitlines() if line != line.rstrip()] == []
